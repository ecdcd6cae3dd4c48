import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Point, Segment } from '../../src/view/network/geometry.ts'
import { createHitTest } from '../../src/view/network/hitTest.ts'
import { planOf, type Plan } from '../../src/view/network/plan.ts'
import { placeIn, sceneOf, segmentIn } from '../../src/view/network/scene.ts'
import { viewportAfter, WHOLE } from '../../src/view/network/viewport.ts'
import { edgeCount } from '../../src/view/network/size.ts'
import { emptySorted, KINDS, NOT_FINITE, signOf, sortByStrength, strengthOf } from '../../src/view/network/strengths.ts'

const room = { width: 900, height: 400 }
const networks = fc.array(fc.integer({ min: 1, max: 64 }), { minLength: 3, maxLength: 10 })
const parts = (min: number, max: number) => fc.double({ min, max, noNaN: true })

function distanceToSegment({ x, y }: Point, { from, to }: Segment): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const part = Math.min(1, Math.max(0, ((x - from.x) * dx + (y - from.y) * dy) / (dx * dx + dy * dy)))
  return Math.hypot(x - from.x - part * dx, y - from.y - part * dy)
}

/** Zooms to a factor about a point, as D3 does. */
function zoomedTo(plan: Plan, k: number, x: number, y: number) {
  const after = { k, x: x * (1 - k), y: y * (1 - k) }
  return viewportAfter(plan, WHOLE, { k: 1, x: 0, y: 0 }, after)
}

describe('what is hit in a large network', () => {
  it('at the middle of a unit is the unit, however far one has zoomed in', () => {
    fc.assert(
      fc.property(networks, parts(0, 1), parts(0, 1), (sizes, zoom, at) => {
        const plan = planOf(sizes, room)
        const scene = sceneOf(plan, zoomedTo(plan, plan.mostZoom ** zoom, at * room.width, at * plan.height))
        const partAt = createHitTest(scene)
        sizes.forEach((size, layer) => {
          for (let unit = 0; unit < size; unit++) {
            const place = { layer, unit, source: null }
            const { x, y } = placeIn(scene, place)
            expect(partAt(x, y)).toEqual(place)
          }
        })
      }),
      { numRuns: 30 },
    )
  })

  it('between two layers is the edge that no other is nearer than', () => {
    fc.assert(
      fc.property(networks, parts(0, 1), parts(0, 1), (sizes, across, down) => {
        const plan = planOf(sizes, room)
        const scene = sceneOf(plan, WHOLE)
        const point = { x: across * plan.width, y: down * plan.height }
        const part = createHitTest(scene)(point.x, point.y)
        if (!part || part.source === null) return
        const distance = distanceToSegment(point, segmentIn(scene, part))
        for (let unit = 0; unit < sizes[part.layer]; unit++) {
          for (let source = 0; source < sizes[part.layer - 1]; source++) {
            const other = segmentIn(scene, { layer: part.layer, unit, source })
            expect(distanceToSegment(point, other)).toBeGreaterThanOrEqual(distance - 1e-6)
          }
        }
      }),
    )
  })

  it('is nothing where nothing is drawn', () => {
    const plan = planOf([2, 64, 64, 1], room)
    expect(createHitTest(sceneOf(plan, WHOLE))(plan.columns[0].x, 5)).toBeNull()
  })

  it('takes less than 2 ms to find among 28,864 edges', () => {
    const sizes = [2, ...Array.from({ length: 8 }, () => 64), 1]
    expect(edgeCount(sizes)).toBe(2 * 64 + 7 * 64 * 64 + 64)
    const plan = planOf(sizes, room)
    const partAt = createHitTest(sceneOf(plan, WHOLE))
    const begin = performance.now()
    for (let move = 0; move < 200; move++) partAt((move * plan.width) / 200, (move * plan.height) / 200)
    expect((performance.now() - begin) / 200).toBeLessThan(2)
  })
})

describe('zooming in a large network', () => {
  it('leaves what is under the pointer where it is', () => {
    fc.assert(
      fc.property(networks, parts(0, 1), parts(0, 1), parts(0, 1), (sizes, zoom, across, down) => {
        const plan = planOf(sizes, room)
        const [x, y] = [across * plan.width, down * plan.height]
        const after = zoomedTo(plan, plan.mostZoom ** zoom, x, y)
        expect(after.scaleX * x + after.x).toBeCloseTo(x, 6)
        expect(after.scaleY * y + after.y).toBeCloseTo(y, 6)
      }),
    )
  })

  it('never leaves a column unreached or room at the sides, whichever way it is dragged', () => {
    fc.assert(
      fc.property(networks, parts(0, 1), parts(-5000, 5000), (sizes, zoom, drag) => {
        const plan = planOf(sizes, room)
        const k = plan.mostZoom ** zoom
        const before = { k, x: 0, y: 0 }
        const { x, scaleX } = viewportAfter(plan, zoomedTo(plan, k, 0, 0), before, { ...before, x: drag })
        expect(x).toBeLessThanOrEqual(0)
        expect(x + scaleX * plan.width).toBeGreaterThanOrEqual(plan.width - 1e-6)
      }),
    )
  })

  it('makes room for every unit as a tablet, none over another', () => {
    fc.assert(
      fc.property(networks, (sizes) => {
        const plan = planOf(sizes, room)
        const { layers, columnPitch } = sceneOf(plan, zoomedTo(plan, plan.mostZoom, 0, 0))
        for (const { hasTablets, rx, ry, ys } of layers) {
          expect(hasTablets).toBe(true)
          expect(columnPitch).toBeGreaterThan(2 * rx)
          ys.slice(1).forEach((y, index) => expect(y - ys[index]).toBeGreaterThan(2 * ry))
        }
      }),
    )
  })
})

describe('edges sorted by strength', () => {
  const weights = fc.array(fc.float(), { minLength: 1, maxLength: 300 }).map((list) => Float32Array.from(list))

  function sorted(of: Float32Array) {
    const result = emptySorted(of.length)
    sortByStrength(of, result)
    return result
  }

  it('are all there, each once', () => {
    fc.assert(
      fc.property(weights, (of) => {
        const { order, starts } = sorted(of)
        expect([...order].sort((one, other) => one - other)).toEqual([...of.keys()])
        expect(starts[0]).toBe(0)
        expect(starts[KINDS]).toBe(of.length)
      }),
    )
  })

  it('stand among those of their sign, the weaker kinds before the stronger', () => {
    fc.assert(
      fc.property(weights, (of) => {
        const { order, starts, largest } = sorted(of)
        for (let kind = 0; kind < KINDS; kind++) {
          for (const edge of order.subarray(starts[kind], starts[kind + 1])) {
            const weight = of[edge]
            expect(Number.isFinite(weight)).toBe(kind !== NOT_FINITE)
            if (kind === NOT_FINITE || largest === 0) continue
            expect(weight < 0 ? -1 : 1).toBe(signOf(kind))
            const strength = (6 * Math.abs(weight)) / largest
            expect(strength).toBeGreaterThanOrEqual(strengthOf(kind) - 1e-6)
            expect(strength).toBeLessThanOrEqual(strengthOf(kind) + 1 + 1e-6)
          }
        }
      }),
    )
  })
})
