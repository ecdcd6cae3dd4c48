import type { Explain } from '../explanation.ts'
import { number, say, unit } from '../phrase.ts'

export const weightedSum: Explain = ({ layer, unit: j, target }) => ({
  title: say`Weighted sum of ${unit(layer, j)}`,
  sentence: say`${unit(layer, j)} multiplies what comes in by the weights of its edges and adds its bias, which gives z: ${number(target)}.`,
})
