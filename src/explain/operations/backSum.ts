import type { Explain } from '../explanation.ts'
import { number, say, unit } from '../phrase.ts'

export const backSum: Explain = ({ layer, unit: j, target }) => ({
  title: say`What comes back to ${unit(layer, j)}`,
  sentence: say`Each δ of the next layer returns over its edge, times the weight: so the loss changes with the activation of ${unit(layer, j)} by ${number(target)}.`,
})
