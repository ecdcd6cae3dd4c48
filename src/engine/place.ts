import type { Slot } from './layout.ts'

/** The boxes of the textbook diagram, in the order in which they are passed. */
export const stages = ['forward', 'loss', 'backward', 'gradients', 'update'] as const
export type Stage = (typeof stages)[number]

export type OperationName =
  | 'weightedSum'
  | 'activation'
  | 'loss'
  | 'lossDerivative'
  | 'backSum'
  | 'delta'
  | 'pairedDelta'
  | 'share'
  | 'batchLoss'
  | 'gradient'
  | 'update'

/** Where a parameter belongs: a weight leads from unit `source` of the layer before to the unit; a bias has no source. */
export interface ParameterPlace {
  readonly layer: number
  readonly unit: number
  readonly source: number | null
}

/** What an operation is about. A loss belongs to the layer after the outputs, unit 0; the source is null but for a weight. */
export interface Place extends ParameterPlace {
  /** The row in the batch; 'batch' where all samples take part. */
  readonly sample: number | 'batch'
}

/** It reads its operands and writes one number. */
export interface Operation extends Place {
  /** Its index among the operations of an iteration */
  readonly k: number
  readonly name: OperationName
  readonly stage: Stage
  /** The slot that it writes */
  readonly target: Slot
}
