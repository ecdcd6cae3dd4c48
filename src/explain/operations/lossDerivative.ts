import { lossDivisor } from '../../engine/network.ts'
import type { Explain } from '../explanation.ts'
import { constant, difference, product, quotient, slot } from '../expression.ts'
import { number, say, unit } from '../phrase.ts'

export const lossDerivative: Explain = ({ layer, unit: k, operands: [a, y], target }, { network, batchSize }) => {
  const miss = difference(slot(a), slot(y))
  const isSquare = network.loss === 'meanSquaredError'
  return {
    title: say`How the loss changes with ${unit(layer, k)}`,
    sentence: say`Here the way back begins: for each little bit that ${unit(layer, k)} rises, the loss changes ${number(target)} times as much.`,
    expression: quotient(isSquare ? product(constant(2), miss) : miss, lossDivisor(network, batchSize)),
  }
}

export const pairedDelta: Explain = ({ layer, unit: k, operands: [a, y], target }, { network, batchSize }) => ({
  title: say`Delta of ${unit(layer, k)}`,
  sentence: say`How the loss changes with the weighted sum of ${unit(layer, k)}; with cross-entropy the slope of the sigmoid cancels, which leaves prediction minus target: ${number(target)}.`,
  expression: quotient(difference(slot(a), slot(y)), lossDivisor(network, batchSize)),
})
