import { activations } from '../activations.ts'
import { exp, log1p } from '../exponential.ts'
import type { Slot } from '../layout.ts'
import type { Expression } from './expression.ts'

/** What stands in a slot */
export type NumberOf = (slot: Slot) => number

/**
 * The value of a formula, computed in the order in which it is written: the batch kernels add and multiply in the same
 * order, so that both give the same bits.
 */
export function evaluate<Of = Slot>(expression: Expression<Of>, numberOf: (of: Of) => number): number {
  const value = (part: Expression<Of>): number => evaluate(part, numberOf)
  switch (expression.kind) {
    case 'number':
      return numberOf(expression.of)
    case 'constant':
    case 'count':
      return expression.value
    case 'sum':
      return expression.terms.reduce((total, term) => total + value(term), 0)
    case 'difference':
      return value(expression.left) - value(expression.right)
    case 'product':
      // A square is multiplied in as two factors, so that ½(a − y)² gives the bits of 0.5 · (a − y) · (a − y).
      return expression.factors
        .flatMap((factor) => (factor.kind === 'square' ? [value(factor.base), value(factor.base)] : [value(factor)]))
        .reduce((total, factor) => total * factor)
    case 'quotient':
      return value(expression.numerator) / value(expression.denominator)
    case 'square': {
      const base = value(expression.base)
      return base * base
    }
    case 'negative':
      return -value(expression.argument)
    case 'exp':
      return exp(value(expression.argument))
    case 'log1p':
      return log1p(value(expression.argument))
    case 'ln':
      // Only definitions have it: no number of a run comes from Math.log, which may differ between browsers.
      return Math.log(value(expression.argument))
    case 'abs':
      return Math.abs(value(expression.argument))
    case 'max': {
      // Written so that NaN passes through from the left, as in the kernels.
      const [left, right] = [value(expression.left), value(expression.right)]
      return left < right ? right : left
    }
    case 'choice':
      return value(branchTaken(expression, numberOf))
    case 'activation':
      return activations[expression.name].value(value(expression.argument))
    case 'slope':
      return activations[expression.name].slope(value(expression.z), value(expression.a))
    case 'sumOver':
      throw new Error(`The sum over ${expression.index} is not expanded: it has no value.`)
  }
}

/** Which part of a choice counts, with these numbers. */
export const branchTaken = <Of>(
  { condition, above, otherwise }: Expression<Of> & { kind: 'choice' },
  numberOf: (of: Of) => number,
): Expression<Of> => (evaluate(condition, numberOf) > 0 ? above : otherwise)
