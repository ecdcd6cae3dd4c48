import type { Slot } from './layout.ts'
import { outputLayer, type Network } from './network.ts'
import type { ParameterPlace } from './place.ts'
import type { Schedule } from './schedule.ts'
import { isKnown, numberIn, type Trace } from './trace.ts'

/** The parameters of a layer, unit by unit: its weights, then its bias. */
export function* parametersOf({ sizes }: Network, layer: number): Generator<ParameterPlace> {
  for (let unit = 0; unit < sizes[layer]; unit++) {
    for (let source = 0; source < sizes[layer - 1]; source++) yield { layer, unit, source }
    yield { layer, unit, source: null }
  }
}

/** Which slot holds a parameter after k operations: the one that the iteration found or, once it is updated, the new one. */
export function currentSlot({ layout }: Schedule, { layer, unit, source }: ParameterPlace, k: number): Slot {
  const updated = layout.updated(layer, unit, source)
  return updated !== null && isKnown(layout, updated, k) ? updated : layout.parameter(layer, unit, source)
}

/** All parameters after k operations, in the order of `Layout`. */
export function parametersAt(schedule: Schedule, trace: Trace, k: number): Float64Array {
  const { network, layout } = schedule
  const parameters = trace.given.slice(0, layout.parameterCount)
  if (k <= schedule.firstUpdate) return parameters
  for (let layer = 1; layer <= outputLayer(network); layer++) {
    for (const place of parametersOf(network, layer)) {
      const slot = layout.parameter(layer, place.unit, place.source)
      parameters[slot] = numberIn(schedule, trace, currentSlot(schedule, place, k)) ?? NaN
    }
  }
  return parameters
}
