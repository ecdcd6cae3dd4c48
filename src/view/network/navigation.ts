import type { PartPlace } from '../../store/parts.ts'

/** Where a person is in the graph who moves with the keys. */
export interface Stand {
  readonly part: PartPlace
  /** On an edge: the end from which it was reached. ↑ and ↓ go through the other edges of the unit there. */
  readonly from: 'source' | 'unit'
}

const moves: Record<string, (sizes: readonly number[], stand: Stand) => Stand | null> = {
  ArrowUp: (sizes, stand) => sideways(sizes, stand, -1),
  ArrowDown: (sizes, stand) => sideways(sizes, stand, 1),
  ArrowRight: toTheRight,
  ArrowLeft: toTheLeft,
  Home: () => onUnit(0, 0),
  End: (sizes) => onUnit(sizes.length - 1, 0),
}

export const isGraphKey = (key: string): boolean => Object.hasOwn(moves, key)

/** What a key goes to from where one is; null where there is nothing further that way. */
export function nextStand(sizes: readonly number[], stand: Stand, key: string): Stand | null {
  return isGraphKey(key) ? moves[key](sizes, stand) : null
}

/** ↑ ↓: through the units of a layer, or through the edges of one unit. */
function sideways(sizes: readonly number[], { part, from }: Stand, by: 1 | -1): Stand | null {
  const { layer, unit, source } = part
  if (source !== null && from === 'unit') {
    return isUnit(sizes, layer - 1, source + by) ? { part: { ...part, source: source + by }, from } : null
  }
  return isUnit(sizes, layer, unit + by) ? { part: { ...part, unit: unit + by }, from } : null
}

/** →: from a unit to the first edge that leaves it, from an edge to the unit that it ends in, from an output to the loss. */
function toTheRight(sizes: readonly number[], { part: { layer, unit, source } }: Stand): Stand | null {
  if (source !== null) return onUnit(layer, unit)
  if (layer < sizes.length - 1) return { part: { layer: layer + 1, unit: 0, source: unit }, from: 'source' }
  return layer < sizes.length ? onUnit(layer + 1, 0) : null
}

/** ←: from a unit to the first edge that comes in, from an edge to the unit that it leaves, from the loss to the outputs. */
function toTheLeft(sizes: readonly number[], { part: { layer, unit, source } }: Stand): Stand | null {
  if (source !== null) return onUnit(layer - 1, source)
  if (layer === sizes.length) return onUnit(layer - 1, 0)
  return layer > 0 ? { part: { layer, unit, source: 0 }, from: 'unit' } : null
}

const onUnit = (layer: number, unit: number): Stand => ({ part: { layer, unit, source: null }, from: 'source' })

const isUnit = (sizes: readonly number[], layer: number, unit: number): boolean =>
  layer < sizes.length && unit >= 0 && unit < sizes[layer]
