import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { frameAt, givenNumbers, record } from '../../src/engine/trace.ts'
import { evaluate } from '../../src/explain/evaluate.ts'
import { explain } from '../../src/explain/explain.ts'
import { slotsIn } from '../../src/explain/expression.ts'
import { formatNumber } from '../../src/explain/number.ts'
import { quantitiesOf } from '../../src/engine/quantities.ts'
import { start } from '../engine/arbitraries.ts'

describe('The formula shown for an operation', () => {
  it('evaluates to the value of the engine, bit for bit', () => {
    fc.assert(
      fc.property(start, ({ schedule, givens }) => {
        const trace = record(schedule, 0, givenNumbers(schedule, givens))
        schedule.steps.forEach((step, k) => {
          const { expression } = explain(step, schedule)
          expect(evaluate(expression, frameAt(schedule, trace, k))).toBe(trace.values[k])
        })
      }),
    )
  })

  it('shows every number that the operation reads, and no other', () => {
    fc.assert(
      fc.property(start, ({ schedule }) => {
        for (const step of schedule.steps) {
          const { expression } = explain(step, schedule)
          expect(new Set(slotsIn(expression))).toEqual(new Set(step.operands))
        }
      }),
    )
  })
})

describe('The words for an operation', () => {
  it('end with the number that it wrote', () => {
    fc.assert(
      fc.property(start, ({ schedule }) => {
        for (const step of schedule.steps) {
          const { sentence } = explain(step, schedule)
          expect(sentence).toContainEqual({ kind: 'number', slot: step.target, before: false })
        }
      }),
    )
  })
})

describe('The quantities', () => {
  it('name every slot of the memory once', () => {
    fc.assert(
      fc.property(start, ({ schedule }) => {
        const quantities = quantitiesOf(schedule)
        expect(quantities).toHaveLength(schedule.layout.size)
        const names = Array.from(quantities, (quantity) => JSON.stringify(quantity))
        expect(new Set(names).size).toBe(names.length)
      }),
    )
  })
})

describe('A number is written', () => {
  it('with a fixed number of digits and its sign', () => {
    expect(formatNumber(0.15604, { digits: 4, signed: true })).toBe('+0.1560')
    expect(formatNumber(-0.15604, { digits: 4 })).toBe('−0.1560')
    expect(formatNumber(0.15604, { digits: 2 })).toBe('0.16')
  })

  it('never as 0 if it is not 0', () => {
    expect(formatNumber(0.000034, { digits: 4 })).toBe('3.4e−5')
    expect(formatNumber(0, { digits: 4 })).toBe('0.0000')
  })

  it('short, however large it is', () => {
    expect(formatNumber(123456789, { digits: 4 })).toBe('1.2e8')
  })

  it('as NaN or ∞ if it is not finite', () => {
    expect(formatNumber(NaN, { digits: 4 })).toBe('NaN')
    expect(formatNumber(-Infinity, { digits: 4 })).toBe('−∞')
    expect(formatNumber(Infinity, { digits: 4, signed: true })).toBe('+∞')
  })
})
