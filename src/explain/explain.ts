import type { OperationName, Shape, Step } from '../engine/schedule.ts'
import type { Explain, Explanation } from './explanation.ts'
import { activation } from './operations/activation.ts'
import { backSum } from './operations/backSum.ts'
import { delta } from './operations/delta.ts'
import { batchBiasGradient, batchWeightGradient, biasGradient, weightGradient } from './operations/gradient.ts'
import { batchLoss, loss } from './operations/loss.ts'
import { lossDerivative, pairedDelta } from './operations/lossDerivative.ts'
import { biasUpdate, weightUpdate } from './operations/update.ts'
import { weightedSum } from './operations/weightedSum.ts'

const explanations: Record<OperationName, Explain> = {
  weightedSum,
  activation,
  loss,
  lossDerivative,
  backSum,
  delta,
  pairedDelta,
  weightGradient,
  biasGradient,
  batchLoss,
  batchWeightGradient,
  batchBiasGradient,
  weightUpdate,
  biasUpdate,
}

/** One file in operations/ holds all that is said of an operation. */
export const explain = (step: Step, shape: Shape): Explanation => explanations[step.operation](step, shape)
