import { line } from 'd3'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { polyline } from '../../src/view/chart/polyline.ts'

const coordinate = fc.oneof(fc.double({ min: -1e4, max: 1e4, noNaN: true }), fc.constant(NaN), fc.constant(Infinity))

describe('A line through points', () => {
  it('is the one that D3 draws, broken where a point has no place', () => {
    const isThere = ([x, y]: [number, number]) => Number.isFinite(x) && Number.isFinite(y)
    fc.assert(
      fc.property(fc.array(fc.tuple(coordinate, coordinate)), (points) => {
        // To a point alone D3 adds a Z, which makes it a dot.
        const expected = (line().defined(isThere)(points) ?? '').replaceAll('Z', '')
        expect(polyline(points)).toBe(expected)
      }),
    )
  })
})
