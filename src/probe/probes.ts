import { createKernels } from '../engine/kernels.ts'
import type { Slot } from '../engine/layout.ts'
import type { Schedule } from '../engine/schedule.ts'
import { batchAt, datasetOf, type Experiment } from '../experiment/experiment.ts'
import { meanDeltas } from './meanDeltas.ts'
import { nudge, type Nudge } from './nudge.ts'
import { createPassage } from './passage.ts'
import { createSurface, type UnitMap } from './surface.ts'

/** A look at what the network would do, beside the run. Parameters are in the order of `Layout`'s parameter slots. */
export type Probe =
  /** Numbers of units over the input plane, on a grid of so many points each way */
  | {
      readonly type: 'surface'
      readonly parameters: Float64Array
      readonly grid: number
      readonly maps: readonly UnitMap[]
    }
  /** What a layer makes of every sample of the data, [sample][unit] */
  | { readonly type: 'passage'; readonly parameters: Float64Array; readonly layer: number }
  /** The mean |δ| of each layer in an iteration that starts from the parameters; the first is that of layer 1 */
  | { readonly type: 'meanDeltas'; readonly parameters: Float64Array; readonly iteration: number }
  /** The loss of a row or of the batch as one parameter of an iteration is moved by ±ε; `given` is what that starts from */
  | {
      readonly type: 'nudge'
      readonly given: Float64Array
      readonly parameter: Slot
      readonly row: number | 'batch'
      readonly epsilon: number
    }

export interface ProbeAnswers {
  readonly surface: readonly Float64Array[]
  readonly passage: Float64Array
  readonly meanDeltas: readonly number[]
  readonly nudge: Nudge
}

export interface Probes {
  carryOut(probe: Probe): ProbeAnswers[Probe['type']]
}

/** They have buffers of their own, made when they are first needed: looking never disturbs the run. */
export function createProbes(experiment: Experiment, schedule: Schedule): Probes {
  const { network, batchSize } = schedule
  const data = datasetOf(experiment)
  const surfaceOn = remembered((grid: number) => createSurface(network, data.plane, grid))
  const passage = once(() => createPassage(network, data))
  const kernelsOfBatch = once(() => createKernels(network, batchSize))

  return {
    carryOut(probe) {
      switch (probe.type) {
        case 'surface':
          return surfaceOn(probe.grid).evaluate(probe.parameters, probe.maps)
        case 'passage':
          return passage().activations(probe.parameters, probe.layer)
        case 'meanDeltas': {
          const kernels = kernelsOfBatch()
          const { inputs, targets } = batchAt(experiment, probe.iteration)
          kernels.writeParameters(probe.parameters)
          kernels.setBatch(inputs, targets)
          kernels.forward()
          kernels.backward()
          return meanDeltas(network, batchSize, kernels)
        }
        case 'nudge':
          return nudge(schedule, kernelsOfBatch(), probe.given, probe.parameter, probe.row, probe.epsilon)
      }
    },
  }
}

/** Makes a thing when it is first needed. */
function once<Thing extends object>(make: () => Thing): () => Thing {
  let made: Thing | null = null
  return () => (made ??= make())
}

/** Makes a thing for a key once, and keeps the latest: another key comes seldom. */
function remembered<Key, Thing>(make: (key: Key) => Thing): (key: Key) => Thing {
  let latest: { key: Key; thing: Thing } | null = null
  return (key) => {
    if (latest?.key !== key) latest = { key, thing: make(key) }
    return latest.thing
  }
}
