import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSchedule, type Grouping, type Schedule } from '../../src/engine/schedule.ts'
import { classicXor, scheduleOf } from '../../src/experiment/experiment.ts'
import { nextStop } from '../../src/store/stops.ts'
import { network } from '../engine/arbitraries.ts'

/** From the coarsest to the finest. */
const sizes: readonly Grouping[] = ['sample', 'stage', 'layer', 'unit', 'operation']

/** Every stop that is come to from one end of an iteration on the way to the other, that end left out. */
function stopsFrom(schedule: Schedule, k: number, size: Grouping, direction: 1 | -1): number[] {
  const next = nextStop(schedule, k, size, direction)
  return next === null ? [] : [next, ...stopsFrom(schedule, next, size, direction)]
}

describe('in an iteration of XOR', () => {
  const schedule = scheduleOf(classicXor)
  const forwards = (size: Grouping) => stopsFrom(schedule, 0, size, 1)
  /** 22 operations a sample, then the sums and the updates. */
  const inEachSample = (...stops: number[]) => [0, 22, 44, 66].flatMap((before) => stops.map((stop) => before + stop))

  it('an operation is a stop each', () => {
    expect(forwards('operation')).toEqual(Array.from({ length: 107 }, (_, index) => index + 1))
  })

  it('a unit takes its z and a together, its ∂L/∂a and δ, and its gradients', () => {
    const sums = [89, 92, 95, 98]
    const updates = [101, 104, 107]
    expect(forwards('unit')).toEqual([...inEachSample(2, 4, 6, 7, 9, 11, 13, 16, 19, 22), ...sums, ...updates])
  })

  it('a layer takes its units together', () => {
    const sums = [89, 92, 98]
    const updates = [104, 107]
    expect(forwards('layer')).toEqual([...inEachSample(4, 6, 7, 9, 13, 16, 22), ...sums, ...updates])
  })

  it('a stage takes its layers together', () => {
    expect(forwards('stage')).toEqual([...inEachSample(6, 7, 13, 22), 89, 98, 107])
  })

  it('a sample takes its stages together, and all that is about the batch is one more', () => {
    expect(forwards('sample')).toEqual([22, 44, 66, 88, 107])
  })

  it.each(sizes)('from between two stops, the next %s is the nearer one in that direction', (size) => {
    const stops = [0, ...forwards(size)]
    for (let k = 0; k <= 107; k++) {
      expect(nextStop(schedule, k, size, 1)).toBe(stops.find((stop) => stop > k) ?? null)
      expect(nextStop(schedule, k, size, -1)).toBe(stops.filter((stop) => stop < k).at(-1) ?? null)
    }
  })
})

describe('in an iteration of any network', () => {
  const schedule = fc
    .tuple(network, fc.integer({ min: 1, max: 4 }))
    .map(([drawn, batchSize]) => createSchedule(drawn, batchSize))

  it.each(sizes)('the stops of size %s are the same forward and back, from end to end', (size) => {
    fc.assert(
      fc.property(schedule, (drawn) => {
        const end = drawn.count
        const forwards = stopsFrom(drawn, 0, size, 1)
        expect(forwards.at(-1)).toBe(end)
        expect([...stopsFrom(drawn, end, size, -1)].reverse()).toEqual([0, ...forwards.slice(0, -1)])
      }),
      { numRuns: 30 },
    )
  })

  it('every stop of a size is one of each finer size too', () => {
    fc.assert(
      fc.property(schedule, (drawn) => {
        const stops = sizes.map((size) => stopsFrom(drawn, 0, size, 1))
        for (const [index, finer] of stops.slice(1).entries()) {
          expect(finer).toEqual(expect.arrayContaining(stops[index]))
        }
      }),
      { numRuns: 30 },
    )
  })
})
