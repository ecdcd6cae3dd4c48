import { outputLayer, type Network } from '../engine/network.ts'

/** The name of a unit: x₁, h₂, ŷ. */
export interface UnitName {
  readonly letter: 'x' | 'h' | 'ŷ'
  /** Counted from 1; null where the layer has a single unit and the letter says it all */
  readonly index: number | null
  /** The layer, where several hidden layers share the letter h */
  readonly layer: number | null
}

export function unitName(network: Network, layer: number, unit: number): UnitName {
  const last = outputLayer(network)
  if (layer === 0) return { letter: 'x', index: unit + 1, layer: null }
  if (layer === last) return { letter: 'ŷ', index: network.sizes[last] > 1 ? unit + 1 : null, layer: null }
  return { letter: 'h', index: unit + 1, layer: last > 2 ? layer : null }
}

/** For assistive technology and other plain text: "h1", "h1 of layer 2". */
export function spokenUnitName(network: Network, layer: number, unit: number): string {
  const { letter, index, layer: namedLayer } = unitName(network, layer, unit)
  return `${letter}${index ?? ''}${namedLayer === null ? '' : ` of layer ${namedLayer}`}`
}
