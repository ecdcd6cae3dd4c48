import {
  distanceToSegment,
  edgeBetween,
  LABEL_HEIGHT,
  pointAlong,
  type Geometry,
  type Point,
  type Segment,
} from './geometry.ts'
import { partKey } from '../../store/parts.ts'

/** Where an edge's label stands. Where room is short it holds one line: the weight, or its gradient in its place. */
export interface EdgeSpot extends Point {
  readonly holdsBoth: boolean
}

/** Digits after the point: for more there is no room between the units. The full number shows when it is pointed at. */
export const MOST_DIGITS_IN_DRAWING = 4

/** By `partKey`; edges without room have none. */
export type EdgeLabels = ReadonlyMap<string, EdgeSpot>

/** Half the size of a label: the weight above its gradient, or one of them alone. The first that fits is taken. */
const LABEL_SIZES = [
  { rx: 54, ry: 19, holdsBoth: true, clearance: 17 },
  { rx: 50, ry: 10, holdsBoth: false, clearance: 12 },
]

/** Tried in turn: the middle first, then towards the start of the edge, where crossing edges are apart. */
const PARTS = [0.5, 0.38, 0.62, 0.3, 0.7, 0.24, 0.76, 0.18, 0.82]

/** For a label that is alone: every place, from the middle outwards. */
const FINE_PARTS = Array.from({ length: 41 }, (_, index) => 0.5 + Math.ceil(index / 2) * (index % 2 ? 0.02 : -0.02))

/** With more edges than this, a label could not be told to belong to the one edge and not to the next. */
const MOST_LABELS = 9

/** Other edges farther from the middle of a label than this do not disturb it, however near the next is. */
const ENOUGH_CLEARANCE = 46

/**
 * Places the labels of all edges so that none covers another, a unit, or another edge. Between two layers either every
 * edge has its label or none: a weight without a number among numbered ones would look like a weight that is missing.
 */
export function placeEdgeLabels(sizes: readonly number[], geometry: Geometry): EdgeLabels {
  const placed = new Map<string, EdgeSpot>()
  for (let layer = 1; layer < sizes.length; layer++) {
    for (const size of LABEL_SIZES) {
      const labels = placeBetween(geometry, layer, size)
      labels?.forEach((point, key) => placed.set(key, { ...point, holdsBoth: size.holdsBoth }))
      if (labels) break
    }
  }
  return placed
}

function placeBetween(
  geometry: Geometry,
  layer: number,
  size: (typeof LABEL_SIZES)[number],
): Map<string, Point> | null {
  const edges = edgesInto(geometry, layer)
  if (edges.length > MOST_LABELS) return null
  const units = unitBoxes(geometry, layer)
  const placed = new Map<string, Point>()
  for (const { key, segment } of edges) {
    const others = edges.filter((edge) => edge.key !== key).map((edge) => edge.segment)
    const labels = [...placed.values()].map((point) => ({ ...point, rx: size.rx, ry: size.ry }))
    const free = spots(segment, size).filter((spot) => ![...units, ...labels].some((box) => overlap(spot, box)))
    const best = free.reduce<{ spot: Box; clearance: number } | null>((best, spot) => {
      const clearance = Math.min(ENOUGH_CLEARANCE, ...others.map((other) => distanceToSegment(spot, other)))
      return clearance > (best?.clearance ?? size.clearance) ? { spot, clearance } : best
    }, null)
    if (!best) return null
    placed.set(key, { x: best.spot.x, y: best.spot.y })
  }
  return placed
}

/**
 * A place for one label on an edge that has none, when it is the only one there: on the edge or, where that is too short,
 * below or above it; null if units leave no room.
 */
export function freeSpot(geometry: Geometry, layer: number, segment: Segment, width: number): Point | null {
  const units = unitBoxes(geometry, layer)
  const onEdge = spots(segment, { rx: width / 2, ry: LONE_RY }, FINE_PARTS)
  const beside = geometry.unit.ry + LONE_RY + 3
  const offEdge = [beside, -beside].flatMap((by) => onEdge.map((spot) => ({ ...spot, y: spot.y + by })))
  const isInside = ({ y }: Point) => y - LONE_RY > geometry.captionY && y + LONE_RY < geometry.height
  const isFree = (spot: Box) => isInside(spot) && !units.some((box) => overlap(spot, box))
  return onEdge.find(isFree) ?? offEdge.find(isFree) ?? null
}

/** Half the height of a label of one line */
const LONE_RY = 10

const spots = (segment: Segment, size: { rx: number; ry: number }, parts = PARTS): Box[] =>
  parts.map((part) => ({ ...pointAlong(segment, part), rx: size.rx, ry: size.ry }))

function edgesInto(geometry: Geometry, layer: number) {
  return geometry.units[layer].flatMap((to, unit) =>
    geometry.units[layer - 1].map((from, source) => ({
      key: partKey({ layer, unit, source }),
      segment: edgeBetween(geometry, from, to),
    })),
  )
}

interface Box extends Point {
  readonly rx: number
  readonly ry: number
}

/** The units on both sides, and the labels above and below them; inputs have none. */
function unitBoxes({ units, unit, roomy, wide }: Geometry, layer: number): Box[] {
  const bodies = [...units[layer - 1], ...units[layer]].map((point) => ({ ...point, ...unit }))
  if (!roomy) return bodies
  const labelled = layer === 1 ? units[layer] : [...units[layer - 1], ...units[layer]]
  const beside = unit.ry + LABEL_HEIGHT / 2
  const labels = labelled.flatMap(({ x, y }) => [
    { x, y: y - beside, ...UNIT_LABEL },
    { x, y: y + beside, ...UNIT_LABEL, rx: (wide ? 2.4 : 1) * UNIT_LABEL.rx },
  ])
  return [...bodies, ...labels]
}

const UNIT_LABEL = { rx: 40, ry: LABEL_HEIGHT / 2 }

const overlap = (one: Box, other: Box): boolean =>
  Math.abs(one.x - other.x) < one.rx + other.rx && Math.abs(one.y - other.y) < one.ry + other.ry
