import { range } from 'd3'
import { activationOf, outputLayer, type Network } from '../../engine/network.ts'
import type { UnitMap } from '../../probe/surface.ts'
import { levelPieces } from './level.ts'
import { PREDICTIONS, scaleOf, type PlaneScale } from './planeScale.ts'

/** What is painted of a unit over the input plane. */
export interface UnitPicture {
  /** Its activation on a square grid, row by row from the top */
  readonly values: ArrayLike<number>
  readonly scale: PlaneScale
  /** Where it changes over, as `levelPieces` has it */
  readonly line: readonly number[]
}

/** Of each unit of a layer its activation and, after it, what its line is found in: a hidden unit changes over where z is 0. */
export const mapsOfLayer = (network: Network, layer: number): UnitMap[] =>
  range(network.sizes[layer]).flatMap((unit): UnitMap[] => [
    { of: 'activation', layer, unit },
    { of: layer === outputLayer(network) ? 'activation' : 'weightedSum', layer, unit },
  ])

/** The units of a layer, from the numbers of its maps. The answer of an output is read at 0.5. */
export function picturesOfLayer(
  network: Network,
  layer: number,
  numbers: readonly ArrayLike<number>[],
  grid: number,
): UnitPicture[] {
  const isOutput = layer === outputLayer(network)
  const scale = isOutput ? PREDICTIONS : scaleOf(activationOf(network, layer), largestIn(numbers.filter(isFirst)))
  return range(network.sizes[layer]).map((unit) => ({
    values: numbers[2 * unit],
    scale,
    line: levelPieces(numbers[2 * unit + 1], grid, isOutput ? 0.5 : 0),
  }))
}

const isFirst = (_: unknown, index: number): boolean => index % 2 === 0

function largestIn(maps: readonly ArrayLike<number>[]): number {
  let largest = 0
  for (const values of maps) {
    for (let point = 0; point < values.length; point++) largest = Math.max(largest, Math.abs(values[point]))
  }
  return largest
}
