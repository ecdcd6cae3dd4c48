import { constant } from '../formula/expression.ts'
import type { Activation } from './activation.ts'

export const identity: Activation = {
  label: 'identity',
  symbol: 'id',
  value: (z) => z,
  slope: () => 1,
  bound: (size) => size,
  largestSlope: 1,
  zAtHalf: 0.5,
  definition: (z) => z,
  slopeDefinition: () => constant(1),
  values(memory, z, a, count) {
    for (let n = 0; n < count; n++) memory[a + n] = memory[z + n]
  },
  deltas(memory, delta, gradient, _z, _a, count) {
    memory.copyWithin(delta, gradient, gradient + count) // all slopes are 1
  },
}
