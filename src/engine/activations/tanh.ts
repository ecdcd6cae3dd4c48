import { tanh as value } from '../exponential.ts'
import { constant, difference, exp, negative, quotient, square, sum } from '../formula/expression.ts'
import type { Activation } from './activation.ts'

const slope = (_z: number, a: number) => 1 - a * a

export const tanh: Activation = {
  label: 'tanh',
  symbol: 'tanh',
  numpy: 'np.tanh',
  value,
  slope,
  bound: () => 1,
  largestSlope: 1,
  zAtHalf: Math.atanh(0.5),
  definition: (z) => quotient(difference(exp(z), exp(negative(z))), sum([exp(z), exp(negative(z))])),
  slopeDefinition: (_z, a) => difference(constant(1), square(a)),
  values(memory, z, a, count) {
    for (let n = 0; n < count; n++) memory[a + n] = value(memory[z + n])
  },
  deltas(memory, delta, gradient, z, a, count) {
    for (let n = 0; n < count; n++) {
      memory[delta + n] = memory[gradient + n] * slope(memory[z + n], memory[a + n])
    }
  },
}
