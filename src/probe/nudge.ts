import { createKernels } from '../engine/kernels.ts'
import type { Slot } from '../engine/layout.ts'
import type { Schedule } from '../engine/schedule.ts'

/** The loss of the batch as one parameter is moved a little, everything else staying as it is. */
export interface Nudge {
  readonly lossBelow: number
  readonly lossHere: number
  readonly lossAbove: number
  /** (L(w + ε) − L(w − ε)) / 2ε, the central difference: an estimate of ∂L/∂w whose error shrinks with ε² */
  readonly slope: number
}

/**
 * Nudges a parameter by ±ε from the value that an iteration starts from. It has buffers of its own: the run is not
 * touched.
 *
 * @param given what the iteration starts from, by slot
 */
export function nudge(schedule: Schedule, given: Float64Array, parameter: Slot, epsilon: number): Nudge {
  const { network, batchSize, layout } = schedule
  const kernels = createKernels(network, batchSize)
  const [inputs, targets] = [layout.activation(0, 0, 0), layout.target(0, 0)]
  kernels.setBatch(given.subarray(inputs, targets), given.subarray(targets, layout.givenCount))
  const parameters = given.slice(0, layout.parameterCount)
  const start = parameters[parameter]

  function lossAt(value: number): number {
    parameters[parameter] = value
    kernels.writeParameters(parameters)
    kernels.forward()
    return kernels.loss()
  }

  const [lossBelow, lossHere, lossAbove] = [start - epsilon, start, start + epsilon].map(lossAt)
  return { lossBelow, lossHere, lossAbove, slope: (lossAbove - lossBelow) / (2 * epsilon) }
}
