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
  readonly loss: Point & { readonly rx: number; readonly ry: number }
  readonly captionY: number
  /** Whether columns are far enough apart for a bias and its gradient side by side */
  readonly wide: boolean
}

/** What of it a unit is drawn by */
export type UnitShape = Pick<Geometry, 'roomy' | 'unit' | 'wide'>

export interface Point {
  readonly x: number
  readonly y: number
}

export const LOSS_BOX = { rx: 46, ry: 29 }
const CAPTION_HEIGHT = 30
const BOTTOM_MARGIN = 8
/** Above and below a circle stand its delta and its bias. */
export const LABEL_HEIGHT = 25
const SMALLEST_RADIUS = 26
const LARGEST_RADIUS = 42
export const TABLET = { rx: 47, ry: 21 }
const ROOMY_PITCH = 2 * (SMALLEST_RADIUS + LABEL_HEIGHT)
export const DENSE_PITCH = 2 * TABLET.ry + 6
const LARGEST_PITCH = 240
const WIDE_COLUMN = 235
/** Where columns would come nearer than this, the drawing is wider than the screen and scrolls. */
const ROOMY_COLUMN = 86
const DENSE_COLUMN = 140

/** Lays the network out in the room there is; where that is too small, in the least that it needs. */
export function layOut(sizes: readonly number[], room: { width: number; height: number }): Geometry {
  const most = Math.max(...sizes)
  const columns = sizes.length + 1
  const height = Math.max(room.height, CAPTION_HEIGHT + most * DENSE_PITCH + BOTTOM_MARGIN)
  const rows = height - CAPTION_HEIGHT - BOTTOM_MARGIN
  const pitch = Math.min(rows / most, LARGEST_PITCH)
  const roomy = pitch >= ROOMY_PITCH
  const width = Math.max(room.width, columns * (roomy ? ROOMY_COLUMN : DENSE_COLUMN))
  const radius = Math.min(LARGEST_RADIUS, pitch / 2 - LABEL_HEIGHT, (0.3 * width) / columns)
  const unit = roomy ? { rx: radius, ry: radius } : TABLET

  const lossBox = { rx: Math.min(LOSS_BOX.rx, (0.4 * width) / columns), ry: LOSS_BOX.ry }

  const middle = CAPTION_HEIGHT + rows / 2
  const margin = Math.max(unit.rx, lossBox.rx) + Math.max(8, Math.min(24, width * 0.01))
  const columnX = (column: number) => margin + (column * (width - 2 * margin)) / (columns - 1)
  const units = sizes.map((size, layer) =>
    Array.from({ length: size }, (_, j) => ({ x: columnX(layer), y: middle + (j - (size - 1) / 2) * pitch })),
  )
  const top = middle - ((most - 1) / 2) * pitch - unit.ry - (roomy ? LABEL_HEIGHT : 0)
  const captionY = Math.max(18, top - 16)
  return {
    width,
    height,
    roomy,
    unit,
    units,
    loss: { x: columnX(columns - 1), y: middle, ...lossBox },
    captionY,
    wide: width / columns >= WIDE_COLUMN,
  }
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
  to: { x: loss.x - loss.rx, y: loss.y },
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
