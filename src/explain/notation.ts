import { activations, type ActivationName } from '../engine/activations.ts'
import type { Slot } from '../engine/layout.ts'
import type { Memory } from '../engine/operations.ts'
import { evaluate } from './evaluate.ts'
import { slopeFormula, type Expression } from './expression.ts'

/** What a part of a formula stands in, where that asks for brackets. */
export type Inside = 'sum' | 'product' | null

/** One way of writing formulas: MathML, LaTeX, plain text. */
export interface Notation<Written> {
  /** The numbers that are written for the slots; null where symbols are. */
  readonly numbers: Memory | null
  slot(slot: Slot, inside: Inside): Written
  constant(value: number): Written
  sum(terms: readonly Written[]): Written
  difference(left: Written, right: Written): Written
  product(factors: readonly Written[]): Written
  quotient(numerator: Written, denominator: Written): Written
  square(base: Written): Written
  /** σ(z) */
  activation(name: ActivationName, argument: Written): Written
  /** σ′(z) */
  slope(name: ActivationName, z: Written): Written
  /** max(z, 0) − z·y + ln(1 + e^−|z|) */
  crossEntropy(z: Written, y: Written): Written
  brackets(inner: Written): Written
}

/** Writes a formula. Brackets are decided here, for all notations. */
export function write<Written>(expression: Expression, notation: Notation<Written>, inside: Inside = null): Written {
  const part = (child: Expression, at: Inside = null): Written => write(child, notation, at)
  const bracketsIf = (needed: boolean, inner: Written): Written => (needed ? notation.brackets(inner) : inner)
  switch (expression.kind) {
    case 'slot':
      return notation.slot(expression.slot, inside)
    case 'constant':
      return notation.constant(expression.value)
    case 'sum': {
      const terms = expression.terms.map((term, index) => part(term, index > 0 ? 'sum' : null))
      return bracketsIf(inside === 'product', notation.sum(terms))
    }
    case 'difference':
      return bracketsIf(inside !== null, notation.difference(part(expression.left), part(expression.right, 'sum')))
    case 'product': {
      // The first factor needs brackets only if it has parts, or follows the sign of a sum.
      const factors = expression.factors.map((factor, index) =>
        part(factor, index > 0 || factor.kind !== 'slot' ? 'product' : inside),
      )
      return notation.product(factors)
    }
    case 'quotient':
      return notation.quotient(part(expression.numerator), part(expression.denominator))
    case 'square':
      return notation.square(part(expression.base, 'product'))
    case 'activation':
      return notation.activation(expression.name, part(expression.argument))
    case 'slope':
      return writeSlope(expression, notation, inside)
    case 'crossEntropy':
      return notation.crossEntropy(part(expression.z), part(expression.y))
  }
}

/** In symbols σ′(z); in numbers what it is computed from, such as a · (1 − a). */
function writeSlope<Written>(
  { name, z, a }: Expression & { kind: 'slope' },
  notation: Notation<Written>,
  inside: Inside,
): Written {
  const { numbers } = notation
  if (!numbers) return notation.slope(name, write(z, notation))
  const formula = slopeFormula(name, a, activations[name].slope(evaluate(z, numbers), evaluate(a, numbers)))
  const written = write(formula, notation, formula.kind === 'product' ? null : inside)
  return formula.kind === 'product' && inside !== null ? notation.brackets(written) : written
}

export const functionSymbols: Record<ActivationName, string> = {
  sigmoid: 'σ',
  tanh: 'tanh',
  relu: 'ReLU',
  identity: 'id',
}
