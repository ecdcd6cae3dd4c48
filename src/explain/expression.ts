import type { ActivationName } from '../engine/activations.ts'
import type { Slot } from '../engine/layout.ts'

/** A formula over slots: the same tree is shown in symbols, in numbers, and can be evaluated. */
export type Expression =
  | { readonly kind: 'slot'; readonly slot: Slot }
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'sum'; readonly terms: readonly Expression[] }
  | { readonly kind: 'difference'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'product'; readonly factors: readonly Expression[] }
  | { readonly kind: 'quotient'; readonly numerator: Expression; readonly denominator: Expression }
  | { readonly kind: 'square'; readonly base: Expression }
  /** σ(z) */
  | { readonly kind: 'activation'; readonly name: ActivationName; readonly argument: Expression }
  /** σ′(z): its symbol, and what it is computed from */
  | { readonly kind: 'slope'; readonly name: ActivationName; readonly z: Expression; readonly a: Expression }
  /** The stable cross-entropy of one output, max(z, 0) − z·y + ln(1 + e^−|z|) */
  | { readonly kind: 'crossEntropy'; readonly z: Expression; readonly y: Expression }

export const slot = (index: Slot): Expression => ({ kind: 'slot', slot: index })
export const constant = (value: number): Expression => ({ kind: 'constant', value })
export const sum = (terms: readonly Expression[]): Expression => ({ kind: 'sum', terms })
export const difference = (left: Expression, right: Expression): Expression => ({ kind: 'difference', left, right })
export const product = (...factors: Expression[]): Expression => ({ kind: 'product', factors })
export const square = (base: Expression): Expression => ({ kind: 'square', base })

/** A quotient; division by 1 is left out. */
export const quotient = (numerator: Expression, divisor: number): Expression =>
  divisor === 1 ? numerator : { kind: 'quotient', numerator, denominator: constant(divisor) }

/** σ′ written out for each activation. */
export function slopeFormula(name: ActivationName, a: Expression, slopeHere: number): Expression {
  switch (name) {
    case 'sigmoid':
      return product(a, difference(constant(1), a))
    case 'tanh':
      return difference(constant(1), square(a))
    case 'relu':
    case 'identity':
      return constant(slopeHere)
  }
}

/** The slots that a formula reads, in its order. */
export function slotsIn(expression: Expression): Slot[] {
  switch (expression.kind) {
    case 'slot':
      return [expression.slot]
    case 'constant':
      return []
    case 'sum':
      return expression.terms.flatMap(slotsIn)
    case 'difference':
      return [expression.left, expression.right].flatMap(slotsIn)
    case 'product':
      return expression.factors.flatMap(slotsIn)
    case 'quotient':
      return [expression.numerator, expression.denominator].flatMap(slotsIn)
    case 'square':
      return slotsIn(expression.base)
    case 'activation':
      return slotsIn(expression.argument)
    case 'slope':
      return [expression.z, expression.a].flatMap(slotsIn)
    case 'crossEntropy':
      return [expression.z, expression.y].flatMap(slotsIn)
  }
}
