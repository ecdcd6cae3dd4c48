import { outputLayer, type Network } from '../engine/network.ts'

/** What a layer after the inputs is called in a sentence: "output layer", "hidden layer 2". */
export const layerName = (network: Network, layer: number): string =>
  [layerKind(network, layer), 'layer', ...layerNumber(network, layer)].join(' ')

/** Where there is little room: "output", "hidden 2". */
export const shortLayerName = (network: Network, layer: number): string =>
  [layerKind(network, layer), ...layerNumber(network, layer)].join(' ')

const layerKind = (network: Network, layer: number): string => (layer === outputLayer(network) ? 'output' : 'hidden')

/** Hidden layers are numbered where there are several. */
function layerNumber(network: Network, layer: number): readonly number[] {
  const last = outputLayer(network)
  return last > 2 && layer < last ? [layer] : []
}
