import type { Plan } from './plan.ts'

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
