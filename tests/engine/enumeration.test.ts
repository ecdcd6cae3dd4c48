import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stages, type Operation } from '../../src/engine/place.ts'
import {
  operationAt,
  rangeAround,
  sampleRange,
  stageRange,
  writerOf,
  type Grouping,
  type Range,
} from '../../src/engine/schedule.ts'
import { wideSchedule } from './arbitraries.ts'
import { enumerate } from './enumeration.ts'
import { range } from './helpers.ts'
import { carriedOut } from './interpreter.ts'

/** Each schedule is gone through as a whole, up to some ten thousand operations. */
const runs = { numRuns: 60 }

describe('the schedule, held against a plain enumeration,', () => {
  it('has the same count of operations, and refuses to tell of any other', () => {
    fc.assert(
      fc.property(wideSchedule, (schedule) => {
        expect(schedule.count).toBe(enumerate(schedule).length)
        for (const k of [-1, schedule.count, NaN]) expect(() => operationAt(schedule, k)).toThrow(RangeError)
      }),
      runs,
    )
  }, 60_000)

  it('has the same name, stage, place, operands and target for every operation', () => {
    fc.assert(
      fc.property(wideSchedule, (schedule) => {
        const computed = carriedOut(schedule)
        const listed = enumerate(schedule)
        const mistaken = listed.findIndex((expected, k) => !isSame(computed[k], expected))
        expect(computed[mistaken]).toEqual(listed[mistaken])
      }),
      runs,
    )
  }, 60_000)

  it('gives each operation a slot of its own, in their order, and knows which wrote it', () => {
    fc.assert(
      fc.property(wideSchedule, (schedule) => {
        const { givenCount } = schedule.layout
        const listed = enumerate(schedule)
        expect(listed.findIndex(({ operation: { target, k } }) => target !== givenCount + k)).toBe(-1)
        expect(listed.findIndex(({ operation: { target, k } }) => writerOf(schedule, target) !== k)).toBe(-1)
        expect(range(givenCount).findIndex((slot) => writerOf(schedule, slot) !== null)).toBe(-1)
      }),
      runs,
    )
  }, 60_000)

  it('has the same first update', () => {
    fc.assert(
      fc.property(wideSchedule, (schedule) => {
        const first = enumerate(schedule).findIndex(({ operation }) => operation.stage === 'update')
        expect(schedule.firstUpdate).toBe(first)
      }),
      runs,
    )
  }, 60_000)

  it('has the same operations for every sample and the batch, and for each stage of theirs', () => {
    fc.assert(
      fc.property(wideSchedule, (schedule) => {
        const listed = enumerate(schedule)
        for (const sample of [...range(schedule.batchSize), 'batch' as const]) {
          const ofSample = listed.filter(({ operation }) => operation.sample === sample)
          expect(sampleRange(schedule, sample)).toEqual(rangeOf(ofSample))
          for (const stage of stages) {
            const ofStage = ofSample.filter(({ operation }) => operation.stage === stage)
            expect(stageRange(schedule, sample, stage)).toEqual(rangeOf(ofStage))
          }
        }
      }),
      runs,
    )
  }, 60_000)

  it.each<[Grouping, (operation: Operation) => unknown[]]>([
    ['operation', ({ k }) => [k]],
    ['unit', ({ sample, stage, layer, unit }) => [sample, stage, layer, unit]],
    ['layer', ({ sample, stage, layer }) => [sample, stage, layer]],
    ['stage', ({ sample, stage }) => [sample, stage]],
    ['sample', ({ sample }) => [sample]],
  ])(
    'has the same operations of the same %s around every operation',
    (grouping, groupOf) => {
      fc.assert(
        fc.property(wideSchedule, (schedule) => {
          const expected = new Map<string, Range>()
          const listed = enumerate(schedule).map(({ operation }) => ({
            k: operation.k,
            group: groupOf(operation).join(),
          }))
          for (const { k, group } of listed) expected.set(group, { from: expected.get(group)?.from ?? k, to: k + 1 })
          const mistaken = listed.find(({ k, group }) => {
            const { from, to } = rangeAround(schedule, k, grouping)
            return from !== expected.get(group)?.from || to !== expected.get(group)?.to
          })
          expect(mistaken).toBeUndefined()
        }),
        runs,
      )
    },
    60_000,
  )
})

type Listed = ReturnType<typeof enumerate>[number]

function isSame(one: Listed, other: Listed): boolean {
  const keys = ['k', 'name', 'stage', 'sample', 'layer', 'unit', 'source', 'target'] as const
  return (
    keys.every((key) => one.operation[key] === other.operation[key]) &&
    one.operands.length === other.operands.length &&
    one.operands.every((slot, index) => slot === other.operands[index])
  )
}

/** From the first to the last of operations that follow each other, or null for none. */
function rangeOf(listed: readonly Listed[]): Range | null {
  const [first, last] = [listed[0], listed.at(-1)]
  if (!first || !last) return null
  expect(last.operation.k - first.operation.k).toBe(listed.length - 1)
  return { from: first.operation.k, to: last.operation.k + 1 }
}
