import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Slot } from '../../src/engine/layout.ts'
import { writerOf, type Schedule } from '../../src/engine/schedule.ts'
import { originOf, usesOf, type Origin } from '../../src/engine/uses.ts'
import { start, wideSchedule, type Start } from './arbitraries.ts'
import { allParameters, iterations, range } from './helpers.ts'
import { carriedOut, type Memory } from './interpreter.ts'

const ITERATIONS = 3

/** A run of a few iterations, and a number of it that is known at some moment. */
const knownNumber = start.chain((drawn) => {
  const { layout, count } = drawn.schedule
  return fc
    .tuple(fc.nat({ max: ITERATIONS - 1 }), fc.nat({ max: count }))
    .chain(([iteration, k]) =>
      fc.nat({ max: layout.givenCount + k - 1 }).map((slot) => ({ drawn, iteration, k, slot })),
    )
})

function memoriesOf({ schedule, givens }: Start): Memory[] {
  const run = iterations(schedule, givens)
  return range(ITERATIONS).map(() => run.next().value)
}

describe('the origin of a number', () => {
  it('is its slot, or the slot it was updated in, and what was written there is the number', () => {
    fc.assert(
      fc.property(knownNumber, ({ drawn, iteration, slot }) => {
        const { schedule } = drawn
        const memories = memoriesOf(drawn)
        const origin = originOf(schedule, slot, iteration)
        expect(origin.slot).toBe(origin.iteration === iteration ? slot : updatedSlots(schedule).get(slot))
        expect(memories[origin.iteration][origin.slot]).toBe(memories[iteration][slot])
      }),
      { numRuns: 500 },
    )
  }, 60_000)

  it('is before the moment: in this iteration among the operations done, or in the one before', () => {
    fc.assert(
      fc.property(knownNumber, ({ drawn: { schedule }, iteration, k, slot }) => {
        const origin = originOf(schedule, slot, iteration)
        if (origin.iteration === iteration) expect(writerOf(schedule, origin.slot) ?? -1).toBeLessThan(k)
        else expect(origin.iteration).toBe(iteration - 1)
      }),
    )
  })

  it('is a given slot for what no operation writes, and for the parameters that the run starts from', () => {
    fc.assert(
      fc.property(knownNumber, ({ drawn: { schedule }, iteration, slot }) => {
        const isWritten = carriedOut(schedule).some(({ operation }) => operation.target === slot)
        const isGiven = !isWritten && (iteration === 0 || !updatedSlots(schedule).has(slot))
        expect(writerOf(schedule, originOf(schedule, slot, iteration).slot) === null).toBe(isGiven)
      }),
      { numRuns: 500 },
    )
  }, 60_000)
})

describe('the uses of a number', () => {
  it('are all operations that read it, in order, and no other; of an updated parameter, those of the next iteration', () => {
    fc.assert(
      fc.property(wideSchedule, (schedule) => {
        const readers = readersOf(schedule)
        const foundSlots = new Map([...updatedSlots(schedule)].map(([found, updated]) => [updated, found]))
        for (const slot of range(schedule.layout.givenCount + schedule.count)) {
          const { iteration, operations } = usesOf(schedule, slot, 5)
          const found = foundSlots.get(slot)
          const expected = readers.get(found ?? slot) ?? []
          if (operations.join() !== expected.join()) expect(operations, `of slot ${slot}`).toEqual(expected)
          if (iteration !== (found === undefined ? 5 : 6)) expect.fail(`slot ${slot} is used in iteration ${iteration}`)
        }
      }),
      { numRuns: 60 },
    )
  }, 60_000)

  it('read the number itself: at each of them it is an operand', () => {
    fc.assert(
      fc.property(knownNumber, ({ drawn, iteration, slot }) => {
        const { schedule } = drawn
        const memories = memoriesOf(drawn)
        const value = memories[iteration][slot]
        const origin = originOf(schedule, slot, iteration)
        const uses = usesOf(schedule, slot, iteration)
        if (uses.iteration >= ITERATIONS) return
        for (const use of uses.operations) {
          const read = carriedOut(schedule)[use].operands.filter(
            (operand) => operand === slot || isSame(originOf(schedule, operand, uses.iteration), origin),
          )
          expect(read).toHaveLength(1)
          expect(memories[uses.iteration][read[0]]).toBe(value)
        }
      }),
      { numRuns: 300 },
    )
  }, 60_000)
})

/** For each parameter that is trained, the slot of its update beside the slot in which the iteration found it. */
function updatedSlots(schedule: Schedule): Map<Slot, Slot> {
  const { layout } = schedule
  return new Map(
    allParameters(schedule).flatMap(({ layer, unit, source }) => {
      const updated = layout.updated(layer, unit, source)
      return updated === null ? [] : [[layout.parameter(layer, unit, source), updated] as const]
    }),
  )
}

/** The operations that read each slot, from a scan over all of them. */
function readersOf(schedule: Schedule): Map<Slot, number[]> {
  const readers = new Map<Slot, number[]>()
  for (const { operation, operands } of carriedOut(schedule)) {
    for (const slot of operands) {
      const found = readers.get(slot)
      if (found) found.push(operation.k)
      else readers.set(slot, [operation.k])
    }
  }
  return readers
}

/** Whether both are the same slot of the same iteration. */
const isSame = (one: Origin, other: Origin): boolean => one.slot === other.slot && one.iteration === other.iteration
