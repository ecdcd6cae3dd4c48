import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { firstUpdate } from '../../src/engine/schedule.ts'
import { frameAt, givenNumbers, isKnown, record } from '../../src/engine/trace.ts'
import { viewOf } from '../../src/store/inquiry.ts'
import { start } from '../engine/arbitraries.ts'

/** An operation of some iteration, asked about from a moment of it after the operation, or from a later iteration. */
const asked = start.chain(({ schedule, givens }) =>
  fc
    .record({
      step: fc.nat({ max: schedule.steps.length - 1 }),
      later: fc.nat({ max: schedule.steps.length }),
      isElsewhere: fc.boolean(),
    })
    .map(({ step, later, isElsewhere }) => {
      const trace = record(schedule, 3, givenNumbers(schedule, givens))
      const cursor = isElsewhere
        ? { iteration: 9, step: later }
        : { iteration: 3, step: Math.min(schedule.steps.length, step + 1 + later) }
      return { schedule, trace, cursor, step }
    }),
)

describe('The picture of an operation that is asked about', () => {
  it('shows what it read as it read it, and what it wrote', () => {
    fc.assert(
      fc.property(asked, ({ schedule, trace, cursor, step }) => {
        const { operands, target } = schedule.steps[step]
        const view = viewOf(schedule, { slot: target, iteration: 3, step, trace }, cursor)
        const before = frameAt(schedule, trace, step)
        expect(isKnown(schedule, target, view.step)).toBe(true)
        expect(view.frame[target]).toBe(trace.values[step])
        for (const slot of operands) {
          expect(isKnown(schedule, slot, view.step)).toBe(true)
          if (slot !== target) expect(view.frame[slot]).toBe(before[slot])
        }
      }),
      { numRuns: 500 },
    )
  })

  it('shows nothing that the run has not come to, and of an iteration that is over everything but its updates', () => {
    fc.assert(
      fc.property(asked, ({ schedule, trace, cursor, step }) => {
        const { target } = schedule.steps[step]
        const { iteration, step: shown } = viewOf(schedule, { slot: target, iteration: 3, step, trace }, cursor)
        expect(iteration).toBe(3)
        if (cursor.iteration === 3) expect(shown).toBeLessThanOrEqual(cursor.step)
        else expect(shown).toBeGreaterThanOrEqual(firstUpdate(schedule))
      }),
    )
  })

  it('shows a start parameter as it was before the first update', () => {
    fc.assert(
      fc.property(start, ({ schedule, givens }) => {
        const trace = record(schedule, 0, givenNumbers(schedule, givens))
        const cursor = { iteration: 0, step: schedule.steps.length }
        const { frame } = viewOf(schedule, { slot: 0, iteration: 0, step: null, trace }, cursor)
        expect(frame[0]).toBe(trace.start[0])
      }),
    )
  })
})
