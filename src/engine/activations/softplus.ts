import { exp as exponential, log1p as logarithm, sigmoid as logistic } from '../exponential.ts'
import { abs, constant, exp, log1p, max, negative, sum } from '../formula/expression.ts'
import type { Activation } from './activation.ts'
import { sigmoid } from './sigmoid.ts'

// ln(1 + e^z), rearranged so that no e^(large) can occur
const value = (z: number) => (z < 0 ? 0 : z) + logarithm(exponential(-Math.abs(z)))
const slope = (z: number, _a: number) => logistic(z)

export const softplus: Activation = {
  label: 'softplus',
  symbol: 'softplus',
  value,
  slope,
  bound: (size) => size + Math.LN2,
  largestSlope: 1,
  zAtHalf: Math.log(Math.exp(0.5) - 1),
  definition: (z) => sum([max(z, constant(0)), log1p(exp(negative(abs(z))))]),
  slopeDefinition: sigmoid.definition,
  values(memory, z, a, count) {
    for (let n = 0; n < count; n++) memory[a + n] = value(memory[z + n])
  },
  deltas(memory, delta, gradient, z, a, count) {
    for (let n = 0; n < count; n++) {
      memory[delta + n] = memory[gradient + n] * slope(memory[z + n], memory[a + n])
    }
  },
}
