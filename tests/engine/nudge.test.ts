import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nudge } from '../../src/engine/nudge.ts'
import { givenNumbers, record } from '../../src/engine/trace.ts'
import { scheduleOf, startOf, startParameters, classicXor } from '../../src/experiment/experiment.ts'
import { start } from './arbitraries.ts'

describe('Nudging a parameter', () => {
  it('leaves the trace as it was, and finds the loss of the batch where nothing is moved', () => {
    fc.assert(
      fc.property(start, ({ schedule, givens }) => {
        const trace = record(schedule, 0, givenNumbers(schedule, givens))
        const before = structuredClone(trace)
        const { lossHere } = nudge(schedule, trace, 0, 1e-4)
        expect(lossHere).toBe(trace.values[schedule.writtenAt[schedule.layout.batchLoss]])
        expect(trace).toEqual(before)
      }),
    )
  })

  it('gives a slope that comes to the gradient with the square of ε', () => {
    const schedule = scheduleOf(classicXor)
    const trace = record(schedule, 0, startOf(classicXor, schedule, 0, startParameters(classicXor)))
    const { layout, writtenAt } = schedule
    for (const [parameter, gradient] of [
      [layout.weight(1, 1, 0), layout.batchWeightGradient(1, 1, 0)],
      [layout.bias(2, 0), layout.batchBiasGradient(2, 0)],
    ]) {
      const off = (epsilon: number) =>
        Math.abs(nudge(schedule, trace, parameter, epsilon).slope - trace.values[writtenAt[gradient]])
      expect(off(1e-2) / off(1e-1)).toBeCloseTo(0.01, 3)
      expect(off(1e-4)).toBeLessThan(1e-9)
    }
  })

  it('moves the loss down where the gradient says so', () => {
    const schedule = scheduleOf(classicXor)
    const trace = record(schedule, 0, startOf(classicXor, schedule, 0, startParameters(classicXor)))
    const { lossBelow, lossHere, lossAbove, slope } = nudge(schedule, trace, schedule.layout.bias(2, 0), 0.1)
    expect(slope).toBeGreaterThan(0)
    expect(lossBelow).toBeLessThan(lossHere)
    expect(lossAbove).toBeGreaterThan(lossHere)
  })
})
