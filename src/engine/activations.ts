import { sigmoid, tanh } from './exponential.ts'

/** What a unit does with its weighted sum. */
export interface Activation {
  /** Its usual name */
  readonly label: string
  /** a = σ(z) */
  value(z: number): number
  /** σ′(z). It takes a = σ(z) beside z, because for most activations the slope is cheapest from a. */
  slope(z: number, a: number): number
  /** `count` times a = σ(z), from the places a and z of the memory on */
  values(memory: Float64Array, z: number, a: number, count: number): void
  /** The same for δ = ∂L/∂a · σ′(z), where `gradient` is the place of ∂L/∂a */
  deltas(memory: Float64Array, delta: number, gradient: number, z: number, a: number, count: number): void
}

const sigmoidSlope = (_z: number, a: number) => a * (1 - a)
const tanhSlope = (_z: number, a: number) => 1 - a * a
// `z < 0`, not `z > 0`: so that NaN passes through and a diverging run is seen.
const relu = (z: number) => (z < 0 ? 0 : z)
// At z = 0, where ReLU has a corner, the slope is taken to be 0, as PyTorch and TensorFlow do.
const reluSlope = (z: number, _a: number) => (z > 0 ? 1 : 0)

// Every activation has loops of its own: in one loop for all, a call that leads now here, now there, is not inlined.
export const activations = {
  sigmoid: {
    label: 'sigmoid',
    value: sigmoid,
    slope: sigmoidSlope,
    values(memory, z, a, count) {
      for (let n = 0; n < count; n++) memory[a + n] = sigmoid(memory[z + n])
    },
    deltas(memory, delta, gradient, z, a, count) {
      for (let n = 0; n < count; n++) {
        memory[delta + n] = memory[gradient + n] * sigmoidSlope(memory[z + n], memory[a + n])
      }
    },
  },
  tanh: {
    label: 'tanh',
    value: tanh,
    slope: tanhSlope,
    values(memory, z, a, count) {
      for (let n = 0; n < count; n++) memory[a + n] = tanh(memory[z + n])
    },
    deltas(memory, delta, gradient, z, a, count) {
      for (let n = 0; n < count; n++) {
        memory[delta + n] = memory[gradient + n] * tanhSlope(memory[z + n], memory[a + n])
      }
    },
  },
  relu: {
    label: 'ReLU',
    value: relu,
    slope: reluSlope,
    values(memory, z, a, count) {
      for (let n = 0; n < count; n++) memory[a + n] = relu(memory[z + n])
    },
    deltas(memory, delta, gradient, z, a, count) {
      for (let n = 0; n < count; n++) {
        memory[delta + n] = memory[gradient + n] * reluSlope(memory[z + n], memory[a + n])
      }
    },
  },
  identity: {
    label: 'identity',
    value: (z) => z,
    slope: () => 1,
    values(memory, z, a, count) {
      for (let n = 0; n < count; n++) memory[a + n] = memory[z + n]
    },
    deltas(memory, delta, gradient, _z, _a, count) {
      memory.copyWithin(delta, gradient, gradient + count) // all slopes are 1
    },
  },
} as const satisfies Record<string, Activation>

export type ActivationName = keyof typeof activations
