import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createKernels } from '../../src/engine/kernels.ts'
import type { Schedule } from '../../src/engine/schedule.ts'
import { nudge } from '../../src/probe/nudge.ts'
import { givenNumbers } from '../../src/engine/trace.ts'
import { scheduleOf, startOf, startParameters, classicXor } from '../../src/experiment/experiment.ts'
import { start } from '../engine/arbitraries.ts'
import { interpret } from '../engine/interpreter.ts'

const kernelsOf = ({ network, batchSize }: Schedule) => createKernels(network, batchSize)

describe('Nudging a parameter', () => {
  it('leaves what was given as it was, and finds the loss of the batch where nothing is moved', () => {
    fc.assert(
      fc.property(start, ({ schedule, givens }) => {
        const given = givenNumbers(schedule, givens)
        const before = given.slice()
        const { lossHere } = nudge(schedule, kernelsOf(schedule), given, 0, 'batch', 1e-4)
        expect(lossHere).toBe(interpret(schedule, given)[schedule.layout.batchLoss])
        expect(given).toEqual(before)
      }),
    )
  })

  it('gives a slope that comes to the gradient with the square of ε', () => {
    const schedule = scheduleOf(classicXor)
    const given = startOf(classicXor, schedule, 0, startParameters(classicXor))
    const memory = interpret(schedule, given)
    const { layout } = schedule
    for (const [layer, unit, source] of [
      [1, 1, 0],
      [2, 0, null],
    ] as const) {
      const gradient = memory[layout.gradient(layer, unit, source) ?? NaN]
      const off = (epsilon: number) =>
        Math.abs(
          nudge(schedule, kernelsOf(schedule), given, layout.parameter(layer, unit, source), 'batch', epsilon).slope -
            gradient,
        )
      expect(off(1e-2) / off(1e-1)).toBeCloseTo(0.01, 3)
      expect(off(1e-4)).toBeLessThan(1e-9)
    }
  })

  it('of one sample gives what it has of the gradient, whatever the batch takes of the losses', () => {
    for (const reduction of ['sum', 'mean'] as const) {
      const experiment = { ...classicXor, reduction }
      const schedule = scheduleOf(experiment)
      const given = startOf(experiment, schedule, 0, startParameters(experiment))
      const memory = interpret(schedule, given)
      const weight = schedule.layout.parameter(1, 0, 1)
      for (const row of [0, 1, 2, 3]) {
        const { slope } = nudge(schedule, kernelsOf(schedule), given, weight, row, 1e-4)
        expect(slope).toBeCloseTo(memory[schedule.layout.share(row, 1, 0, 1)!], 9)
      }
    }
  })

  it('moves the loss down where the gradient says so', () => {
    const schedule = scheduleOf(classicXor)
    const given = startOf(classicXor, schedule, 0, startParameters(classicXor))
    const bias = schedule.layout.parameter(2, 0, null)
    const { lossBelow, lossHere, lossAbove, slope } = nudge(schedule, kernelsOf(schedule), given, bias, 'batch', 0.1)
    expect(slope).toBeGreaterThan(0)
    expect(lossBelow).toBeLessThan(lossHere)
    expect(lossAbove).toBeGreaterThan(lossHere)
  })
})
