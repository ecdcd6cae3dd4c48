import type { Slot } from './layout.ts'
import { outputLayer } from './network.ts'
import { parametersOf } from './parameters.ts'
import { quantityOf, type Quantity } from './quantities.ts'
import { writerOf, type Schedule } from './schedule.ts'

/** The iteration and the slot in which a number was made; a given slot for data, learning rate and start parameters. */
export interface Origin {
  readonly iteration: number
  readonly slot: Slot
}

/** Where a number of an iteration comes from. A parameter as the iteration found it was made by the update of the one before. */
export function originOf(schedule: Schedule, slot: Slot, iteration: number): Origin {
  if (iteration === 0 || slot >= schedule.layout.parameterCount) return { iteration, slot }
  const { layer, unit, source } = quantityOf(schedule, slot)
  const updated = schedule.layout.updated(layer, unit, source)
  return updated === null ? { iteration, slot } : { iteration: iteration - 1, slot: updated }
}

/** Operations of one iteration */
export interface Uses {
  readonly iteration: number
  /** Their indices, in order */
  readonly operations: readonly number[]
}

/** The operations that read a number, and the iteration in which they do: an updated parameter is read in the next. */
export function usesOf(schedule: Schedule, slot: Slot, iteration: number): Uses {
  const quantity = quantityOf(schedule, slot)
  const isUpdated = quantity.sample === null && writerOf(schedule, slot) !== null
  const readers = readersOf(schedule, quantity).flatMap((target) =>
    target === null ? [] : [target - schedule.layout.givenCount],
  )
  return { iteration: isUpdated ? iteration + 1 : iteration, operations: readers.sort((one, other) => one - other) }
}

/** What is computed from a quantity, as slots; null for what this network does not compute. */
function readersOf({ network, batchSize, layout }: Schedule, quantity: Quantity): (Slot | null)[] {
  const { sizes } = network
  const { kind, layer, unit, source, sample } = quantity
  const last = outputLayer(network)
  const rows = typeof sample === 'number' ? [sample] : range(batchSize)
  const unitsAfter = range(sizes[layer + 1] ?? 0)
  const isPaired = layout.activationGradient(0, last, 0) === null
  const derivative = (n: number) => layout.activationGradient(n, layer, unit) ?? layout.delta(n, layer, unit)
  switch (kind) {
    case 'eta':
      return range(last).flatMap((index) =>
        [...parametersOf(network, index + 1)].map((place) => layout.updated(place.layer, place.unit, place.source)),
      )
    case 'w':
    case 'b':
      return [
        ...rows.flatMap((n) => [
          layout.weightedSum(n, layer, unit),
          source === null || layer === 1 ? null : layout.activationGradient(n, layer - 1, source),
        ]),
        layout.updated(layer, unit, source),
      ]
    case 'x':
    case 'a':
      return rows.flatMap((n) => [
        ...unitsAfter.flatMap((j) => [layout.weightedSum(n, layer + 1, j), layout.share(n, layer + 1, j, unit)]),
        ...(layer === 0 ? [] : [layout.delta(n, layer, unit)]),
        ...(layer === last ? [isPaired ? null : layout.loss(n), layout.activationGradient(n, layer, unit)] : []),
      ])
    case 'z':
      return rows.flatMap((n) => [
        layout.activation(n, layer, unit),
        ...(layer === last && isPaired ? [layout.loss(n)] : [layout.delta(n, layer, unit)]),
      ])
    case 'target':
      return rows.flatMap((n) => [layout.loss(n), derivative(n)])
    case 'loss':
      return sample === 'batch' ? [] : [layout.batchLoss]
    case 'dLda':
      return rows.map((n) => layout.delta(n, layer, unit))
    case 'delta':
      return rows.flatMap((n) => [
        ...(layer === 1 ? [] : range(sizes[layer - 1]).map((i) => layout.activationGradient(n, layer - 1, i))),
        ...range(sizes[layer - 1]).map((i) => layout.share(n, layer, unit, i)),
        layout.share(n, layer, unit, null),
      ])
    case 'gw':
    case 'gb':
      return [sample === 'batch' ? layout.updated(layer, unit, source) : layout.gradient(layer, unit, source)]
  }
}

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index)
