import type { Slot } from './layout.ts'
import { outputLayer } from './network.ts'
import type { Schedule } from './schedule.ts'

export type QuantityKind = 'w' | 'b' | 'eta' | 'x' | 'target' | 'z' | 'a' | 'loss' | 'dLda' | 'delta' | 'gw' | 'gb'

/** What the number in a slot is. */
export interface Quantity {
  readonly kind: QuantityKind
  /** 0 = inputs. A loss belongs to the layer after the outputs, unit 0. */
  readonly layer: number
  readonly unit: number
  /** The unit of the layer before that a weight or its gradient belongs to */
  readonly source: number | null
  /** The row in the batch; 'batch' for what is about all of them; null for a parameter, which belongs to none */
  readonly sample: number | 'batch' | null
}

const known = new WeakMap<Schedule, readonly Quantity[]>()

/** The quantity in each slot. */
export function quantitiesOf(schedule: Schedule): readonly Quantity[] {
  const quantities = known.get(schedule) ?? listQuantities(schedule)
  known.set(schedule, quantities)
  return quantities
}

function listQuantities({ network, batchSize, layout }: Schedule): Quantity[] {
  const quantities: Quantity[] = []
  const { sizes } = network
  const last = outputLayer(network)
  const put = (slot: Slot, quantity: Quantity) => (quantities[slot] = quantity)
  const rows = Array.from({ length: batchSize }, (_, row) => row)

  put(layout.learningRate, { kind: 'eta', layer: 0, unit: 0, source: null, sample: null })
  put(layout.batchLoss, { kind: 'loss', layer: last + 1, unit: 0, source: null, sample: 'batch' })
  for (const sample of rows) {
    put(layout.loss(sample), { kind: 'loss', layer: last + 1, unit: 0, source: null, sample })
  }
  sizes.forEach((size, layer) => {
    for (let unit = 0; unit < size; unit++) {
      const at = { layer, unit, source: null }
      for (const sample of rows) {
        put(layout.activation(sample, layer, unit), { kind: layer === 0 ? 'x' : 'a', ...at, sample })
        if (layer === last) put(layout.target(sample, unit), { kind: 'target', ...at, sample })
        if (layer === 0) continue
        put(layout.weightedSum(sample, layer, unit), { kind: 'z', ...at, sample })
        put(layout.activationGradient(sample, layer, unit), { kind: 'dLda', ...at, sample })
        put(layout.delta(sample, layer, unit), { kind: 'delta', ...at, sample })
        put(layout.biasGradient(sample, layer, unit), { kind: 'gb', ...at, sample })
      }
      if (layer === 0) continue
      put(layout.bias(layer, unit), { kind: 'b', ...at, sample: null })
      put(layout.batchBiasGradient(layer, unit), { kind: 'gb', ...at, sample: 'batch' })
      for (let source = 0; source < sizes[layer - 1]; source++) {
        put(layout.weight(layer, unit, source), { kind: 'w', layer, unit, source, sample: null })
        put(layout.batchWeightGradient(layer, unit, source), { kind: 'gw', layer, unit, source, sample: 'batch' })
        for (const sample of rows) {
          put(layout.weightGradient(sample, layer, unit, source), { kind: 'gw', layer, unit, source, sample })
        }
      }
    }
  })
  return quantities
}
