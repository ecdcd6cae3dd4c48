import { Fragment, type ReactNode } from 'react'
import type { Slot } from '../../engine/layout.ts'
import type { Memory } from '../../engine/operations.ts'
import { functionSymbols, type Notation } from '../../explain/notation.ts'
import { formatGiven } from '../../explain/number.ts'

/** Formulas as MathML. */
export function mathNotation(numbers: Memory | null, drawSlot: (slot: Slot) => ReactNode): Notation<ReactNode> {
  const times = <mo>{numbers ? '×' : '·'}</mo>
  const called = (name: ReactNode, argument: ReactNode) => (
    <>
      {name}
      <mo stretchy="false">(</mo>
      {argument}
      <mo stretchy="false">)</mo>
    </>
  )
  return {
    numbers,
    // A number stands on a ground of its own: its sign is not taken for an operator.
    slot: drawSlot,
    constant: (value) => <mn>{formatGiven(value)}</mn>,
    sum: (terms) => joined(terms, <mo>+</mo>),
    difference: (left, right) => joined([left, right], <mo>−</mo>),
    product: (factors) => joined(factors, times),
    quotient: (numerator, denominator) => (
      <mfrac>
        <mrow>{numerator}</mrow>
        <mrow>{denominator}</mrow>
      </mfrac>
    ),
    square: (base) => (
      <msup>
        <mrow>{base}</mrow>
        <mn>2</mn>
      </msup>
    ),
    activation: (name, argument) => called(<mi mathvariant="normal">{functionSymbols[name]}</mi>, argument),
    slope: (name, z) =>
      called(
        <msup>
          <mi mathvariant="normal">{functionSymbols[name]}</mi>
          <mo>′</mo>
        </msup>,
        z,
      ),
    crossEntropy: (z, y) => (
      <>
        {called(<mi mathvariant="normal">max</mi>, joined([z, <mn key="zero">0</mn>], <mo>,</mo>))}
        <mo>−</mo>
        {joined([z, y], times)}
        <mo>+</mo>
        {called(
          <mi mathvariant="normal">ln</mi>,
          <>
            <mn>1</mn>
            <mo>+</mo>
            <msup>
              <mi>e</mi>
              <mrow>
                <mo>−</mo>
                <mo stretchy="false">|</mo>
                {z}
                <mo stretchy="false">|</mo>
              </mrow>
            </msup>
          </>,
        )}
      </>
    ),
    brackets: (inner) => (
      <mrow>
        <mo stretchy="false">(</mo>
        {inner}
        <mo stretchy="false">)</mo>
      </mrow>
    ),
  }
}

const joined = (parts: readonly ReactNode[], operator: ReactNode): ReactNode => (
  <mrow>
    {parts.map((part, index) => (
      <Fragment key={index}>
        {index > 0 && operator}
        {part}
      </Fragment>
    ))}
  </mrow>
)
