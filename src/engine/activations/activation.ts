import type { Expression } from '../formula/expression.ts'

/** What a unit does with its weighted sum. */
export interface Activation {
  /** Its usual name */
  readonly label: string
  /** How it is written in formulas */
  readonly symbol: string
  /** NumPy's own function, where it has one; elsewhere a program defines it. */
  readonly numpy?: string
  /** a = σ(z) */
  readonly value: (z: number) => number
  /** σ′(z). It takes a = σ(z) beside z, because for most activations the slope is cheapest from a. */
  readonly slope: (z: number, a: number) => number
  /** No |a| is larger where no |z| is larger than a size. */
  readonly bound: (size: number) => number
  /** No slope is larger in size. */
  readonly largestSlope: number
  /** Where a is one half: an output's answer changes over there. No number of a run is computed from it. */
  readonly zAtHalf: number
  /** σ(z) written out */
  readonly definition: <Of>(z: Expression<Of>) => Expression<Of>
  /** σ′(z) written out: evaluated, it gives the bits of `slope`. */
  readonly slopeDefinition: <Of>(z: Expression<Of>, a: Expression<Of>) => Expression<Of>
  /** `count` times a = σ(z), from the places a and z of the memory on */
  readonly values: (memory: Float64Array, z: number, a: number, count: number) => void
  /** The same for δ = ∂L/∂a · σ′(z), where `gradient` is the place of ∂L/∂a */
  readonly deltas: (memory: Float64Array, delta: number, gradient: number, z: number, a: number, count: number) => void
}
