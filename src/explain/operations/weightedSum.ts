import type { Explain } from '../explanation.ts'
import { product, slot, sum } from '../expression.ts'
import { number, say, unit } from '../phrase.ts'

export const weightedSum: Explain = ({ layer, unit: j, operands, target }) => ({
  title: say`Weighted sum of ${unit(layer, j)}`,
  sentence: say`${unit(layer, j)} multiplies what comes in by the weights of its edges and adds its bias: ${number(target)}.`,
  expression: sum([...productsOfPairs(operands.slice(0, -1)), slot(operands.at(-1)!)]),
})

/** Operands 0·1, 2·3, … */
export const productsOfPairs = (operands: readonly number[]) =>
  operands.flatMap((operand, index) => (index % 2 ? [] : [product(slot(operand), slot(operands[index + 1]))]))
