import type { ActivationName } from '../activations.ts'
import type { LossName } from '../losses.ts'
import type { Expression } from './expression.ts'

/**
 * What the formula of an operation is made of: its numbers by their names, and the sums that it takes. At a place they
 * are slots and every sum has its terms; in general they have letters for indices and a sum stays a Σ.
 */
export interface Numbers<Of> {
  readonly loss: LossName
  /** Whether the parameter that the operation is about is a weight; else it is a bias. */
  readonly isOfWeight: boolean

  // Of the layer
  activation(): ActivationName

  // Of the unit
  z(): Expression<Of>
  a(): Expression<Of>
  bias(): Expression<Of>
  target(): Expression<Of>
  dLda(): Expression<Of>
  delta(): Expression<Of>

  // Of the parameter
  parameter(): Expression<Of>
  gradient(): Expression<Of>
  /** What comes along the edge of a weight */
  sourceActivation(): Expression<Of>

  learningRate(): Expression<Of>

  sumOverSources(term: (weight: Expression<Of>, a: Expression<Of>) => Expression<Of>): Expression<Of>
  sumOverUnitsAfter(term: (weight: Expression<Of>, delta: Expression<Of>) => Expression<Of>): Expression<Of>
  /** Over the outputs of a sample; a single one is not added up. */
  sumOverOutputs(term: (output: OutputNumbers<Of>) => Expression<Of>): Expression<Of>
  sumOfLosses(): Expression<Of>
  sumOfShares(): Expression<Of>

  /** What the losses of a sample's outputs, of a batch's samples and their derivatives are divided by: see network.ts. */
  outputDivisor(): Expression<Of>
  batchDivisor(): Expression<Of>
  lossDivisor(): Expression<Of>
}

/** What a loss may read of an output. */
export interface OutputNumbers<Of> {
  readonly z: Expression<Of>
  readonly a: Expression<Of>
  readonly y: Expression<Of>
}
