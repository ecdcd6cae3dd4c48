import type { ActivationName } from '../activations.ts'
import type { Expression } from '../formula/expression.ts'

/**
 * How far the outputs of one sample are from its targets:
 * L_n = (1/D) Σ_j term(output_j, y_j), where D is 1 or the number of outputs.
 */
export interface Loss {
  /** Its usual name */
  readonly label: string
  /** The part of one output, from its activation a; from its weighted sum z for a loss that is `pairedWith` one. */
  readonly term: (output: number, y: number) => number
  /** ∂term/∂a, or, for a loss that is `pairedWith` an activation, ∂term/∂z. */
  readonly slope: (a: number, y: number) => number
  /** The term written out: evaluated, it gives the bits of `term`. */
  readonly termDefinition: <Of>(output: Expression<Of>, y: Expression<Of>) => Expression<Of>
  /** The slope likewise */
  readonly slopeDefinition: <Of>(a: Expression<Of>, y: Expression<Of>) => Expression<Of>
  /** The loss as books write it, where it is computed in another form */
  readonly textbook: Textbook
  /** Whether a sample's loss is the mean over its outputs (D = K) or their sum (D = 1). */
  readonly meanOverOutputs: boolean
  /**
   * The only output activation for which the loss is defined. Its derivative is then taken straight to z, where the
   * factor σ′(z) cancels: computing it would divide 0 by 0 as soon as the output saturates.
   */
  readonly pairedWith?: ActivationName
  /** What a NumPy program calls the term, where it is too long to stand in a line */
  readonly numpy?: string
}

/** A loss from the predictions ŷ and the targets y */
export interface Textbook {
  /** What is added up, or averaged, over the outputs */
  readonly term: <Of>(prediction: Expression<Of>, y: Expression<Of>) => Expression<Of>
  /** What is done with that */
  readonly whole: <Of>(total: Expression<Of>) => Expression<Of>
}
