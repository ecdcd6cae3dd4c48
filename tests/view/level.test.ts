import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { levelPieces, piecesPath } from '../../src/view/chart/level.ts'
import { range } from '../engine/helpers.ts'

type Point = readonly [x: number, y: number]

/** The numbers of a function at the middles of the cells of a grid */
const sampled = (grid: number, height: (point: Point) => number): number[] =>
  range(grid * grid).map((index) => height([(index % grid) + 0.5, Math.floor(index / grid) + 0.5]))

const pointsOf = (pieces: readonly number[]): Point[] =>
  range(pieces.length / 2).map((index) => [pieces[2 * index], pieces[2 * index + 1]])

describe('a level line', () => {
  it('is straight where numbers pass a level in a plane, from frame to frame and none along it', () => {
    const height = ([x, y]: Point) => 2 * x - y + 1.7
    const values = sampled(12, height)
    const points = pointsOf(levelPieces(values, 12, 4))
    for (const point of points) expect(height(point)).toBeCloseTo(4, 9)
    const rows = points.map(([, y]) => y)
    expect([Math.min(...rows), Math.max(...rows)]).toEqual([expect.closeTo(0, 9), expect.closeTo(12, 9)])
    expect(levelPieces(values, 12, 100)).toEqual([])
  })

  it('is closed around a hill: where a piece ends another begins', () => {
    const values = sampled(7, ([x, y]) => 9 - (x - 3.5) ** 2 - (y - 3.5) ** 2)
    const points = pointsOf(levelPieces(values, 7, 4.9))
    expect(points.length).toBeGreaterThan(12)
    for (const [x, y] of points) {
      expect(Math.hypot(x - 3.5, y - 3.5)).toBeCloseTo(2, 0)
      expect(points.filter(([otherX, otherY]) => Math.hypot(otherX - x, otherY - y) < 1e-9)).toHaveLength(2)
    }
  })

  it('has no end within the frame, whatever the numbers', () => {
    const grid = 6
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 36, maxLength: 36 }), (values) => {
        const points = pointsOf(levelPieces(values, grid, 0.5))
        for (const [x, y] of points) {
          const isOnFrame = [x, y].some((coordinate) => coordinate <= 0 || coordinate >= grid)
          const meeting = points.filter(([otherX, otherY]) => Math.hypot(otherX - x, otherY - y) < 1e-9)
          if (!isOnFrame) expect(meeting.length % 2, `${x} ${y}`).toBe(0)
        }
      }),
    )
  })

  it('is none where no number is one', () => {
    expect(levelPieces([NaN, NaN, NaN, NaN], 2, 0.5)).toEqual([])
    expect(levelPieces([1, NaN, 0, Infinity], 2, 0.5)).toEqual([])
  })

  it('is a path of its pieces', () => {
    expect(piecesPath([1, 2, 3, 4, 5, 6, 7, 8])).toBe('M1 2L3 4M5 6L7 8')
  })
})
