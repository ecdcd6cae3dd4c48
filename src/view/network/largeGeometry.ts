import { DENSE_PITCH, LOSS_BOX, pointAlong, TABLET, type Geometry, type Point, type Segment } from './geometry.ts'
import type { PartPlace } from '../../store/parts.ts'

/** Where the parts of a large network stand while all of it is seen, in pixels of the drawing. */
export interface Plan {
  readonly width: number
  /** Without the captions, which stand above */
  readonly height: number
  readonly captionHeight: number
  readonly columns: readonly Column[]
  readonly columnPitch: number
  readonly loss: Point
  /** How far one can zoom in */
  readonly mostZoom: number
  /**
   * Columns are farther apart than their units. So that many units of all columns are seen together, zooming by k spreads
   * units by k and columns by k to this power only: just so far that at last both leave room for tablets.
   */
  readonly spread: number
}

interface Column {
  readonly x: number
  readonly pitch: number
  readonly ys: readonly number[]
}

/** Units of a column that is not full stand no farther apart than this. */
const LARGEST_PITCH = 60
const MARGIN = 10
const LINE = 18
/** Columns at least so wide have their captions in one line; narrower ones below each other; and then only the count. */
const ONE_LINE = 150
const THREE_LINES = 66
/** Columns at least so wide have room for tablets, with something of the edges between them. */
const TABLET_COLUMN = 116
/** Even where units have room already, columns may have too little. */
const LEAST_ZOOM = 2
/** Beyond the zoom at which there is room for tablets */
const ZOOM_BEYOND = 1.5

export function planOf(sizes: readonly number[], room: { width: number; height: number }): Plan {
  const { width } = room
  const columnPitch = width / (sizes.length + 1)
  const isStacked = columnPitch < ONE_LINE && columnPitch >= THREE_LINES
  const captionHeight = 12 + (isStacked ? 3 : 1) * LINE
  const height = Math.max(120, room.height - captionHeight)
  const columns = sizes.map((size, layer) => {
    const pitch = Math.min((height - 2 * MARGIN) / size, LARGEST_PITCH)
    const y = (unit: number) => height / 2 + (unit - (size - 1) / 2) * pitch
    return { x: (layer + 0.5) * columnPitch, pitch, ys: Array.from({ length: size }, (_, unit) => y(unit)) }
  })
  const zoomForTablets = Math.max(LEAST_ZOOM, DENSE_PITCH / Math.min(...columns.map(({ pitch }) => pitch)))
  const spread = Math.log(Math.max(1, TABLET_COLUMN / columnPitch)) / Math.log(zoomForTablets)
  return {
    width,
    height,
    captionHeight,
    columns,
    columnPitch,
    loss: { x: (sizes.length + 0.5) * columnPitch, y: height / 2 },
    mostZoom: ZOOM_BEYOND * zoomForTablets,
    spread: Math.min(1, spread),
  }
}

/** The lines of a caption that fit above a column. */
export function captionLines(parts: readonly string[], columnPitch: number): readonly string[] {
  if (columnPitch >= ONE_LINE) return [parts.join(' · ')]
  return columnPitch >= THREE_LINES ? parts : parts.slice(-1)
}

export const captionLine = (index: number): number => LINE * (index + 1)

/** What is seen of the drawing: a point of the plan is at scale · point + offset. */
export interface Viewport {
  readonly scaleX: number
  readonly scaleY: number
  readonly x: number
  readonly y: number
}

export const WHOLE: Viewport = { scaleX: 1, scaleY: 1, x: 0, y: 0 }

/** D3's: a factor and an offset, the same factor in both directions */
interface Transform {
  readonly k: number
  readonly x: number
  readonly y: number
}

/** The viewport after a gesture that took D3's transform from one to another. */
export function viewportAfter(plan: Plan, viewport: Viewport, before: Transform, after: Transform): Viewport {
  const scaleX = after.k ** plan.spread
  const factor = after.k / before.k
  // What a zoom leaves where it is; a drag has no such place.
  const anchor = (after.x - before.x * factor) / (1 - factor)
  const x = factor === 1 ? viewport.x + after.x - before.x : anchor + ((viewport.x - anchor) * scaleX) / viewport.scaleX
  return { scaleX, scaleY: after.k, x: Math.min(0, Math.max(plan.width * (1 - scaleX), x)), y: after.y }
}

/** The layers as they are seen, in pixels of the drawing. */
export interface SeenLayer {
  readonly x: number
  readonly ys: readonly number[]
  /** Half the width and half the height of a unit */
  readonly rx: number
  readonly ry: number
  /** Whether there is room for tablets */
  readonly hasTablets: boolean
}

/** The parts of a large network as they are seen. */
export interface Scene {
  readonly width: number
  readonly height: number
  readonly columnPitch: number
  readonly layers: readonly SeenLayer[]
  readonly loss: Point
}

const LARGEST_DOT = 9
const SMALLEST_DOT = 1.5
/** Of the pitch, the radius of a dot */
const DOT_PART = 0.4

export function sceneOf(plan: Plan, { scaleX, scaleY, x, y }: Viewport): Scene {
  const columnPitch = plan.columnPitch * scaleX
  const layers = plan.columns.map((column) => {
    // A short column stays in sight.
    const isShort = column.pitch >= DENSE_PITCH
    const [stretch, offset] = isShort ? [1, 0] : [scaleY, y]
    const pitch = column.pitch * stretch
    // A thousandth: a power and its logarithm need not give back the very same number.
    const hasTablets = pitch >= 0.999 * DENSE_PITCH && columnPitch >= 0.999 * TABLET_COLUMN
    const dot = Math.max(SMALLEST_DOT, Math.min(LARGEST_DOT, DOT_PART * pitch))
    return {
      x: column.x * scaleX + x,
      ys: column.ys.map((at) => at * stretch + offset),
      ...(hasTablets ? TABLET : { rx: dot, ry: dot }),
      hasTablets,
    }
  })
  const loss = { x: plan.loss.x * scaleX + x, y: plan.loss.y }
  return { width: plan.width, height: plan.height, columnPitch, layers, loss }
}

/** Where a part is seen: a unit or the loss at its middle, an edge at the middle of what is seen of it. */
export function placeIn(scene: Scene, place: PartPlace): Point {
  const { layer, unit, source } = place
  if (source !== null) return pointAlong(segmentIn(scene, place), 0.5)
  const column = scene.layers[layer]
  return column ? { x: column.x, y: column.ys[unit] } : scene.loss
}

/** The visible part of an edge. */
export function segmentIn({ layers }: Scene, { layer, unit, source }: PartPlace): Segment {
  const [before, after] = [layers[layer - 1], layers[layer]]
  return {
    from: { x: before.x + before.rx, y: before.ys[source ?? 0] },
    to: { x: after.x - after.rx, y: after.ys[unit] },
  }
}

export const isInSight = ({ width, height }: Scene, { x, y }: Point, margin: number): boolean =>
  x >= -margin && x <= width + margin && y >= -margin && y <= height + margin

/** The scene as what labels and the loss are placed by. Units are as large as those of one layer. */
export function geometryOf({ width, height, columnPitch, layers, loss }: Scene, layer: number): Geometry {
  const { rx, ry } = layers[layer]
  return {
    width,
    height,
    roomy: false,
    wide: false,
    unit: { rx, ry },
    units: layers.map(({ x, ys }) => ys.map((y) => ({ x, y }))),
    loss: { ...loss, rx: Math.min(LOSS_BOX.rx, 0.4 * columnPitch), ry: LOSS_BOX.ry },
    captionY: 0,
  }
}
