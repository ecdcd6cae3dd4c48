import type { Slot } from './layout.ts'
import { outputLayer, type Network } from './network.ts'
import type { ParameterPlace } from './place.ts'
import type { Schedule } from './schedule.ts'
import { isKnown, type Trace } from './trace.ts'

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
export function parametersAt({ network, layout, count, firstUpdate }: Schedule, trace: Trace, k: number): Float64Array {
  const { sizes, trainBiases } = network
  const { values } = trace
  const parameters = trace.given.slice(0, layout.parameterCount)
  let update = firstUpdate
  // In the order of the updates, without a slot being looked up: of tens of thousands all are asked for in every frame.
  const put = (slot: Slot) => {
    if (update < k) parameters[slot] = values[values.length - count + update]
    update++
  }
  for (let layer = 1; layer <= outputLayer(network) && update < k; layer++) {
    const sources = sizes[layer - 1]
    const [weights, biases] = [layout.parameter(layer, 0, 0), layout.parameter(layer, 0, null)]
    for (let unit = 0; unit < sizes[layer]; unit++) {
      for (let source = 0; source < sources; source++) put(weights + unit * sources + source)
      if (trainBiases) put(biases + unit)
    }
  }
  return parameters
}
