import type { Explain } from '../explanation.ts'
import { lossWords } from '../functionWords.ts'
import { number, say } from '../phrase.ts'

export const loss: Explain = ({ target }, { network }) => ({
  title: say`Loss`,
  sentence: lossWords[network.loss].sample(target),
})

export const batchLoss: Explain = ({ target }, { network }) => ({
  title: say`Loss of the batch`,
  sentence: say`The losses of all samples ${network.reduction === 'mean' ? 'averaged' : 'added up'}, the number that training makes smaller: ${number(target)}.`,
})
