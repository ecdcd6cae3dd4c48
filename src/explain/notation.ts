import type { ActivationName } from '../engine/activations.ts'
import { branchTaken } from '../engine/formula/evaluate.ts'
import type { Expression, Index } from '../engine/formula/expression.ts'
import { elided } from './elided.ts'
import type { Slot } from '../engine/layout.ts'

/** What a part of a formula stands in, where that asks for brackets. */
export type Inside = 'sum' | 'product' | 'power' | 'sign' | null

/** One way of writing formulas: MathML, LaTeX, plain text. */
export interface Notation<Written, Of = Slot> {
  /** The numbers that are written; null where symbols are. */
  readonly numberOf: ((of: Of) => number) | null
  /** Where sums of more terms are not written whole, how many are, and what stands for those that are left out */
  readonly longest?: { readonly terms: number; readonly omission: Written }
  number(of: Of, inside: Inside): Written
  constant(value: number): Written
  sum(terms: readonly Written[]): Written
  difference(left: Written, right: Written): Written
  /** @param isCounted whether the first factor is a constant, which needs no sign after it in symbols */
  product(factors: readonly Written[], isCounted: boolean): Written
  quotient(numerator: Written, denominator: Written): Written
  square(base: Written): Written
  negative(argument: Written): Written
  exp(argument: Written): Written
  ln(argument: Written): Written
  abs(argument: Written): Written
  max(left: Written, right: Written): Written
  /** One where the condition is above 0, another elsewhere */
  choice(condition: Written, above: Written, otherwise: Written): Written
  /** σ(z) */
  activation(name: ActivationName, argument: Written): Written
  /** σ′(z) */
  slope(name: ActivationName, z: Written): Written
  sumOver(index: Index, term: Written): Written
  brackets(inner: Written): Written
}

/** Writes a formula. Brackets are decided here, for all notations. */
export function write<Written, Of>(
  expression: Expression<Of>,
  notation: Notation<Written, Of>,
  inside: Inside = null,
): Written {
  const part = (child: Expression<Of>, at: Inside = null): Written => write(child, notation, at)
  const bracketsIf = (needed: boolean, inner: Written): Written => (needed ? notation.brackets(inner) : inner)
  switch (expression.kind) {
    case 'number':
      return notation.number(expression.of, inside)
    case 'constant':
    case 'count':
      return notation.constant(expression.value)
    case 'sum': {
      const { longest } = notation
      const term = (index: number) => part(expression.terms[index], index > 0 ? 'sum' : null)
      const terms = longest
        ? elided(expression.terms.length, longest.terms).map((at) => (at === null ? longest.omission : term(at)))
        : expression.terms.map((_, index) => term(index))
      return bracketsIf(inside !== null && inside !== 'sum', notation.sum(terms))
    }
    case 'difference':
      return bracketsIf(inside !== null, notation.difference(part(expression.left), part(expression.right, 'sum')))
    case 'product': {
      // The first factor needs brackets only if it has parts, or follows the sign of a sum. In numbers, a product in a
      // product keeps them: it is computed first.
      const factors = expression.factors.map((factor, index) =>
        part(factor, index > 0 || factor.kind !== 'number' ? 'product' : inside),
      )
      const written = notation.product(factors, expression.factors[0].kind === 'constant')
      return bracketsIf(inside === 'product' && notation.numberOf !== null, written)
    }
    case 'quotient': {
      const { numerator, denominator } = expression
      const isMeanOfOne = denominator.kind === 'count' && denominator.value === 1
      return isMeanOfOne ? part(numerator, inside) : notation.quotient(part(numerator), part(denominator))
    }
    case 'square':
      return notation.square(part(expression.base, 'power'))
    case 'negative':
      return bracketsIf(inside !== null, notation.negative(part(expression.argument, 'sign')))
    case 'exp':
      return notation.exp(part(expression.argument))
    case 'ln':
      return notation.ln(part(expression.argument))
    case 'log1p':
      return notation.ln(notation.sum([notation.constant(1), part(expression.argument, 'sum')]))
    case 'abs':
      return notation.abs(part(expression.argument))
    case 'max':
      return notation.max(part(expression.left), part(expression.right))
    case 'choice':
      return writeChoice(expression, notation, inside)
    case 'activation':
      return notation.activation(expression.name, part(expression.argument))
    case 'slope':
      return notation.slope(expression.name, part(expression.z))
    case 'sumOver':
      return bracketsIf(
        inside !== null && inside !== 'sum',
        notation.sumOver(expression.index, part(expression.term, 'product')),
      )
  }
}

/** In symbols both cases; in numbers that which it comes to. */
function writeChoice<Written, Of>(
  choice: Expression<Of> & { kind: 'choice' },
  notation: Notation<Written, Of>,
  inside: Inside,
): Written {
  const { numberOf } = notation
  if (numberOf) return write(branchTaken(choice, numberOf), notation, inside)
  const [condition, above, otherwise] = [choice.condition, choice.above, choice.otherwise].map((part) =>
    write(part, notation),
  )
  const written = notation.choice(condition, above, otherwise)
  return inside === null ? written : notation.brackets(written)
}
