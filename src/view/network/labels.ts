import {
  clearance,
  edgeBetween,
  LINE,
  overlap,
  pointAlong,
  type Box,
  type Geometry,
  type Point,
  type Segment,
  type UnitShape,
} from './geometry.ts'
import { partKey } from '../../store/parts.ts'

/**
 * Where an edge's label stands: the weight on the edge and, where there is room for both, its gradient beside it. Where
 * there is not, the gradient takes the weight's place while it is looked at.
 */
export interface EdgeSpot extends Point {
  /** How far below it, or above it if negative, its gradient stands; null where that takes its place */
  readonly gradientBy: number | null
  /** After the point, at most */
  readonly digits: number
}

/** Digits after the point: for more there is no room between the units. The full number shows when it is pointed at. */
export const MOST_DIGITS_IN_DRAWING = 4

/** By `partKey`; edges without room have none. */
export type EdgeLabels = ReadonlyMap<string, EdgeSpot>

/** Half the height of a label's ground, and how far the gradient's is above the weight's */
export const LABEL_RY = 11.5
export const GRADIENT_ABOVE = 2 * LABEL_RY + 1

/** Half the width of a label, and of one with few digits */
const [LABEL_RX, SHORT_RX] = [41, 30.5]
const FEW_DIGITS = 2

/** A weight's label alone */
const alone =
  (rx: number) =>
  ({ x, y }: Point): Box => ({ x, y, rx, ry: LABEL_RY })
/** With its gradient's above it or, where an edge rises, below it */
const withGradient =
  (by: number) =>
  ({ x, y }: Point): Box => ({ x, y: y + by / 2, rx: LABEL_RX, ry: LABEL_RY + GRADIENT_ABOVE / 2 })

/** What a label takes round its place on the edge, and where its gradient's stands beside it. */
interface LabelKind {
  readonly gradientBy: number | null
  readonly digits: number
  readonly box: (at: Point) => Box
}

/** The first kinds that fit are taken, each edge the one that suits it. */
const LABELS: readonly (readonly LabelKind[])[] = [
  [-GRADIENT_ABOVE, GRADIENT_ABOVE].map((gradientBy) => ({
    gradientBy,
    digits: MOST_DIGITS_IN_DRAWING,
    box: withGradient(gradientBy),
  })),
  [{ gradientBy: null, digits: MOST_DIGITS_IN_DRAWING, box: alone(LABEL_RX) }],
  [{ gradientBy: null, digits: FEW_DIGITS, box: alone(SHORT_RX) }],
]

/** 0 and so many numbers around it, the nearest first */
function outwards(count: number, step: number): number[] {
  return Array.from({ length: count }, (_, index) => Math.ceil(index / 2) * (index % 2 ? step : -step))
}

/** Tried in turn: the middle first, then towards the start of the edge, where crossing edges are apart. */
const PARTS = outwards(35, 0.02).map((by) => 0.5 - by)

/** For a label that is alone: how far it may stand below or above its edge, and along it, or beyond its ends */
const BESIDE = outwards(121, 1)
const ALONG = outwards(81, 0.02).map((by) => 0.5 - by)

/** With more edges than this, a label could not be told to belong to the one edge and not to the next. */
const MOST_LABELS = 9

/** How far other edges keep from a label at least, and how far they need to be for it to stand well */
const [LEAST_CLEARANCE, ENOUGH_CLEARANCE] = [1, 10]

/**
 * Places the labels of all edges so that none covers another, a unit, another edge or a crossing. Between two layers
 * either every edge has its label or none: a weight without a number among numbered ones would look like one that is missing.
 */
export function placeEdgeLabels(sizes: readonly number[], geometry: Geometry): EdgeLabels {
  const placed = new Map<string, EdgeSpot>()
  for (let layer = 1; layer < sizes.length; layer++) {
    for (const kinds of LABELS) {
      const labels = placeBetween(geometry, layer, kinds)
      labels?.forEach(({ at, kind: { gradientBy, digits } }, key) => placed.set(key, { ...at, gradientBy, digits }))
      if (labels) break
    }
  }
  return placed
}

interface Placed {
  readonly at: Point
  readonly kind: LabelKind
}

