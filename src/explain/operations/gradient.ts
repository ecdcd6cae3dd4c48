import type { Explain } from '../explanation.ts'
import { product, slot, sum } from '../expression.ts'
import { number, say, unit } from '../phrase.ts'

export const weightGradient: Explain = ({ layer, unit: j, source, operands: [delta, a], target }) => ({
  title: say`Gradient of the weight from ${unit(layer - 1, source!)} to ${unit(layer, j)}`,
  sentence: say`This sample's share: the δ where the edge ends times the activation where it starts, ${number(target)}.`,
  expression: product(slot(delta), slot(a)),
})

export const biasGradient: Explain = ({ layer, unit: j, operands: [delta], target }) => ({
  title: say`Gradient of the bias of ${unit(layer, j)}`,
  sentence: say`This sample's share: a bias moves the weighted sum one to one, so it is the δ of ${unit(layer, j)} itself, ${number(target)}.`,
  expression: slot(delta),
})

export const batchWeightGradient: Explain = ({ layer, unit: j, source, operands, target }) => ({
  title: say`Gradient of the weight from ${unit(layer - 1, source!)} to ${unit(layer, j)}`,
  sentence: say`The shares of all samples added up: together they say how the loss of the batch changes with this weight, ${number(target)}.`,
  expression: sum(operands.map(slot)),
})

export const batchBiasGradient: Explain = ({ layer, unit: j, operands, target }) => ({
  title: say`Gradient of the bias of ${unit(layer, j)}`,
  sentence: say`The shares of all samples added up: together they say how the loss of the batch changes with this bias, ${number(target)}.`,
  expression: sum(operands.map(slot)),
})
