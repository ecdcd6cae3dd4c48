import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Slot } from '../../src/engine/layout.ts'
import { frameAt, isKnown, originOf, usesOf } from '../../src/engine/trace.ts'
import { start, type Start } from './arbitraries.ts'
import { iterations, range } from './helpers.ts'

const ITERATIONS = 3

/** A run of a few iterations, and a number of it that is known at some moment. */
const knownNumber = start.chain((drawn) => {
  const { steps } = drawn.schedule
  return fc
    .tuple(fc.nat({ max: ITERATIONS - 1 }), fc.nat({ max: steps.length }))
    .chain(([iteration, k]) => fc.constantFrom(...knownSlots(drawn, k)).map((slot) => ({ drawn, iteration, k, slot })))
})

const knownSlots = ({ schedule }: Start, k: number): Slot[] =>
  range(schedule.layout.size).filter((slot) => isKnown(schedule, slot, k))

function tracesOf({ schedule, givens }: Start) {
  const run = iterations(schedule, givens)
  return range(ITERATIONS).map(() => run.next().value!)
}

describe('the origin of a number', () => {
  it('is a step that writes its slot, and what that step wrote is the number', () => {
    fc.assert(
      fc.property(knownNumber, ({ drawn, iteration, k, slot }) => {
        const { schedule } = drawn
        const traces = tracesOf(drawn)
        const origin = originOf(schedule, slot, iteration, k)
        if (origin.step === null) return
        expect(schedule.steps[origin.step].target).toBe(slot)
        const { values } = traces[origin.iteration]
        expect(values[origin.step]).toBe(frameAt(schedule, traces[iteration], k)[slot])
      }),
      { numRuns: 500 },
    )
  })

  it('is before the moment: in this iteration among the steps done, or in the one before', () => {
    fc.assert(
      fc.property(knownNumber, ({ drawn, iteration, k, slot }) => {
        const origin = originOf(drawn.schedule, slot, iteration, k)
        if (origin.iteration === iteration) expect(origin.step ?? -1).toBeLessThan(k)
        else expect(origin.iteration).toBe(iteration - 1)
      }),
    )
  })

  it('is none for what is given: what no step writes, and the parameters that the run starts from', () => {
    fc.assert(
      fc.property(knownNumber, ({ drawn, iteration, k, slot }) => {
        const { steps } = drawn.schedule
        const step = steps.findIndex(({ target }) => target === slot)
        const isGiven = step < 0 || (iteration === 0 && step >= k)
        expect(originOf(drawn.schedule, slot, iteration, k).step === null).toBe(isGiven)
      }),
      { numRuns: 500 },
    )
  })
})

describe('the uses of a number', () => {
  it('are all steps that read its slot, in order, and no other', () => {
    fc.assert(
      fc.property(knownNumber, ({ drawn, iteration, k, slot }) => {
        const { schedule } = drawn
        const uses = usesOf(schedule, slot, originOf(schedule, slot, iteration, k)).steps
        for (const [index, { operands }] of schedule.steps.entries()) {
          expect(uses.filter((use) => use === index)).toHaveLength(operands.includes(slot) ? 1 : 0)
        }
        expect(uses).toEqual([...uses].sort((one, other) => one - other))
      }),
    )
  })

  it('read the number itself: at each of them it stands in the slot', () => {
    fc.assert(
      fc.property(knownNumber, ({ drawn, iteration, k, slot }) => {
        const { schedule } = drawn
        const traces = tracesOf(drawn)
        const value = frameAt(schedule, traces[iteration], k)[slot]
        const uses = usesOf(schedule, slot, originOf(schedule, slot, iteration, k))
        if (uses.iteration >= ITERATIONS) return
        for (const use of uses.steps) {
          expect(frameAt(schedule, traces[uses.iteration], use)[slot]).toBe(value)
        }
      }),
      { numRuns: 300 },
    )
  })
})
