import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Slot } from '../../src/engine/layout.ts'
import { outputLayer } from '../../src/engine/network.ts'
import { quantityOf, type Quantity } from '../../src/engine/quantities.ts'
import type { Schedule } from '../../src/engine/schedule.ts'
import { wideSchedule } from './arbitraries.ts'
import { allParameters, range } from './helpers.ts'

describe('the quantity in a slot', () => {
  it('is the one that the layout puts there, for every slot of every schedule', () => {
    fc.assert(
      fc.property(wideSchedule, (schedule) => {
        const placed = placedQuantities(schedule)
        const slots = placed.map(([slot]) => slot).sort((one, other) => one - other)
        expect(slots.findIndex((slot, index) => slot !== index)).toBe(-1)
        expect(slots).toHaveLength(schedule.layout.givenCount + schedule.count)
        const mistaken = placed.find(([slot, expected]) => !isSame(quantityOf(schedule, slot), expected))
        expect(mistaken?.[1]).toEqual(mistaken && quantityOf(schedule, mistaken[0]))
      }),
      { numRuns: 60 },
    )
  }, 60_000)
})

/** Every number that there is, by its place, and the slot that the layout gives it. */
function placedQuantities({ network, batchSize, layout }: Schedule): [Slot, Quantity][] {
  const { sizes } = network
  const last = outputLayer(network)
  const placed: [Slot, Quantity][] = []
  const put = (slot: Slot | null, quantity: Quantity) => {
    if (slot !== null) placed.push([slot, quantity])
  }

  put(layout.learningRate, { kind: 'eta', layer: 0, unit: 0, source: null, sample: null })
  put(layout.batchLoss, { kind: 'loss', layer: last + 1, unit: 0, source: null, sample: 'batch' })
  for (const { layer, unit, source } of allParameters({ network })) {
    const parameter: Quantity = { kind: source === null ? 'b' : 'w', layer, unit, source, sample: null }
    const kind = source === null ? 'gb' : 'gw'
    put(layout.parameter(layer, unit, source), parameter)
    put(layout.updated(layer, unit, source), parameter)
    put(layout.gradient(layer, unit, source), { kind, layer, unit, source, sample: 'batch' })
    for (const sample of range(batchSize)) {
      put(layout.share(sample, layer, unit, source), { kind, layer, unit, source, sample })
    }
  }
  for (const sample of range(batchSize)) {
    put(layout.loss(sample), { kind: 'loss', layer: last + 1, unit: 0, source: null, sample })
    for (const [layer, size] of sizes.entries()) {
      for (const unit of range(size)) {
        const at = { layer, unit, source: null, sample }
        put(layout.activation(sample, layer, unit), { kind: layer === 0 ? 'x' : 'a', ...at })
        if (layer === last) put(layout.target(sample, unit), { kind: 'target', ...at })
        if (layer === 0) continue
        put(layout.weightedSum(sample, layer, unit), { kind: 'z', ...at })
        put(layout.activationGradient(sample, layer, unit), { kind: 'dLda', ...at })
        put(layout.delta(sample, layer, unit), { kind: 'delta', ...at })
      }
    }
  }
  return placed
}

const isSame = (one: Quantity, other: Quantity): boolean =>
  (['kind', 'layer', 'unit', 'source', 'sample'] as const).every((key) => one[key] === other[key])
