import type { Kernels } from '../engine/kernels.ts'
import type { Slot } from '../engine/layout.ts'
import type { Schedule } from '../engine/schedule.ts'
import { setGiven } from '../engine/trace.ts'
import { batchDivisor } from '../engine/network.ts'

/** The loss of the batch, or what one sample has of it, as one parameter is moved a little, everything else staying as it is. */
export interface Nudge {
  readonly lossBelow: number
  readonly lossHere: number
  readonly lossAbove: number
  /** (L(w + ε) − L(w − ε)) / 2ε, the central difference: an estimate of ∂L/∂w whose error shrinks with ε² */
  readonly slope: number
}

/**
 * Nudges a parameter by ±ε from the value that an iteration starts from.
 *
 * @param kernels that are not the run's
 * @param given what the iteration starts from, by slot
 * @param row whose loss it is; 'batch' for that of all samples
 */
export function nudge(
  schedule: Schedule,
  kernels: Kernels,
  given: Float64Array,
  parameter: Slot,
  row: number | 'batch',
  epsilon: number,
): Nudge {
  setGiven(schedule, kernels, given)
  const parameters = given.slice(0, schedule.layout.parameterCount)
  const start = parameters[parameter]
  const divisor = batchDivisor(schedule.network, schedule.batchSize)

  function lossAt(value: number): number {
    parameters[parameter] = value
    kernels.writeParameters(parameters)
    kernels.forward()
    return row === 'batch' ? kernels.loss() : kernels.sampleLoss(row) / divisor
  }

  const [lossBelow, lossHere, lossAbove] = [start - epsilon, start, start + epsilon].map(lossAt)
  return { lossBelow, lossHere, lossAbove, slope: (lossAbove - lossBelow) / (2 * epsilon) }
}
