import { sigmoid as value } from '../exponential.ts'
import { constant, difference, exp, negative, product, quotient, sum } from '../formula/expression.ts'
import type { Activation } from './activation.ts'

const slope = (_z: number, a: number) => a * (1 - a)

export const sigmoid: Activation = {
  label: 'sigmoid',
  symbol: 'σ',
  value,
  slope,
  bound: () => 1,
  largestSlope: 0.25,
  zAtHalf: 0,
  definition: (z) => quotient(constant(1), sum([constant(1), exp(negative(z))])),
  slopeDefinition: (_z, a) => product(a, difference(constant(1), a)),
  values(memory, z, a, count) {
    for (let n = 0; n < count; n++) memory[a + n] = value(memory[z + n])
  },
  deltas(memory, delta, gradient, z, a, count) {
    for (let n = 0; n < count; n++) {
      memory[delta + n] = memory[gradient + n] * slope(memory[z + n], memory[a + n])
    }
  },
}
