import { quadtree } from 'd3'
import type { PartPlace } from '../../store/parts.ts'
import type { Scene, SeenLayer } from './scene.ts'

/** Around a dot, in pixels: a dot alone is too small to be hit. */
const UNIT_REACH = 5
const EDGE_REACH = 6

interface SeenUnit {
  readonly layer: number
  readonly unit: number
  readonly x: number
  readonly y: number
}

export type HitTest = (x: number, y: number) => PartPlace | null

/** Finds the part at a point: a unit, else the nearest edge between the two layers beside it. */
export function createHitTest({ layers }: Scene): HitTest {
  const units = quadtree<SeenUnit>(
    layers.flatMap(({ x, ys }, layer) => ys.map((y, unit) => ({ layer, unit, x, y }))),
    ({ x }) => x,
    ({ y }) => y,
  )
  return (x, y) => unitAt(x, y) ?? edgeAt(x, y)

  function unitAt(x: number, y: number): PartPlace | null {
    const reach = UNIT_REACH + Math.max(...layers.map(({ rx }) => rx))
    const found = units.find(x, y, reach)
    if (!found) return null
    const { layer, unit } = found
    const isHit = Math.hypot(x - found.x, y - found.y) <= Math.max(UNIT_REACH, layers[layer].ry + 2)
    return isHit ? { layer, unit, source: null } : null
  }

  function edgeAt(x: number, y: number): PartPlace | null {
    const layer = layers.findIndex((after, index) => index > 0 && layers[index - 1].x <= x && x <= after.x)
    return layer > 0 ? nearestEdge(layers[layer - 1], layers[layer], layer, x, y) : null
  }
}

/** Every edge between two layers is looked at: 4,096 take a tenth of a millisecond. */
function nearestEdge(before: SeenLayer, after: SeenLayer, layer: number, x: number, y: number): PartPlace | null {
  const start = before.x + before.rx
  const length = after.x - after.rx - start
  const part = (x - start) / length
  if (part < 0 || part > 1) return null
  let [nearest, at]: [number, PartPlace | null] = [EDGE_REACH, null]
  for (let unit = 0; unit < after.ys.length; unit++) {
    for (let source = 0; source < before.ys.length; source++) {
      const rise = after.ys[unit] - before.ys[source]
      const distance = (Math.abs(before.ys[source] + part * rise - y) * length) / Math.hypot(length, rise)
      if (distance < nearest) [nearest, at] = [distance, { layer, unit, source }]
    }
  }
  return at
}
