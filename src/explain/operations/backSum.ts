import type { Explain } from '../explanation.ts'
import { number, say, unit } from '../phrase.ts'

export const backSum: Explain = ({ layer, unit: j, target }) => ({
  title: say`What comes back to ${unit(layer, j)}`,
  sentence: say`Each δ of the next layer returns over its edge, times the weight. For each 1 that the activation of ${unit(layer, j)} grew, the loss would grow by ${number(target)}.`,
})
