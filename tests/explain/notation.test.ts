import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { NumberOf } from '../../src/engine/formula/evaluate.ts'
import {
  applied,
  constant,
  difference,
  number,
  product,
  quotient,
  slope,
  square,
  sum,
  type Expression,
} from '../../src/engine/formula/expression.ts'
import { formulaOf } from '../../src/engine/formula/formulas.ts'
import { opened } from '../../src/engine/formula/opened.ts'
import { losses } from '../../src/engine/losses.ts'
import { linesOf } from '../../src/explain/lines.ts'
import { write } from '../../src/explain/notation.ts'
import { formatGiven } from '../../src/explain/number.ts'
import { quantityOf } from '../../src/engine/quantities.ts'
import { latexSymbol, symbolOf, textSymbol } from '../../src/explain/symbol.ts'
import { latexNotation, textNotation } from '../../src/explain/textNotations.ts'
import { exp, log1p, sigmoid, tanh } from '../../src/engine/exponential.ts'
import { createSchedule, operationAt } from '../../src/engine/schedule.ts'
import { start } from '../engine/arbitraries.ts'
import { numbersOf, operationsOf, quantitiesOf } from '../engine/iteration.ts'

const letters = ['p', 'q', 'r', 's']
const symbols = textNotation(null, (index) => letters[index])
const p = number(0)
const q = number(1)
const r = number(2)

describe('A formula in plain text', () => {
  const cases: [Expression, string][] = [
    [sum([product(p, q), r]), 'p · q + r'],
    [product(p, difference(q, r)), 'p · (q − r)'],
    [difference(p, product(q, r)), 'p − q · r'],
    [square(difference(p, q)), '(p − q)²'],
    [product(sum([p, q]), r), '(p + q) · r'],
    [product(p, slope('sigmoid', q, r)), 'p · σ′(q)'],
    [opened(product(p, slope('sigmoid', q, r))), 'p · r · (1 − r)'],
    [opened(product(p, slope('tanh', q, r))), 'p · (1 − r²)'],
    [opened(product(p, slope('relu', q, r))), 'p · (1 if q > 0, otherwise 0)'],
    [opened(applied('sigmoid', p)), '1 / (1 + exp(−p))'],
    [opened(applied('identity', p)), 'p'],
    [quotient(sum([p, q]), constant(4)), '(p + q) / 4'],
    [applied('tanh', p), 'tanh(p)'],
  ]
  it.each(cases)('has the brackets that it needs and no other (%#)', (expression, text) => {
    expect(write(expression, symbols)).toBe(text)
  })

  it('keeps the sign of a number apart from the sign before it', () => {
    const numbers = inNumbers((slot) => [0.5, -0.25, 2][slot])
    expect(write(sum([product(p, q), q]), numbers)).toBe('0.5 × (−0.25) + (−0.25)')
    expect(write(difference(r, product(q, p)), numbers)).toBe('2 − (−0.25) × 0.5')
  })

  it('in numbers keeps what is computed first in brackets', () => {
    const numbers = inNumbers((slot) => [2, 0.5, 0.25][slot])
    const times = (name: 'sigmoid' | 'tanh' | 'relu') => write(opened(product(p, slope(name, q, r))), numbers)
    expect(times('sigmoid')).toBe('2 × (0.25 × (1 − 0.25))')
    expect(times('tanh')).toBe('2 × (1 − 0.25²)')
    expect(times('relu')).toBe('2 × 1')
  })

  it('writes cross-entropy as it is computed, from the weighted sum', () => {
    const term = losses.binaryCrossEntropy.termDefinition(p, q)
    expect(write(term, symbols)).toBe('max(p, 0) − p · q + ln(1 + exp(−|p|))')
    expect(
      write(
        term,
        inNumbers((slot) => [-0.5, 1][slot]),
      ),
    ).toBe('max(−0.5, 0) − (−0.5) × 1 + ln(1 + exp(−|−0.5|))')
  })

  it('in numbers, typed into a calculator, comes to the value of the engine', () => {
    fc.assert(
      fc.property(start, (drawn) => {
        const { schedule } = drawn
        const numberOf = numbersOf(drawn)
        for (const operation of operationsOf(schedule)) {
          const lines = linesOf(schedule, operation)
          const text = write(lines.computedAs ?? lines.inNumbers, inNumbers(numberOf))
          expect(calculate(text), text).toBeCloseTo(numberOf(operation.target), 12)
        }
      }),
      { numRuns: 30 },
    )
  })
})

