import {
  edgeBetween,
  edgeToLoss,
  LINE,
  pointAlong,
  wayBack,
  type Geometry,
  type Point,
  type Segment,
  type UnitShape,
} from '../network/geometry.ts'
import { GRADIENT_ABOVE, type EdgeLabels } from '../network/labels.ts'
import { partKey } from '../../store/parts.ts'
import type { EdgePart, EdgePlace, Spot, UnitPart } from './acts.ts'

/** Where in the drawing a spot is. */
export function pointOf(spot: Spot, geometry: Geometry, labels: EdgeLabels): Point {
  if ('edge' in spot) return pointOnEdge(spot.edge, spot.part, geometry, labels)
  if ('wayBack' in spot) return pointOnWayBack(spot.wayBack, spot.part, geometry, labels)
  const { layer, unit, part } = spot
  const isLoss = layer === geometry.units.length
  const { x, y } = isLoss ? geometry.loss : geometry.units[layer][unit]
  const [right, down] = isLoss ? inLoss(geometry, part) : inUnit(geometry.shapes[layer], part)
  return { x: x + right, y: y + down }
}

type Offset = readonly [right: number, down: number]

/** From the border of a box to the middle of the first line outside, and from its middle to that of a line in it */
const [OUTSIDE, INSIDE] = [13, 10]
/** To the middle of a number that stands beside another */
const BESIDE = 52

/** About where a unit has its numbers, from its middle. */
function inUnit({ form, ry, textX, isWide }: UnitShape, part: UnitPart): Offset {
  if (part === 'middle') return [0, 0]
  const isBack = part === 'dLda' || part === 'delta'
  const isOfBias = part === 'bias' || part === 'biasGradient'
  if (form === 'tablet') return [textX, isBack || isOfBias ? -INSIDE : INSIDE]
  if (form === 'card') return isBack ? [0, -ry - OUTSIDE] : isOfBias ? [0, ry + OUTSIDE] : [textX, INSIDE]
  const isRight = part === 'a' || part === 'biasGradient' || part === 'delta'
  const right = isWide ? (isRight ? BESIDE : -BESIDE) : 0
  if (isBack) return [right, -ry - OUTSIDE - (part === 'dLda' && !isWide ? LINE : 0)]
  return [right, ry + OUTSIDE + (isOfBias ? LINE : 0)]
}

/** The targets stand below the loss, each in a line. */
const inLoss = ({ loss }: Geometry, part: UnitPart): Offset =>
  part === 'middle' ? [0, 0] : [0, loss.ry + OUTSIDE + LINE * Number(part.split(' ')[1])]

/** From the start of an edge, where its source is, to its end. */
export const endsOf = ({ layer, unit, source }: EdgePlace, geometry: Geometry): Segment =>
  layer === geometry.units.length ? edgeToLoss(geometry, source) : edgeBetween(geometry, layer, unit, source)

function pointOnEdge(edge: EdgePlace, part: EdgePart, geometry: Geometry, labels: EdgeLabels): Point {
  const segment = endsOf(edge, geometry)
  if (part === 'start') return segment.from
  if (part === 'end') return segment.to
  const { x, y } = pointAlong(segment, labelPart(edge, segment, labels))
  if (part === 'aboveLabel') return { x, y: y - GRADIENT_ABOVE }
  return { x, y: part === 'gradient' ? y + (labels.get(partKey(edge))?.gradientBy ?? 0) : y }
}

function pointOnWayBack(
  edge: EdgePlace,
  part: 'start' | 'label' | 'end',
  geometry: Geometry,
  labels: EdgeLabels,
): Point {
  const segment = endsOf(edge, geometry)
  const { from, bend, to } = wayBack(segment)
  if (part === 'end') return from
  if (part === 'start') return to
  const along = 1 - labelPart(edge, segment, labels)
  return pointAlong({ from: pointAlong({ from, to: bend }, along), to: pointAlong({ from: bend, to }, along) }, along)
}

/** How far along an edge its label stands, from 0 to 1; the middle, if it has none. */
function labelPart(edge: EdgePlace, { from, to }: Segment, labels: EdgeLabels): number {
  const label = labels.get(partKey(edge))
  if (!label) return 0.5
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  return ((label.x - from.x) * dx + (label.y - from.y) * dy) / (dx * dx + dy * dy)
}
