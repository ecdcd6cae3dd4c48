import { Fragment, type ReactNode } from 'react'
import { activations } from '../../engine/activations.ts'
import type { Slot } from '../../engine/layout.ts'
import type { Notation } from '../../explain/notation.ts'
import { formatGiven } from '../../explain/number.ts'

/**
 * Formulas as MathML.
 *
 * @param most terms of a sum that are written
 */
export function mathNotation<Of = Slot>(
  numberOf: ((of: Of) => number) | null,
  draw: (of: Of) => ReactNode,
  most = Infinity,
): Notation<ReactNode, Of> {
  const times = <mo>{numberOf ? '×' : '·'}</mo>
  return {
    numberOf,
    longest: { terms: most, omission: <mo>…</mo> },
    // A number stands on a ground of its own: its sign is not taken for an operator, but it would not be squared, and
    // beside the sign of another it could not be told whose it is.
    number: (of, inside) => {
      const isAsOne = inside === 'sign' || (inside === 'power' && numberOf && numberOf(of) < 0)
      return numberOf && isAsOne ? inBrackets(draw(of)) : draw(of)
    },
    constant: (value) => <mn>{value === 0.5 ? '½' : formatGiven(value)}</mn>,
    sum: (terms) => joined(terms, <mo>+</mo>),
    difference: (left, right) => joined([left, right], <mo>−</mo>),
    product: (factors, isCounted) =>
      isCounted && !numberOf ? (
        <>
          {factors[0]}
          {joined(factors.slice(1), times)}
        </>
      ) : (
        joined(factors, times)
      ),
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
    negative: (argument) => (
      <mrow>
        <mo>−</mo>
        {argument}
      </mrow>
    ),
    exp: (argument) => (
      <msup>
        <mi>e</mi>
        {argument}
      </msup>
    ),
    ln: (argument) => called(<Upright>ln</Upright>, argument),
    abs: (argument) => (
      <mrow>
        <mo stretchy="false">|</mo>
        {argument}
        <mo stretchy="false">|</mo>
      </mrow>
    ),
    max: (left, right) => called(<Upright>max</Upright>, joined([left, right], <mo>,</mo>)),
    choice: (condition, above, otherwise) => (
      <mrow>
        {above}
        <mtext>&nbsp;if&nbsp;</mtext>
        {condition}
        <mo>&gt;</mo>
        <mn>0</mn>
        <mtext>, otherwise&nbsp;</mtext>
        {otherwise}
      </mrow>
    ),
    activation: (name, argument) => called(<Upright>{activations[name].symbol}</Upright>, argument),
    slope: (name, z) =>
      called(
        <msup>
          <Upright>{activations[name].symbol}</Upright>
          <mo>′</mo>
        </msup>,
        z,
      ),
    sumOver: (index, term) => (
      <mrow>
        <munder>
          <mo>∑</mo>
          <mi>{index}</mi>
        </munder>
        {term}
      </mrow>
    ),
    brackets: inBrackets,
  }
}

/** A function is written upright. */
export const Upright = ({ children }: { children: string }) => <mi mathvariant="normal">{children}</mi>

export const inBrackets = (inner: ReactNode): ReactNode => (
  <mrow>
    <mo stretchy="false">(</mo>
    {inner}
    <mo stretchy="false">)</mo>
  </mrow>
)

const called = (name: ReactNode, argument: ReactNode): ReactNode => (
  <>
    {name}
    <mo stretchy="false">(</mo>
    {argument}
    <mo stretchy="false">)</mo>
  </>
)

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
