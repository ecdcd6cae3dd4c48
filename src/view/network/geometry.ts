/** Where the parts of the network stand, in pixels of the drawing. */
export interface Geometry {
  readonly width: number
  readonly height: number
  /** Where there is room, a unit is a circle with its bias and delta beside it; where not, a small tablet. */
  readonly roomy: boolean
  /** Half the width and half the height of a unit */
  readonly unit: { readonly rx: number; readonly ry: number }
  /** [layer][unit] */
  readonly units: readonly (readonly Point[])[]
  readonly loss: Point
}

export interface Point {
  readonly x: number
  readonly y: number
}

export const LOSS_BOX = { rx: 46, ry: 29 }

const CAPTION_HEIGHT = 36
const BOTTOM_MARGIN = 8
/** Above and below a circle stand its delta and its bias. */
const LABEL_HEIGHT = 22
const SMALLEST_RADIUS = 28
const LARGEST_RADIUS = 40
const TABLET = { rx: 46, ry: 23 }
const ROOMY_PITCH = 2 * (SMALLEST_RADIUS + LABEL_HEIGHT) + 2
const DENSE_PITCH = 2 * TABLET.ry + 6
const LARGEST_PITCH = 190
/** Narrower than this, neighbouring columns touch, and the drawing scrolls instead. */
const COLUMN_PITCH = 98

/** Lays the network out in the room there is; where that is too small, in the least that it needs. */
export function layOut(sizes: readonly number[], room: { width: number; height: number }): Geometry {
  const most = Math.max(...sizes)
  const columns = sizes.length + 1
  const height = Math.max(room.height, CAPTION_HEIGHT + most * DENSE_PITCH + BOTTOM_MARGIN)
  const width = Math.max(room.width, columns * COLUMN_PITCH)

  const rows = height - CAPTION_HEIGHT - BOTTOM_MARGIN
  const pitch = Math.min(rows / most, LARGEST_PITCH)
  const roomy = pitch >= ROOMY_PITCH
  const radius = Math.min(LARGEST_RADIUS, pitch / 2 - LABEL_HEIGHT, (0.62 * width) / columns / 2)
  const unit = roomy ? { rx: radius, ry: radius } : TABLET

  const middle = CAPTION_HEIGHT + rows / 2
  const margin = Math.max(unit.rx, LOSS_BOX.rx) + Math.min(24, width * 0.01)
  const columnX = (column: number) => margin + (column * (width - 2 * margin)) / (columns - 1)
  const units = sizes.map((size, layer) =>
    Array.from({ length: size }, (_, j) => ({ x: columnX(layer), y: middle + (j - (size - 1) / 2) * pitch })),
  )
  return { width, height, roomy, unit, units, loss: { x: columnX(columns - 1), y: middle } }
}

export interface Segment {
  readonly from: Point
  readonly to: Point
}

/** The visible part of the edge from one unit to another. */
export function edgeBetween({ unit, roomy }: Geometry, from: Point, to: Point): Segment {
  if (!roomy) return { from: { x: from.x + unit.rx, y: from.y }, to: { x: to.x - unit.rx, y: to.y } }
  const length = Math.hypot(to.x - from.x, to.y - from.y)
  const cut = unit.rx / length
  return { from: pointAlong({ from, to }, cut), to: pointAlong({ from, to }, 1 - cut) }
}

export const edgeToLoss = ({ unit, loss }: Geometry, output: Point): Segment => ({
  from: { x: output.x + unit.rx, y: output.y },
  to: { x: loss.x - LOSS_BOX.rx, y: loss.y },
})

export const pointAlong = ({ from, to }: Segment, part: number): Point => ({
  x: from.x + (to.x - from.x) * part,
  y: from.y + (to.y - from.y) * part,
})

export function distanceToSegment(point: Point, { from, to }: Segment): number {
  const dx = to.x - from.x
  const dy = to.y - from.y
  const part = ((point.x - from.x) * dx + (point.y - from.y) * dy) / (dx * dx + dy * dy)
  const nearest = pointAlong({ from, to }, Math.min(1, Math.max(0, part)))
  return Math.hypot(point.x - nearest.x, point.y - nearest.y)
}
