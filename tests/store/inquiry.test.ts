import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { operationAt } from '../../src/engine/schedule.ts'
import { givenNumbers, recordAlone } from '../../src/engine/trace.ts'
import { viewOfInquiry } from '../../src/store/inquiry.ts'
import { reading } from '../../src/store/reading.ts'
import { start } from '../engine/arbitraries.ts'
import { interpret, readingAt } from '../engine/interpreter.ts'

/** An operation of some iteration, asked about from a moment of it after the operation, or from a later iteration. */
const asked = start.chain(({ schedule, givens }) =>
  fc
    .record({
      k: fc.nat({ max: schedule.count - 1 }),
      later: fc.nat({ max: schedule.count }),
      isElsewhere: fc.boolean(),
    })
    .map(({ k, later, isElsewhere }) => {
      const given = givenNumbers(schedule, givens)
      const cursor = isElsewhere
        ? { iteration: 9, step: later }
        : { iteration: 3, step: Math.min(schedule.count, k + 1 + later) }
      return { schedule, memory: interpret(schedule, given), trace: recordAlone(schedule, 3, given), cursor, k }
    }),
)

describe('The picture of an operation that is asked about', () => {
  it('shows what it read as it read it, and what it wrote', () => {
    fc.assert(
      fc.property(asked, ({ schedule, memory, trace, cursor, k }) => {
        const { operation, operands } = readingAt(schedule, k)
        const view = viewOfInquiry(schedule, { slot: operation.target, trace }, cursor)
        expect(view.operation).toEqual(operation)
        for (const slot of [operation.target, ...operands]) {
          expect(reading({ schedule, view }, slot)).toBe(memory[slot])
        }
      }),
      { numRuns: 500 },
    )
  })

  it('shows nothing that the run has not come to, and of an iteration that is over everything but its updates', () => {
    fc.assert(
      fc.property(asked, ({ schedule, trace, cursor, k }) => {
        const { target } = operationAt(schedule, k)
        const { iteration, step: shown } = viewOfInquiry(schedule, { slot: target, trace }, cursor)
        expect(iteration).toBe(3)
        if (cursor.iteration === 3) expect(shown).toBeLessThanOrEqual(cursor.step)
        else expect(shown).toBeGreaterThanOrEqual(schedule.firstUpdate)
      }),
    )
  })

  it('shows a start parameter as it was before the first update', () => {
    fc.assert(
      fc.property(start, ({ schedule, givens }) => {
        const trace = recordAlone(schedule, 0, givenNumbers(schedule, givens))
        const cursor = { iteration: 0, step: schedule.count }
        const view = viewOfInquiry(schedule, { slot: 0, trace }, cursor)
        expect(view).toMatchObject({ step: schedule.firstUpdate, operation: null })
        expect(reading({ schedule, view }, 0)).toBe(givens.parameters[0])
      }),
    )
  })
})
