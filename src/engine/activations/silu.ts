import { exp as exponential, sigmoid as logistic } from '../exponential.ts'
import { constant, difference, exp, negative, product, quotient, sum } from '../formula/expression.ts'
import type { Activation } from './activation.ts'
import { sigmoid } from './sigmoid.ts'

const value = (z: number) => z / (1 + exponential(-z))
// With σ the sigmoid, (z σ)′ = σ + z σ (1 − σ) = σ (1 + z (1 − σ)).
const slope = (z: number, _a: number) => {
  const share = logistic(z)
  return share * (1 + z * (1 - share))
}

export const silu: Activation = {
  label: 'SiLU',
  symbol: 'SiLU',
  value,
  slope,
  bound: (size) => size,
  // 1.0998 near z = 2.4
  largestSlope: 1.1,
  zAtHalf: 0.7388350311316076,
  definition: (z) => quotient(z, sum([constant(1), exp(negative(z))])),
  slopeDefinition(z) {
    const share = sigmoid.definition(z)
    return product(share, sum([constant(1), product(z, difference(constant(1), share))]))
  },
  values(memory, z, a, count) {
    for (let n = 0; n < count; n++) memory[a + n] = value(memory[z + n])
  },
  deltas(memory, delta, gradient, z, a, count) {
    for (let n = 0; n < count; n++) {
      memory[delta + n] = memory[gradient + n] * slope(memory[z + n], memory[a + n])
    }
  },
}
