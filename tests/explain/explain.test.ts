import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { explain } from '../../src/explain/explain.ts'
import { formatNumber } from '../../src/explain/number.ts'
import { start } from '../engine/arbitraries.ts'
import { operationsOf } from '../engine/iteration.ts'

describe('The words for an operation', () => {
  it('end with the number that it wrote', () => {
    fc.assert(
      fc.property(start, ({ schedule }) => {
        for (const operation of operationsOf(schedule)) {
          const { sentence } = explain(operation, schedule)
          expect(
            sentence
              .slice(-2)
              .some((part) => typeof part !== 'string' && part.kind === 'number' && part.slot === operation.target),
          ).toBe(true)
        }
      }),
    )
  })

  it('tell of an update from which number to which', () => {
    fc.assert(
      fc.property(start, ({ schedule }) => {
        for (const operation of operationsOf(schedule)) {
          if (operation.name !== 'update') continue
          const { sentence } = explain(operation, schedule)
          const slots = sentence.flatMap((part) =>
            typeof part !== 'string' && part.kind === 'number' ? [part.slot] : [],
          )
          const { layer, unit, source, target } = operation
          expect(slots).toEqual([schedule.layout.parameter(layer, unit, source), target])
        }
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
