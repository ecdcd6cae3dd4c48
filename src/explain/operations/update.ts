import type { Explain } from '../explanation.ts'
import { difference, product, slot } from '../expression.ts'
import { number, numberBefore, say, unit } from '../phrase.ts'

export const weightUpdate: Explain = ({ layer, unit: j, source, operands: [w, eta, gradient], target }) => ({
  title: say`New weight from ${unit(layer - 1, source!)} to ${unit(layer, j)}`,
  sentence: say`The old weight minus learning rate times gradient, a small step downhill: from ${numberBefore(target)} to ${number(target)}.`,
  expression: difference(slot(w), product(slot(eta), slot(gradient))),
})

export const biasUpdate: Explain = ({ layer, unit: j, operands: [b, eta, gradient], target }) => ({
  title: say`New bias of ${unit(layer, j)}`,
  sentence: say`The old bias minus learning rate times gradient, a small step downhill: from ${numberBefore(target)} to ${number(target)}.`,
  expression: difference(slot(b), product(slot(eta), slot(gradient))),
})
