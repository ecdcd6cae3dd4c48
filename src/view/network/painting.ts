import type { LessonState } from '../../store/lesson.ts'
import type { Theme } from '../chart/palette.ts'
import type { Scene } from './scene.ts'

/** What a canvas shows beside the numbers. */
export interface Setting {
  readonly scene: Scene
  readonly theme: Theme
  /** How much larger than it is the drawing is shown */
  readonly scale: number
}

export type Context = CanvasRenderingContext2D

/** Paints what has changed since it painted last. Returns whether there is more to paint, in the next frame. */
export type Painter = (context: Context, setting: Setting, lesson: LessonState) => boolean

/** Empties a canvas and makes it as fine as the screen; its coordinates are the scene's. */
export function clear(context: Context, { scene: { width, height }, scale }: Setting): void {
  const { canvas } = context
  const pixels = pixelsOf(scale)
  const [wide, high] = [Math.round(width * pixels), Math.round(height * pixels)]
  if (canvas.width !== wide || canvas.height !== high) Object.assign(canvas, { width: wide, height: high })
  context.setTransform(pixels, 0, 0, pixels, 0, 0)
  context.clearRect(0, 0, width, height)
}

/** Of the screen, for each of the drawing */
export const pixelsOf = (scale: number): number => scale * devicePixelRatio
