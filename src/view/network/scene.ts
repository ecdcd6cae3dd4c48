import type { PartPlace } from '../../store/parts.ts'
import {
  DENSE_PITCH,
  LOSS_BOX,
  pointAlong,
  TABLET,
  TABLET_SHAPE,
  type Geometry,
  type Point,
  type Segment,
} from './geometry.ts'
import { LOSS_MARGIN, TABLET_COLUMN, type Plan } from './plan.ts'
import type { Viewport } from './viewport.ts'

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
  readonly loss: Geometry['loss']
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
  const lossRx = Math.min(LOSS_BOX.rx, (plan.lossWidth * scaleX) / 2 - LOSS_MARGIN)
  const loss = { x: plan.loss.x * scaleX + x, y: plan.loss.y, rx: lossRx, ry: LOSS_BOX.ry }
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

/** The scene as what labels and the loss are placed by. */
export function geometryOf({ width, height, layers, loss }: Scene): Geometry {
  return {
    width,
    height,
    shapes: layers.map(({ rx, ry }) => ({ ...TABLET_SHAPE, rx, ry })),
    units: layers.map(({ x, ys }) => ys.map((y) => ({ x, y }))),
    loss,
    captionY: 0,
  }
}
