import { choice, constant, max } from '../formula/expression.ts'
import type { Activation } from './activation.ts'

// `z < 0`, not `z > 0`: so that NaN passes through and a diverging run is seen.
const value = (z: number) => (z < 0 ? 0 : z)
// At z = 0, where ReLU has a corner, the slope is taken to be 0, as PyTorch and TensorFlow do.
const slope = (z: number, _a: number) => (z > 0 ? 1 : 0)

export const relu: Activation = {
  label: 'ReLU',
  symbol: 'ReLU',
  value,
  slope,
  bound: (size) => size,
  largestSlope: 1,
  zAtHalf: 0.5,
  definition: (z) => max(z, constant(0)),
  slopeDefinition: (z) => choice(z, constant(1), constant(0)),
  values(memory, z, a, count) {
    for (let n = 0; n < count; n++) memory[a + n] = value(memory[z + n])
  },
  deltas(memory, delta, gradient, z, a, count) {
    for (let n = 0; n < count; n++) {
      memory[delta + n] = memory[gradient + n] * slope(memory[z + n], memory[a + n])
    }
  },
}
