import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSeries, type Series } from '../../src/worker/series.ts'

/** Goes through iterations 0 … count − 1, pushing the row of each that the series wants. */
function goThrough(series: Series, count: number, from = 0): Series {
  for (let iteration = from; iteration < count; iteration++) {
    if (series.next === iteration) series.push(rowOf(iteration))
  }
  return series
}

const rowOf = (iteration: number) => [iteration, -iteration]
const seriesOf = (capacity: number, stride = 1) => createSeries({ width: 2, capacity, stride })
const range = (count: number) => Array.from({ length: count }, (_, index) => index)

describe('while there is room', () => {
  it('keeps the row of every iteration', () => {
    const series = goThrough(seriesOf(4), 3)
    expect([series.stride, series.length]).toEqual([1, 3])
    expect([...series.values()]).toEqual([0, 1, 2].flatMap(rowOf))
  })

  it('wants the next iteration and no other', () => {
    const series = goThrough(seriesOf(8), 3)
    expect(range(6).filter((iteration) => series.next === iteration)).toEqual([3])
  })

  it('keeps only every so-manieth, if it is told to start that way', () => {
    const series = goThrough(seriesOf(8, 16), 40)
    expect([...series.values()]).toEqual([0, 16, 32].flatMap(rowOf))
    expect(range(100).filter((iteration) => series.next === iteration)).toEqual([48])
  })

  it('keeps a copy of what is pushed', () => {
    const series = seriesOf(4)
    const row = Float64Array.of(1, 2)
    series.push(row)
    row.fill(7)
    expect([...series.row(0)]).toEqual([1, 2])
  })
})

describe('when it is full', () => {
  it('drops every second row and goes on with twice the stride', () => {
    const series = goThrough(seriesOf(4), 4)
    expect([series.stride, series.length]).toEqual([2, 2])
    expect([...series.values()]).toEqual([0, 2].flatMap(rowOf))
    expect(range(10).filter((iteration) => series.next === iteration)).toEqual([4])
  })

  it('keeps the last row too when their number is odd', () => {
    const series = goThrough(seriesOf(5), 5)
    expect([...series.values()]).toEqual([0, 2, 4].flatMap(rowOf))
  })
})

describe('a row that is looked for', () => {
  it('is that of the newest iteration kept that is not after the given one', () => {
    const series = goThrough(seriesOf(10, 4), 9)
    expect([0, 3, 4, 7, 8, 11, 12, 1000].map((iteration) => series.newestUntil(iteration))).toEqual([
      0, 0, 4, 4, 8, 8, 8, 8,
    ])
    expect([...series.row(8)]).toEqual(rowOf(8))
  })

  it('is at −1 as long as there is none, whatever the stride', () => {
    expect([0, 5, 100].map((iteration) => seriesOf(10).newestUntil(iteration))).toEqual([-1, -1, -1])
    expect([0, 5, 100].map((iteration) => seriesOf(10, 16).newestUntil(iteration))).toEqual([-1, -1, -1])
  })
})

describe('forgetting what comes after an iteration', () => {
  it('keeps that iteration and wants the next again', () => {
    const series = goThrough(seriesOf(100, 2), 20)
    series.dropAfter(7)
    expect([...series.values()]).toEqual([0, 2, 4, 6].flatMap(rowOf))
    expect(series.newestUntil(19)).toBe(6)
    expect(range(20).filter((iteration) => series.next === iteration)).toEqual([8])
  })

  it('keeps the row of the very iteration', () => {
    const series = goThrough(seriesOf(100, 2), 20)
    series.dropAfter(8)
    expect(series.newestUntil(19)).toBe(8)
  })

  it('changes nothing when there is nothing after it', () => {
    const series = goThrough(seriesOf(100), 5)
    series.dropAfter(50)
    expect([...series.values()]).toEqual([0, 1, 2, 3, 4].flatMap(rowOf))
  })

  it('can be made up for: the rows pushed again stand in the places of the old', () => {
    const series = goThrough(seriesOf(100), 20)
    series.dropAfter(3)
    goThrough(series, 8, 4)
    expect([...series.values()]).toEqual(range(8).flatMap(rowOf))
  })
})

it('hands all rows out as a copy', () => {
  const series = goThrough(seriesOf(4), 2)
  series.values().fill(7)
  expect([...series.values()]).toEqual([0, 1].flatMap(rowOf))
})

describe('for any capacity, stride and number of iterations', () => {
  const filled = fc
    .record({
      capacity: fc.integer({ min: 2, max: 200 }),
      stride: fc.integer({ min: 1, max: 20 }),
      count: fc.integer({ min: 1, max: 5000 }),
    })
    .map((options) => ({ ...options, series: goThrough(seriesOf(options.capacity, options.stride), options.count) }))

  it('the rows kept are those of the multiples of the stride', () => {
    fc.assert(
      fc.property(filled, ({ series }) => {
        const kept = range(series.length).map((index) => index * series.stride)
        expect([...series.values()]).toEqual(kept.flatMap(rowOf))
        expect(kept.map((iteration) => [...series.row(iteration)])).toEqual(kept.map(rowOf))
      }),
    )
  })

  it('the memory stays within the capacity, and at least half of it is made use of', () => {
    fc.assert(
      fc.property(filled, ({ series, capacity, stride, count }) => {
        expect(series.length).toBeLessThanOrEqual(capacity)
        expect(series.row(0).buffer.byteLength).toBeLessThanOrEqual(capacity * 2 * Float64Array.BYTES_PER_ELEMENT)
        if (count > capacity * stride) expect(series.length).toBeGreaterThanOrEqual(Math.floor(capacity / 2))
      }),
    )
  })

  it('the newest row kept that is not after an iteration is less than one stride before it', () => {
    fc.assert(
      fc.property(filled, fc.nat({ max: 6000 }), ({ series, count }, iteration) => {
        const newest = series.newestUntil(iteration)
        const gap = Math.min(iteration, count - 1) - newest
        expect(gap).toBeGreaterThanOrEqual(0)
        expect(gap).toBeLessThan(series.stride)
        expect([...series.row(newest)]).toEqual(rowOf(newest))
      }),
    )
  })
})
