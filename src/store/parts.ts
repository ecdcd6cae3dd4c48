import type { Slot } from '../engine/layout.ts'
import { outputLayer } from '../engine/network.ts'
import type { ParameterPlace } from '../engine/place.ts'
import { quantityOf } from '../engine/quantities.ts'
import type { Schedule } from '../engine/schedule.ts'
import type { LessonState } from './lesson.ts'
import { reading } from './reading.ts'

/** A part of the picture that one can point at: a unit, an edge, or the loss, which stands after the outputs. */
export type PartPlace = ParameterPlace

export const partKey = ({ layer, unit, source }: PartPlace): string =>
  source === null ? `${layer} ${unit}` : `${layer} ${unit} ${source}`

export function partOfKey(key: string): PartPlace {
  const [layer, unit, source = null] = key.split(' ').map(Number)
  return { layer, unit, source }
}

/** The numbers that a part stands for while the picture shows a row of the batch: the one asked about first comes first. */
export function partSlots(schedule: Schedule, row: number, place: PartPlace): Slot[] {
  return slotsOf(schedule, row, place).filter((slot) => slot !== null)
}

function slotsOf({ network, layout }: Schedule, row: number, { layer, unit, source }: PartPlace): (Slot | null)[] {
  const last = outputLayer(network)
  if (source !== null) {
    return [
      layout.gradient(layer, unit, source),
      layout.share(row, layer, unit, source),
      layout.updated(layer, unit, source),
      layout.parameter(layer, unit, source),
    ]
  }
  if (layer > last) {
    const targets = Array.from({ length: network.sizes[last] }, (_, output) => layout.target(row, output))
    return [layout.batchLoss, layout.loss(row), ...targets]
  }
  if (layer === 0) return [layout.activation(row, 0, unit)]
  return [
    layout.delta(row, layer, unit),
    layout.activationGradient(row, layer, unit),
    layout.activation(row, layer, unit),
    layout.weightedSum(row, layer, unit),
    layout.updated(layer, unit, null),
    layout.parameter(layer, unit, null),
    layout.gradient(layer, unit, null),
    layout.share(row, layer, unit, null),
  ]
}

/**
 * What a click on a part asks about: of its numbers the first that is known. A unit or a loss that is not computed yet is
 * not asked about the bias or the target beside it: then null.
 */
export function askedSlot(lesson: LessonState, row: number, place: PartPlace): Slot | null {
  const { schedule } = lesson
  const isComputed = place.layer > 0 && place.source === null
  const asked = partSlots(schedule, row, place).find(
    (slot) => reading(lesson, slot) !== null && (!isComputed || slot >= schedule.layout.givenCount),
  )
  return asked ?? null
}

/** The part that a number belongs to: a target stands beside the loss, and the learning rate nowhere. */
export function partOf(schedule: Schedule, slot: Slot): PartPlace | null {
  const quantity = quantityOf(schedule, slot)
  if (quantity.kind === 'eta') return null
  return quantity.kind === 'target' ? { layer: schedule.network.sizes.length, unit: 0, source: null } : quantity
}

export const samePart = (one: PartPlace, other: PartPlace): boolean =>
  one.layer === other.layer && one.unit === other.unit && one.source === other.source

type PointedAt = Pick<LessonState, 'schedule' | 'pointed'>

let latest: (PointedAt & { readonly keys: ReadonlySet<string | null> }) | null = null

/** The keys of the parts whose numbers a person points at; null for a number of no part. Of hundreds of parts each asks. */
function keysPointedAt({ schedule, pointed }: PointedAt): ReadonlySet<string | null> {
  if (latest?.pointed !== pointed || latest.schedule !== schedule) {
    const parts = pointed.map((slot) => partOf(schedule, slot))
    latest = { schedule, pointed, keys: new Set(parts.map((part) => part && partKey(part))) }
  }
  return latest.keys
}

/** Whether a person points at a number of a part, of whichever sample. */
export function isPointedAt(lesson: PointedAt, place: PartPlace): boolean {
  const keys = keysPointedAt(lesson)
  return keys.size > 0 && keys.has(partKey(place))
}

/** The key of the one part that a person points at; null where what is pointed at stands for several, or for none. */
export function partPointedAt(lesson: PointedAt): string | null {
  const [key = null, ...others] = keysPointedAt(lesson)
  return others.length === 0 ? key : null
}
