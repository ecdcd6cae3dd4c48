import type { ActivationName } from './activations.ts'
import { exp, log1p } from './exponential.ts'

/**
 * How far the outputs of one sample are from its targets:
 * L_n = (1/D) Σ_k term(output_k, y_k), where D is 1 or the number of outputs K.
 */
export interface Loss {
  /** Its usual name */
  readonly label: string
  /** The part of one output, from its activation a; from its weighted sum z for a loss that is `pairedWith` one. */
  readonly term: (output: number, y: number) => number
  /** ∂term/∂a, or, for a loss that is `pairedWith` an activation, ∂term/∂z. */
  readonly slope: (a: number, y: number) => number
  /** Whether a sample's loss is the mean over its outputs (D = K) or their sum (D = 1). */
  readonly meanOverOutputs: boolean
  /**
   * The only output activation for which the loss is defined. Its derivative is then taken straight to z, where the
   * factor σ′(z) cancels: computing it would divide 0 by 0 as soon as the output saturates.
   */
  readonly pairedWith?: ActivationName
}

export const losses = {
  halfSquaredError: {
    label: '½ sum of squares',
    term: (a, y) => 0.5 * (a - y) * (a - y),
    slope: (a, y) => a - y,
    meanOverOutputs: false,
  },
  meanSquaredError: {
    label: 'mean squared error',
    term: (a, y) => (a - y) * (a - y),
    slope: (a, y) => 2 * (a - y),
    meanOverOutputs: true,
  },
  // −y ln a − (1−y) ln(1−a) with a = sigmoid(z), rearranged so that no logarithm of 0 and no e^(large) can occur.
  binaryCrossEntropy: {
    label: 'binary cross-entropy',
    term: (z, y) => (z < 0 ? 0 : z) - z * y + log1p(exp(-Math.abs(z))),
    slope: (a, y) => a - y,
    meanOverOutputs: true,
    pairedWith: 'sigmoid',
  },
} as const satisfies Record<string, Loss>

export type LossName = keyof typeof losses

/** Looks a loss up, with `pairedWith` visible on each. */
export const lossNamed = (name: LossName): Loss => losses[name]
