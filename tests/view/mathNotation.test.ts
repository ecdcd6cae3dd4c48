import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import {
  constant,
  difference,
  negative,
  number,
  product,
  square,
  type Expression,
} from '../../src/engine/formula/expression.ts'
import { write } from '../../src/explain/notation.ts'
import { mathNotation } from '../../src/view/equation/mathNotation.tsx'

/** What is read of a formula, where a is such a number; of its symbols without one. */
function read(expression: Expression, a: number | null): string {
  const notation = mathNotation<number>(a === null ? null : () => a, () => createElement('mn', null, String(a ?? 'a')))
  const written = write(expression, notation)
  return renderToStaticMarkup(createElement('math', null, written)).replaceAll(/<[^>]*>/g, '')
}

const a = number(0)
const slopeOfTanh = (value: number) => read(difference(constant(1), square(a)), value)

describe('A formula in MathML', () => {
  it('has brackets round a negative number that is squared: its sign is squared with it', () => {
    expect(slopeOfTanh(-0.5)).toBe('1−(-0.5)2')
  })

  it('has none round a positive one', () => {
    expect(slopeOfTanh(0.5)).toBe('1−0.52')
  })

  it('has brackets round any number that has a sign before it', () => {
    expect(read(negative(a), 0.5)).toBe('−(0.5)')
    expect(read(negative(a), null)).toBe('−a')
  })

  it('says a half as books do, with no sign after it where there are symbols', () => {
    const half = product(constant(0.5), square(a))
    expect(read(half, null)).toBe('½a2')
    expect(read(half, 3)).toBe('½×32')
  })
})
