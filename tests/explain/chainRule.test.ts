import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { frameAt, givenNumbers, record } from '../../src/engine/trace.ts'
import { countPaths, pathsTo, productOf } from '../../src/explain/chainRule.ts'
import { evaluate } from '../../src/explain/evaluate.ts'
import { slotsIn } from '../../src/explain/expression.ts'
import { start } from '../engine/arbitraries.ts'

describe('The chain rule', () => {
  it('gives, as a sum over all paths, every share that backpropagation computes', () => {
    fc.assert(
      fc.property(start, ({ schedule, givens }) => {
        const trace = record(schedule, 0, givenNumbers(schedule, givens))
        const memory = frameAt(schedule, trace, schedule.steps.length)
        memory.set(trace.start.subarray(0, schedule.layout.parameterCount)) // from before the update
        schedule.steps.forEach((step, k) => {
          if (step.operation !== 'weightGradient' && step.operation !== 'biasGradient') return
          const products = pathsTo(step, Number(step.sample), schedule).map((path) => evaluate(productOf(path), memory))
          const total = products.reduce((sum, value) => sum + value, 0)
          const size = products.reduce((sum, value) => sum + Math.abs(value), 0)
          expect(Math.abs(total - trace.values[k])).toBeLessThanOrEqual(1e-13 * Math.max(size, 1e-3))
        })
      }),
    )
  })

  it('has as many paths as there are ways through the later layers, each through units of its own', () => {
    fc.assert(
      fc.property(start, ({ schedule }) => {
        for (const step of schedule.steps) {
          if (step.operation !== 'weightGradient') continue
          const paths = pathsTo(step, Number(step.sample), schedule)
          expect(paths).toHaveLength(countPaths(step, schedule))
          expect(new Set(paths.map(({ units }) => units.join(' '))).size).toBe(paths.length)
        }
      }),
    )
  })

  it('reads numbers of its sample and parameters only', () => {
    fc.assert(
      fc.property(start, ({ schedule }) => {
        const { layout, steps, writtenAt } = schedule
        for (const step of steps) {
          if (step.operation !== 'biasGradient') continue
          for (const slot of pathsTo(step, Number(step.sample), schedule).flatMap((path) => slotsIn(productOf(path)))) {
            if (slot < layout.parameterCount) continue
            expect(steps[writtenAt[slot]].sample).toBe(step.sample)
          }
        }
      }),
    )
  })
})
