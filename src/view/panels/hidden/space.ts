import { activations, type ActivationName } from '../../../engine/activations.ts'
import { activationOf, outputLayer } from '../../../engine/network.ts'
import type { Schedule } from '../../../engine/schedule.ts'

/** The points (a₁, a₂) with w₁a₁ + w₂a₂ + b = 0. */
export interface Line {
  readonly w1: number
  readonly w2: number
  readonly b: number
}

/** Where the output is 0.5, in the space of the two units that alone feed it, or of the one; null where there are more. */
export function decisionLine({ network, layout }: Schedule, parameters: Float64Array, layer: number): Line | null {
  const last = outputLayer(network)
  const units = network.sizes[layer]
  if (layer !== last - 1 || units > 2 || network.sizes[last] !== 1) return null
  return {
    w1: parameters[layout.parameter(last, 0, 0)],
    w2: units === 1 ? 0 : parameters[layout.parameter(last, 0, 1)],
    b: parameters[layout.parameter(last, 0, null)] - activations[activationOf(network, last)].zAtHalf,
  }
}

/** The part of a convex polygon where w₁a₁ + w₂a₂ + b ≥ 0, and where the line crosses its edges: twice, or never. */
export function cut({ w1, w2, b }: Line, corners: readonly Pair[]): { side: Pair[]; crossings: Pair[] } {
  const heights = corners.map(([x, y]) => w1 * x + w2 * y + b)
  const side: Pair[] = []
  const crossings: Pair[] = []
  corners.forEach((corner, index) => {
    const next = (index + 1) % corners.length
    const [from, to] = [heights[index], heights[next]]
    if (from >= 0) side.push(corner)
    if (from >= 0 === to >= 0) return
    const crossing = between(corner, corners[next], from / (from - to))
    crossings.push(crossing)
    side.push(crossing)
  })
  return { side, crossings }
}

export type Pair = readonly [number, number]

const between = ([x1, y1]: Pair, [x2, y2]: Pair, part: number): Pair => [x1 + part * (x2 - x1), y1 + part * (y2 - y1)]

/** What an activation can be, as far as it is shown: its own bounds, or round ones that hold what there is. */
export function rangeOf(name: ActivationName, values: readonly number[]): [low: number, high: number] {
  if (name === 'sigmoid') return [0, 1]
  if (name === 'tanh') return [-1, 1]
  const largest = roundUp(Math.max(...values.filter(Number.isFinite).map(Math.abs), 0))
  return name === 'relu' ? [0, largest] : [-largest, largest]
}

/** The next of 1, 1.2, 1.5, 2, 3, 4, 5, 6, 8, 10, times a power of ten */
function roundUp(value: number): number {
  if (value === 0) return 1
  const power = 10 ** Math.floor(Math.log10(value))
  return power * ([1, 1.2, 1.5, 2, 3, 4, 5, 6, 8].find((factor) => factor * power >= value * (1 - 1e-12)) ?? 10)
}

/** Whether w₁a₁ + w₂a₂ + b is above 0 for each point. */
export const sidesOf = ({ w1, w2, b }: Line, points: readonly Pair[]): boolean[] =>
  points.map(([x, y]) => w1 * x + w2 * y + b > 0)

/** As many different units of a layer as can be shown at once, the chosen ones where there are such. */
export function fittingUnits([first, second]: Pair, size: number): Pair {
  const x = first < size ? first : 0
  if (size === 1) return [x, x]
  if (second < size && second !== x) return [x, second]
  return [x, x === 0 ? 1 : 0]
}

const DIRECTIONS: readonly Pair[] = [
  [1, -1],
  [1, 1],
  [-1, 1],
  [-1, -1],
]

/**
 * Where the labels of points stand, each beside its point: in a direction of its own, so that points on one spot keep
 * theirs apart, unless another label or point is there.
 */
export function labelPlaces(points: readonly Pair[], away: number): Pair[] {
  const placed: Pair[] = []
  points.forEach(([x, y], index) => {
    const places = DIRECTIONS.map((_, turn): Pair => {
      const [right, down] = DIRECTIONS[(index + turn) % DIRECTIONS.length]
      return [x + right * away, y + down * away]
    })
    const isFree = (place: Pair) => [...placed, ...points].every((other) => distance(place, other) >= away)
    placed.push(places.find(isFree) ?? places[0])
  })
  return placed
}

const distance = ([x1, y1]: Pair, [x2, y2]: Pair): number => Math.hypot(x1 - x2, y1 - y2)
