import { createKernels } from './kernels.ts'
import type { Layout, Slot } from './layout.ts'
import type { Schedule } from './schedule.ts'
import type { Trace } from './trace.ts'

/** The loss of the batch as one parameter is moved a little, everything else staying as it is. */
interface Nudge {
  readonly lossBelow: number
  readonly lossHere: number
  readonly lossAbove: number
  /** (L(w + ε) − L(w − ε)) / 2ε, the central difference: an estimate of ∂L/∂w whose error shrinks with ε² */
  readonly slope: number
}

/**
 * Nudges a parameter of an iteration by ±ε from the value that the iteration started from. It has buffers of its own:
 * the run is not touched.
 */
export function nudge(schedule: Schedule, trace: Trace, parameter: Slot, epsilon: number): Nudge {
  const { network, batchSize, layout } = schedule
  const kernels = createKernels(network, batchSize)
  kernels.setBatch(inputsOf(layout, trace, batchSize * network.sizes[0]), targetsOf(layout, trace))
  const parameters = trace.start.slice(0, layout.parameterCount)
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

const inputsOf = (layout: Layout, { start }: Trace, count: number): Float64Array => {
  const first = layout.activation(0, 0, 0)
  return start.subarray(first, first + count)
}

const targetsOf = (layout: Layout, { start }: Trace): Float64Array =>
  start.subarray(layout.target(0, 0), layout.givenCount)
