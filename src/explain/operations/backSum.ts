import type { Explain } from '../explanation.ts'
import { sum } from '../expression.ts'
import { number, say, unit } from '../phrase.ts'
import { productsOfPairs } from './weightedSum.ts'

export const backSum: Explain = ({ layer, unit: j, operands, target }) => ({
  title: say`What comes back to ${unit(layer, j)}`,
  sentence: say`Each δ of the next layer returns over its edge, times the weight: so the loss changes with the activation of ${unit(layer, j)} by ${number(target)}.`,
  expression: sum(productsOfPairs(operands)),
})
