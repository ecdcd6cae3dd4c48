import type { Explain } from '../explanation.ts'
import { number, say } from '../phrase.ts'

export const loss: Explain = ({ target }, { network }) => ({
  title: say`Loss`,
  sentence:
    network.loss === 'binaryCrossEntropy'
      ? say`The cross-entropy −(y ln ŷ + (1 − y) ln(1 − ŷ)), written with the weighted sum so that ln 0 cannot occur: ${number(target)}.`
      : say`How far the prediction is from the target, as one number that is 0 when they agree: ${number(target)}.`,
})

export const batchLoss: Explain = ({ target }, { network }) => ({
  title: say`Loss of the batch`,
  sentence: say`The losses of all samples ${network.reduction === 'mean' ? 'averaged' : 'added up'}, the number that training makes smaller: ${number(target)}.`,
})
