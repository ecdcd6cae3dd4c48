import { activations } from '../../engine/activations.ts'
import { activationOf, type Network } from '../../engine/network.ts'
import { layerKind, shortLayerName } from '../../explain/unitNames.ts'

/** What the picture of a network is called. */
export const describe = ({ sizes }: Network): string =>
  `A network of ${sizes[0]} inputs, ${sizes.slice(1, -1).join(' and ')} hidden units and ${sizes.at(-1)} output.`

export const HOW_TO_MOVE =
  'Left and right go from a unit to its edges and on to the next layer, up and down to the other units of a layer or to the other edges of the unit you came from. Home and End go to the inputs and the outputs. Enter asks what made the number.'

/** What stands above a column where the units can be seen one by one. */
export function caption(network: Network, layer: number, wide: boolean): string {
  if (layer === 0) return 'inputs'
  const kind = layerKind(network, layer)
  return wide ? `${kind} · ${activationLabel(network, layer)}` : kind
}

/** What stands above a column where they cannot: which layer it is, its activation and how many units it has. */
export function fullCaption(network: Network, layer: number): readonly string[] {
  const count = String(network.sizes[layer])
  if (layer === 0) return ['inputs', count]
  return [shortLayerName(network, layer), activationLabel(network, layer), count]
}

const activationLabel = (network: Network, layer: number): string => activations[activationOf(network, layer)].label

const LINE = 18
/** Columns at least so wide have their captions in one line; narrower ones below each other; and then only the count. */
const ONE_LINE = 150
const THREE_LINES = 60

/** Room for the captions above columns that may be zoomed to any width, but to no smaller one. */
export const heightOfCaptions = (columnPitch: number): number => 12 + (columnPitch < ONE_LINE ? 3 : 1) * LINE

/** The lines of a caption that fit above a column. */
export function captionLines(parts: readonly string[], columnPitch: number): readonly string[] {
  if (columnPitch >= ONE_LINE) return [parts.join(' · ')]
  return columnPitch >= THREE_LINES ? parts : parts.slice(-1)
}

/** Where a line stands below the top. */
export const captionLine = (index: number): number => LINE * (index + 1)
