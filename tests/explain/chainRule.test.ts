import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evaluate } from '../../src/engine/formula/evaluate.ts'
import { slotsIn } from '../../src/engine/formula/expression.ts'
import { quantityOf } from '../../src/engine/quantities.ts'
import type { Schedule } from '../../src/engine/schedule.ts'
import { countPaths, pathsTo, productOf } from '../../src/explain/chainRule.ts'
import { start } from '../engine/arbitraries.ts'
import { numbersOf, operationsOf } from '../engine/iteration.ts'

const shares = (schedule: Schedule) => operationsOf(schedule).filter(({ name }) => name === 'share')

describe('The chain rule', () => {
  it('gives, as a sum over all paths, every share that backpropagation computes', () => {
    fc.assert(
      fc.property(start, (drawn) => {
        const { schedule } = drawn
        const numberOf = numbersOf(drawn)
        for (const share of shares(schedule)) {
          const paths = pathsTo(share, Number(share.sample), schedule)
          const products = paths.map((path) => evaluate(productOf(path), numberOf))
          const total = products.reduce((sum, value) => sum + value, 0)
          const size = products.reduce((sum, value) => sum + Math.abs(value), 0)
          expect(Math.abs(total - numberOf(share.target))).toBeLessThanOrEqual(1e-13 * Math.max(size, 1e-3))
        }
      }),
    )
  })

  it('has as many paths as there are ways through the later layers, each through units of its own', () => {
    fc.assert(
      fc.property(start, ({ schedule }) => {
        for (const share of shares(schedule)) {
          const paths = pathsTo(share, Number(share.sample), schedule)
          expect(paths).toHaveLength(countPaths(share, schedule))
          expect(new Set(paths.map(({ units }) => units.join(' '))).size).toBe(paths.length)
        }
      }),
    )
  })

  it('reads numbers of its sample and parameters from before the update only', () => {
    fc.assert(
      fc.property(start, ({ schedule }) => {
        for (const share of shares(schedule)) {
          const paths = pathsTo(share, Number(share.sample), schedule)
          for (const slot of paths.flatMap((path) => slotsIn(productOf(path)))) {
            if (slot >= schedule.layout.parameterCount) {
              expect(quantityOf(schedule, slot).sample).toBe(share.sample)
            }
          }
        }
      }),
    )
  })
})
