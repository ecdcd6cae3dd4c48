import type { ActivationName } from '../activations.ts'
import type { Slot } from '../layout.ts'

/** What an index stands for in general: a unit j, its sources i, the units k after it, a sample n. */
export type Index = 'i' | 'j' | 'k' | 'n'

/**
 * A formula as a tree. At a place of an iteration it is over slots; in general, over numbers that have letters for
 * indices. The same tree is shown in symbols, in numbers and as a program, and can be evaluated.
 */
export type Expression<Of = Slot> =
  | { readonly kind: 'number'; readonly of: Of }
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'sum'; readonly terms: readonly Expression<Of>[] }
  | { readonly kind: 'difference'; readonly left: Expression<Of>; readonly right: Expression<Of> }
  | { readonly kind: 'product'; readonly factors: readonly Expression<Of>[] }
  | { readonly kind: 'quotient'; readonly numerator: Expression<Of>; readonly denominator: Expression<Of> }
  | { readonly kind: 'square'; readonly base: Expression<Of> }
  | { readonly kind: 'negative'; readonly argument: Expression<Of> }
  | { readonly kind: 'exp'; readonly argument: Expression<Of> }
  | { readonly kind: 'ln'; readonly argument: Expression<Of> }
  /** ln(1 + x) of a small x, computed without adding the 1 */
  | { readonly kind: 'log1p'; readonly argument: Expression<Of> }
  | { readonly kind: 'abs'; readonly argument: Expression<Of> }
  | { readonly kind: 'max'; readonly left: Expression<Of>; readonly right: Expression<Of> }
  /** One where the condition is above 0, another elsewhere */
  | {
      readonly kind: 'choice'
      readonly condition: Expression<Of>
      readonly above: Expression<Of>
      readonly otherwise: Expression<Of>
    }
  /** σ(z) */
  | { readonly kind: 'activation'; readonly name: ActivationName; readonly argument: Expression<Of> }
  /** σ′(z): its symbol, and what it is computed from */
  | { readonly kind: 'slope'; readonly name: ActivationName; readonly z: Expression<Of>; readonly a: Expression<Of> }
  /** Σ over an index, not expanded; in general only */
  | { readonly kind: 'sumOver'; readonly index: Index; readonly term: Expression<Of> }
  /** How many there are of what these indices stand for; in general only */
  | { readonly kind: 'count'; readonly over: readonly Index[]; readonly value: number }

export const number = <Of>(of: Of): Expression<Of> => ({ kind: 'number', of })
export const constant = (value: number): Expression<never> => ({ kind: 'constant', value })
export const sum = <Of>(terms: readonly Expression<Of>[]): Expression<Of> => ({ kind: 'sum', terms })
export const difference = <Of>(left: Expression<Of>, right: Expression<Of>): Expression<Of> => ({
  kind: 'difference',
  left,
  right,
})
export const product = <Of>(...factors: Expression<Of>[]): Expression<Of> => ({ kind: 'product', factors })
export const square = <Of>(base: Expression<Of>): Expression<Of> => ({ kind: 'square', base })
export const negative = <Of>(argument: Expression<Of>): Expression<Of> => ({ kind: 'negative', argument })
export const exp = <Of>(argument: Expression<Of>): Expression<Of> => ({ kind: 'exp', argument })
export const ln = <Of>(argument: Expression<Of>): Expression<Of> => ({ kind: 'ln', argument })
export const log1p = <Of>(argument: Expression<Of>): Expression<Of> => ({ kind: 'log1p', argument })
export const abs = <Of>(argument: Expression<Of>): Expression<Of> => ({ kind: 'abs', argument })
export const max = <Of>(left: Expression<Of>, right: Expression<Of>): Expression<Of> => ({ kind: 'max', left, right })
export const choice = <Of>(
  condition: Expression<Of>,
  above: Expression<Of>,
  otherwise: Expression<Of>,
): Expression<Of> => ({ kind: 'choice', condition, above, otherwise })
export const applied = <Of>(name: ActivationName, argument: Expression<Of>): Expression<Of> => ({
  kind: 'activation',
  name,
  argument,
})
export const slope = <Of>(name: ActivationName, z: Expression<Of>, a: Expression<Of>): Expression<Of> => ({
  kind: 'slope',
  name,
  z,
  a,
})

/** A sum with one more term. */
export const plus = <Of>(total: Expression<Of>, term: Expression<Of>): Expression<Of> =>
  sum(total.kind === 'sum' ? [...total.terms, term] : [total, term])

/** A quotient; division by the constant 1 is left out. */
export const quotient = <Of>(numerator: Expression<Of>, denominator: Expression<Of>): Expression<Of> =>
  denominator.kind === 'constant' && denominator.value === 1 ? numerator : { kind: 'quotient', numerator, denominator }

/** The parts of a formula, in the order in which they are written. */
export function partsOf<Of>(expression: Expression<Of>): readonly Expression<Of>[] {
  switch (expression.kind) {
    case 'number':
    case 'constant':
    case 'count':
      return []
    case 'sum':
      return expression.terms
    case 'product':
      return expression.factors
    case 'difference':
    case 'max':
      return [expression.left, expression.right]
    case 'quotient':
      return [expression.numerator, expression.denominator]
    case 'square':
      return [expression.base]
    case 'negative':
    case 'exp':
    case 'ln':
    case 'log1p':
    case 'abs':
    case 'activation':
      return [expression.argument]
    case 'choice':
      return [expression.condition, expression.above, expression.otherwise]
    case 'slope':
      return [expression.z, expression.a]
    case 'sumOver':
      return [expression.term]
  }
}

/** The slots that a formula reads, in its order. */
export const slotsIn = (expression: Expression): Slot[] =>
  expression.kind === 'number' ? [expression.of] : partsOf(expression).flatMap(slotsIn)
