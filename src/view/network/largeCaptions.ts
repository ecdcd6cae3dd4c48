import type { Network } from '../../engine/network.ts'
import { shortLayerName } from '../../explain/layerNames.ts'
import { activationLabel } from './captions.ts'

/** What stands above a column where units cannot be seen one by one: which layer it is, its activation and how many units it has. */
export function largeCaption(network: Network, layer: number): readonly string[] {
  const count = String(network.sizes[layer])
  if (layer === 0) return ['inputs', count]
  return [shortLayerName(network, layer), activationLabel(network, layer), count]
}

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
