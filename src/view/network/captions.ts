import { activations } from '../../engine/activations.ts'
import { activationOf, outputLayer, type Network } from '../../engine/network.ts'

/** What the picture of a network is called. */
export function describe({ sizes }: Network): string {
  const hidden = sizes.slice(1, -1).join(' and ')
  return `A network of ${sizes[0]} inputs${hidden && `, ${hidden} hidden units`} and ${sizes.at(-1)} output.`
}

export const HOW_TO_MOVE =
  'Left and right go from a unit to its edges and on to the next layer, up and down to the other units of a layer or to the other edges of the unit you came from. Home and End go to the inputs and the outputs. Enter asks what made the number.'

/** What stands above a column where the units can be seen one by one. */
export function caption(network: Network, layer: number, wide: boolean): string {
  if (layer === 0) return 'inputs'
  const kind = layer === outputLayer(network) ? 'output' : 'hidden'
  return wide ? `${kind} · ${activationLabel(network, layer)}` : kind
}

export const activationLabel = (network: Network, layer: number): string =>
  activations[activationOf(network, layer)].label
