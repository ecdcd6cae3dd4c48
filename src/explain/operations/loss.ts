import type { LossName } from '../../engine/losses.ts'
import { outputDivisor } from '../../engine/network.ts'
import type { Explain } from '../explanation.ts'
import { constant, difference, product, quotient, slot, square, sum, type Expression } from '../expression.ts'
import { number, say } from '../phrase.ts'

/** The part of one output, of its activation (or, for cross-entropy, its weighted sum) and its target. */
const terms: Record<LossName, (output: Expression, y: Expression) => Expression> = {
  halfSquaredError: (a, y) => product(constant(0.5), difference(a, y), difference(a, y)),
  meanSquaredError: (a, y) => square(difference(a, y)),
  binaryCrossEntropy: (z, y) => ({ kind: 'crossEntropy', z, y }),
}

export const loss: Explain = ({ operands, target }, { network }) => {
  const outputs = operands.flatMap((output, index) =>
    index % 2 ? [] : [terms[network.loss](slot(output), slot(operands[index + 1]))],
  )
  return {
    title: say`Loss`,
    sentence:
      network.loss === 'binaryCrossEntropy'
        ? say`The cross-entropy −(y ln ŷ + (1 − y) ln(1 − ŷ)), written with the weighted sum so that ln 0 cannot occur: ${number(target)}.`
        : say`How far the prediction is from the target, as one number that is 0 when they agree: ${number(target)}.`,
    expression: quotient(outputs.length === 1 ? outputs[0] : sum(outputs), outputDivisor(network)),
  }
}

export const batchLoss: Explain = ({ operands, target }, { network, batchSize }) => {
  const isMean = network.reduction === 'mean'
  return {
    title: say`Loss of the batch`,
    sentence: say`The losses of all samples ${isMean ? 'averaged' : 'added up'}, the number that training makes smaller: ${number(target)}.`,
    expression: quotient(sum(operands.map(slot)), isMean ? batchSize : 1),
  }
}
