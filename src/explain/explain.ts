import type { Operation, OperationName } from '../engine/place.ts'
import type { Schedule } from '../engine/schedule.ts'
import type { Explain, Explanation } from './explanation.ts'
import { activation } from './operations/activation.ts'
import { backSum } from './operations/backSum.ts'
import { delta } from './operations/delta.ts'
import { gradient, share } from './operations/gradient.ts'
import { batchLoss, loss } from './operations/loss.ts'
import { lossDerivative, pairedDelta } from './operations/lossDerivative.ts'
import { update } from './operations/update.ts'
import { weightedSum } from './operations/weightedSum.ts'

const explanations: Record<OperationName, Explain> = {
  weightedSum,
  activation,
  loss,
  lossDerivative,
  backSum,
  delta,
  pairedDelta,
  share,
  batchLoss,
  gradient,
  update,
}

/** One file in operations/ holds all that is said of an operation; its formula is the engine's. */
export const explain = (operation: Operation, schedule: Schedule): Explanation =>
  explanations[operation.name](operation, schedule)
