import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { constant, difference, number, square } from '../../src/engine/formula/expression.ts'
import { write } from '../../src/explain/notation.ts'
import { mathNotation } from '../../src/view/equation/mathNotation.tsx'

/** What is read of 1 − a², where a is such a number. */
function slopeOfTanh(a: number): string {
  const notation = mathNotation<number>(
    () => a,
    () => createElement('mn', null, String(a)),
  )
  const written = write(difference(constant(1), square(number(0))), notation)
  return renderToStaticMarkup(createElement('math', null, written)).replaceAll(/<[^>]*>/g, '')
}

describe('A formula in MathML', () => {
  it('has brackets round a negative number that is squared: its sign is squared with it', () => {
    expect(slopeOfTanh(-0.5)).toBe('1−(-0.5)2')
  })

  it('has none round a positive one', () => {
    expect(slopeOfTanh(0.5)).toBe('1−0.52')
  })
})
