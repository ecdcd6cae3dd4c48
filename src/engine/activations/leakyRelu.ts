import { choice, constant, product } from '../formula/expression.ts'
import type { Activation } from './activation.ts'

/** What is left of a negative number, as PyTorch has it unless it is told otherwise */
const LEAK = 0.01

const value = (z: number) => (z > 0 ? z : LEAK * z)
// At z = 0, where there is a corner, the slope is that of the left side, as PyTorch has it.
const slope = (z: number, _a: number) => (z > 0 ? 1 : LEAK)

export const leakyRelu: Activation = {
  label: 'leaky ReLU',
  symbol: 'LReLU',
  value,
  slope,
  bound: (size) => size,
  largestSlope: 1,
  zAtHalf: 0.5,
  definition: (z) => choice(z, z, product(constant(LEAK), z)),
  slopeDefinition: (z) => choice(z, constant(1), constant(LEAK)),
  values(memory, z, a, count) {
    for (let n = 0; n < count; n++) memory[a + n] = value(memory[z + n])
  },
  deltas(memory, delta, gradient, z, a, count) {
    for (let n = 0; n < count; n++) {
      memory[delta + n] = memory[gradient + n] * slope(memory[z + n], memory[a + n])
    }
  },
}
