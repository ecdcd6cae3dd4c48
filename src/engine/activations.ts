import { sigmoid, tanh } from './exponential.ts'

/** What a unit does with its weighted sum. */
export interface Activation {
  /** a = σ(z) */
  value(z: number): number
  /** σ′(z). It takes a = σ(z) beside z, because for most activations the slope is cheapest from a. */
  slope(z: number, a: number): number
}

export const activations = {
  sigmoid: { value: sigmoid, slope: (_z, a) => a * (1 - a) },
  tanh: { value: tanh, slope: (_z, a) => 1 - a * a },
  // At z = 0, where ReLU has a corner, the slope is taken to be 0, as PyTorch and TensorFlow do.
  // `z < 0`, not `z > 0`: so that NaN passes through and a diverging run is seen.
  relu: { value: (z) => (z < 0 ? 0 : z), slope: (z, _a) => (z > 0 ? 1 : 0) },
  identity: { value: (z) => z, slope: () => 1 },
} as const satisfies Record<string, Activation>

export type ActivationName = keyof typeof activations
