import { distanceToSegment, edgeBetween, pointAlong, type Geometry, type Point } from './geometry.ts'

/** Where an edge's label stands, by `edgeKey`; edges without room have none. */
export type EdgeLabels = ReadonlyMap<string, Point>

export const edgeKey = (layer: number, unit: number, source: number): string => `${layer} ${unit} ${source}`

/** Half the size of a label: the weight above its gradient */
export const EDGE_LABEL = { rx: 46, ry: 19 }

/** Tried in turn: the middle first, then towards the start of the edge, where crossing edges are apart. */
const PARTS = [0.5, 0.38, 0.62, 0.3, 0.7, 0.24, 0.76, 0.18, 0.82]

/** How near another edge may come to the middle of a label */
const CLEARANCE = 17

/**
 * Places the labels of all edges so that none covers another, a unit, or another edge. Between two layers either every
 * edge has its label or none: a weight without a number among numbered ones would look like a weight that is missing.
 */
export function placeEdgeLabels(sizes: readonly number[], geometry: Geometry): EdgeLabels {
  const placed = new Map<string, Point>()
  for (let layer = 1; layer < sizes.length; layer++) {
    const labels = placeBetween(geometry, layer)
    labels?.forEach((point, key) => placed.set(key, point))
  }
  return placed
}

function placeBetween(geometry: Geometry, layer: number): Map<string, Point> | null {
  const edges = edgesInto(geometry, layer)
  const obstacles = unitBoxes(geometry, layer)
  const placed = new Map<string, Point>()
  for (const { key, segment } of edges) {
    const others = edges.filter((edge) => edge.key !== key)
    const free = PARTS.map((part) => pointAlong(segment, part)).find(
      (point) =>
        others.every((other) => distanceToSegment(point, other.segment) >= CLEARANCE) &&
        obstacles.every((box) => !overlaps(point, box)) &&
        [...placed.values()].every((other) => !overlaps(point, { ...other, ...EDGE_LABEL })),
    )
    if (!free) return null
    placed.set(key, free)
  }
  return placed
}

function edgesInto(geometry: Geometry, layer: number) {
  return geometry.units[layer].flatMap((to, unit) =>
    geometry.units[layer - 1].map((from, source) => ({
      key: edgeKey(layer, unit, source),
      segment: edgeBetween(geometry, from, to),
    })),
  )
}

interface Box extends Point {
  readonly rx: number
  readonly ry: number
}

/** The units on both sides, with the labels above and below them. */
function unitBoxes({ units, unit, roomy }: Geometry, layer: number): Box[] {
  const besides = roomy ? 22 : 0
  return [...units[layer - 1], ...units[layer]].map((point) => ({ ...point, rx: unit.rx, ry: unit.ry + besides }))
}

const overlaps = (label: Point, box: Box): boolean =>
  Math.abs(label.x - box.x) < EDGE_LABEL.rx + box.rx && Math.abs(label.y - box.y) < EDGE_LABEL.ry + box.ry