describe('A formula in LaTeX', () => {
  it('is the equation of the textbook', () => {
    const schedule = createSchedule(
      {
        sizes: [2, 2, 1],
        activations: ['sigmoid', 'sigmoid'],
        loss: 'halfSquaredError',
        reduction: 'sum',
        trainBiases: true,
      },
      4,
    )
    const symbol = (slot: number) =>
      latexSymbol(symbolOf(quantityOf(schedule, slot), schedule.network, (row) => row + 1))
    const latex = (k: number) => {
      const operation = operationAt(schedule, k)
      return `${symbol(operation.target)} = ${write(formulaOf(schedule, operation), latexNotation(null, symbol))}`
    }
    expect(latex(0)).toBe('z_{h_{1}} = w_{h_{1} x_{1}} \\, x_{1} + w_{h_{1} x_{2}} \\, x_{2} + b_{h_{1}}')
    expect(latex(1)).toBe('a_{h_{1}} = \\sigma(z_{h_{1}})')
    expect(latex(8)).toBe("\\delta_{\\hat{y}} = \\frac{\\partial L}{\\partial \\hat{y}} \\, \\sigma'(z_{\\hat{y}})")
    expect(latex(13)).toBe(
      '\\left(\\frac{\\partial L}{\\partial w_{\\hat{y} h_{1}}}\\right)_{1} = \\delta_{\\hat{y}} \\, a_{h_{1}}',
    )
  })

  it('writes small, negative and infinite numbers as LaTeX does', () => {
    const numberOf = () => 1
    const numbers = (text: string) =>
      write(
        p,
        latexNotation(numberOf, () => text),
      )
    expect(numbers('1.5e−7')).toBe('1.5 \\cdot 10^{-7}')
    expect(numbers('−0.25')).toBe('-0.25')
    expect(numbers(formatGiven(-Infinity))).toBe('-\\infty')
    expect(numbers(formatGiven(1e21))).toBe('1 \\cdot 10^{21}')
    expect(latexNotation(numberOf, String).constant(-0.25)).toBe('-0.25')
    expect(
      write(
        square(p),
        latexNotation(numberOf, () => '1.5e−7'),
      ),
    ).toBe('(1.5 \\cdot 10^{-7})^2')
  })

  it('has balanced braces whatever the operation', () => {
    fc.assert(
      fc.property(start, ({ schedule }) => {
        const notation = latexNotation(null, (slot) =>
          latexSymbol(symbolOf(quantityOf(schedule, slot), schedule.network, (row) => row + 1)),
        )
        for (const operation of operationsOf(schedule)) {
          const latex = write(formulaOf(schedule, operation), notation)
          expect(latex).not.toMatch(/undefined|NaN/)
          expect(latex.split('{').length, latex).toBe(latex.split('}').length)
        }
      }),
    )
  })
})

describe('The symbols', () => {
  it('are different for different quantities of one sample', () => {
    fc.assert(
      fc.property(start, ({ schedule }) => {
        const texts = quantitiesOf(schedule)
          .filter(({ sample }, slot) => {
            // An updated parameter has the symbol of the old one.
            if (sample === null) return slot < schedule.layout.givenCount
            return sample === 0 || sample === 'batch'
          })
          .map((quantity) => `${textSymbol(symbolOf(quantity, schedule.network, (row) => row + 1))}`)
        expect(new Set(texts).size).toBe(texts.length)
      }),
    )
  })
})

const inNumbers = (numberOf: NumberOf) => textNotation(numberOf, (slot) => formatGiven(numberOf(slot)))

/** A calculator: the text as a program, with the few signs that are not of the language replaced. */
function calculate(text: string): number {
  const program = text
    .replaceAll('−', '-')
    .replaceAll('×', '*')
    .replaceAll('²', '**2')
    .replaceAll(/\|([^|]*)\|/g, 'abs($1)')
    .replaceAll('ln(1 + ', 'log1p(')
    .replaceAll('σ', 'sigmoid')
  const names = { sigmoid, tanh, exp, log1p, ReLU: (z: number) => Math.max(0, z), id: (z: number) => z }
  const tools = { ...names, max: Math.max, abs: Math.abs }
  // oxlint-disable-next-line typescript/no-implied-eval -- the text is written by the code under test
  return Number(new Function(...Object.keys(tools), `return ${program}`)(...Object.values(tools)))
}
