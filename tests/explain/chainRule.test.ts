import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evaluate } from '../../src/engine/formula/evaluate.ts'
import { slotsIn } from '../../src/engine/formula/expression.ts'
import type { Operation } from '../../src/engine/place.ts'
import { quantityOf } from '../../src/engine/quantities.ts'
import type { Schedule } from '../../src/engine/schedule.ts'
import { classicXor, scheduleOf } from '../../src/experiment/experiment.ts'
import { countPaths, pathsTo, productOf, type Path, type PathEnd } from '../../src/explain/chainRule.ts'
import { symbolOf, textSymbol } from '../../src/explain/symbol.ts'
import { start } from '../engine/arbitraries.ts'
import { numbersOf, operationsOf } from '../engine/iteration.ts'

/** What the operations of the backward pass derive the loss by */
const ends: Partial<Record<Operation['name'], PathEnd['of']>> = {
  share: 'parameter',
  delta: 'z',
  pairedDelta: 'z',
  lossDerivative: 'a',
  backSum: 'a',
}

interface Derivative {
  readonly operation: Operation
  readonly end: PathEnd
  readonly paths: readonly Path[]
}

const derivatives = (schedule: Schedule): Derivative[] =>
  operationsOf(schedule).flatMap((operation) => {
    const of = ends[operation.name]
    if (of === undefined) return []
    const end = { of, ...operation }
    return [{ operation, end, paths: pathsTo(end, Number(operation.sample), schedule) }]
  })

describe('The chain rule', () => {
  it('gives, as a sum over all paths, every derivative that backpropagation computes', () => {
    fc.assert(
      fc.property(start, (drawn) => {
        const numberOf = numbersOf(drawn)
        for (const { operation, paths } of derivatives(drawn.schedule)) {
          const products = paths.map((path) => evaluate(productOf(path), numberOf))
          const total = products.reduce((sum, value) => sum + value, 0)
          const size = products.reduce((sum, value) => sum + Math.abs(value), 0)
          expect(Math.abs(total - numberOf(operation.target))).toBeLessThanOrEqual(1e-13 * Math.max(size, 1e-3))
        }
      }),
    )
  })

  it('has as many paths as there are ways through the later layers, each through units of its own', () => {
    fc.assert(
      fc.property(start, ({ schedule }) => {
        for (const { end, paths } of derivatives(schedule)) {
          expect(paths).toHaveLength(countPaths(end, schedule))
          expect(new Set(paths.map(({ units }) => units.join(' '))).size).toBe(paths.length)
        }
      }),
    )
  })

  it('derives by what the factor after it derives, from the loss to its end', () => {
    fc.assert(
      fc.property(start, ({ schedule }) => {
        for (const { paths } of derivatives(schedule)) {
          for (const { factors } of paths) {
            expect(factors[0].top).toBeNull()
            expect(factors.slice(1).map(({ top }) => top)).toEqual(factors.slice(0, -1).map(({ by }) => by))
          }
        }
      }),
    )
  })

  it('names the derivatives as they are taught', () => {
    const schedule = scheduleOf(classicXor)
    const symbol = (slot: number | null) =>
      slot === null ? 'L' : textSymbol(symbolOf(quantityOf(schedule, slot), schedule.network, (row) => row + 1))
    const named = (end: PathEnd) =>
      pathsTo(end, 1, schedule)[0].factors.map(({ top, by }) => `∂${symbol(top)}/∂${symbol(by)}`)
    const unit = { layer: 1, unit: 0, source: null }
    expect(named({ of: 'parameter', layer: 1, unit: 0, source: 1 })).toEqual([
      '∂L/∂ŷ',
      '∂ŷ/∂z_ŷ',
      '∂z_ŷ/∂a_h1',
      '∂a_h1/∂z_h1',
      '∂z_h1/∂w_h1,x2',
    ])
    expect(named({ of: 'z', ...unit })).toEqual(['∂L/∂ŷ', '∂ŷ/∂z_ŷ', '∂z_ŷ/∂a_h1', '∂a_h1/∂z_h1'])
    expect(named({ of: 'a', ...unit })).toEqual(['∂L/∂ŷ', '∂ŷ/∂z_ŷ', '∂z_ŷ/∂a_h1'])
  })

  it('reads numbers of its sample and parameters from before the update only', () => {
    fc.assert(
      fc.property(start, ({ schedule }) => {
        for (const { operation, paths } of derivatives(schedule)) {
          for (const slot of paths.flatMap((path) => slotsIn(productOf(path)))) {
            if (slot >= schedule.layout.parameterCount) {
              expect(quantityOf(schedule, slot).sample).toBe(operation.sample)
            }
          }
        }
      }),
    )
  })
})