function placeBetween(geometry: Geometry, layer: number, kinds: readonly LabelKind[]): Map<string, Placed> | null {
  const edges = edgesInto(geometry, layer)
  if (edges.length > MOST_LABELS) return null
  const units = unitBoxes(geometry, layer)
  const placed = new Map<string, Placed>()
  for (const { key, segment } of edges) {
    const others = edges.filter((edge) => edge.key !== key).map((edge) => edge.segment)
    const taken = [...units, ...[...placed.values()].map(({ at, kind }) => kind.box(at))]
    const free = kinds
      .flatMap((kind) => PARTS.map((part): Placed => ({ at: pointAlong(segment, part), kind })))
      .filter(({ at, kind }) => !taken.some((box) => overlap(kind.box(at), box)))
    const best = free.reduce<{ spot: Placed; room: number } | null>((best, spot) => {
      const box = spot.kind.box(spot.at)
      const room = Math.min(ENOUGH_CLEARANCE, ...others.map((other) => clearance(box, other)))
      return room > (best?.room ?? LEAST_CLEARANCE) ? { spot, room } : best
    }, null)
    if (!best) return null
    placed.set(key, best.spot)
  }
  return placed
}

/**
 * A place for one label on an edge that has none, when it is the only one there: on the edge or, where that is too short,
 * as little below or above it as units leave room; null if they leave none.
 */
export function freeSpot(geometry: Geometry, layer: number, segment: Segment, width: number): Point | null {
  const units = unitBoxes(geometry, layer)
  const onEdge = ALONG.map((part) => pointAlong(segment, part))
  const isInside = ({ y }: Point) => y - LABEL_RY > geometry.captionY && y + LABEL_RY <= geometry.height + 1
  const isFree = (spot: Box) => isInside(spot) && !units.some((box) => overlap(spot, box))
  for (const by of BESIDE) {
    for (const { x, y } of onEdge) {
      const spot = { x, y: y + by, rx: width / 2, ry: LABEL_RY }
      if (isFree(spot)) return spot
    }
  }
  return null
}

function edgesInto(geometry: Geometry, layer: number) {
  return geometry.units[layer].flatMap((_, unit) =>
    geometry.units[layer - 1].map((_, source) => ({
      key: partKey({ layer, unit, source }),
      segment: edgeBetween(geometry, layer, unit, source),
    })),
  )
}

/** The units on both sides, and the lines above and below them. */
function unitBoxes({ units, shapes }: Geometry, layer: number): Box[] {
  return [layer - 1, layer].flatMap((at) => units[at].flatMap((point) => boxesOf(point, shapes[at], at === 0)))
}

/** How wide the number of an input may be where columns are near each other: the first labels stand beside it. */
export const NARROW_INPUT = 44
/** Half the width of a line of one number */
const LINE_RX = 48
/** How far two numbers side by side reach to both sides: ∂L/∂a and δ, z and a, b and its gradient */
const ABOVE = [-110, 108] as const
const NAME = [-100, 92] as const
const BELOW = [-100, 128] as const

const between = ([from, to]: readonly [number, number], { x, y }: Point, ry: number): Box => ({
  x: x + (from + to) / 2,
  y,
  rx: (to - from) / 2,
  ry,
})

function boxesOf({ x, y }: Point, shape: UnitShape, isInput: boolean): Box[] {
  const { form, rx, ry, map, textX, isWide, lineWidth, hasBias } = shape
  // A small map may be covered, the text beside it may not.
  const body = form === 'window' || !map ? { x, y, rx, ry } : { x: x + textX, y, rx: rx - map.size / 2, ry }
  if (form === 'tablet' || (form === 'card' && isInput)) return [body]
  const single = (at: number, lines = 1): Box => ({ x, y: at, rx: LINE_RX, ry: (lines * LINE) / 2 })
  if (isInput) return [body, { ...single(y + ry + LINE / 2), rx: isWide ? rx : NARROW_INPUT / 2 }]
  if (form === 'card') {
    const above = { ...single(y - ry - LINE / 2), rx: lineWidth / 2 }
    return hasBias ? [body, above, single(y + ry + LINE / 2)] : [body, above]
  }
  if (!isWide) return [body, { ...single(y - ry - LINE, 2), rx: lineWidth / 2 }, single(y + ry + LINE, 2)]
  return [
    body,
    between(ABOVE, { x, y: y - ry - LINE / 2 }, LINE / 2),
    between(NAME, { x, y: y + ry + LINE / 2 }, LINE / 2),
    between(BELOW, { x, y: y + ry + 1.5 * LINE }, LINE / 2),
  ]
}
