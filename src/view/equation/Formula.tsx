import { Fragment, type ReactNode } from 'react'
import { activations, type ActivationName } from '../../engine/activations.ts'
import type { Slot } from '../../engine/layout.ts'
import { constant, slopeFormula, type Expression } from '../../explain/expression.ts'
import { formatGiven } from '../../explain/number.ts'
import { useLesson } from '../lesson.ts'
import { numberClass } from '../Numeral.tsx'
import { useShown, valueBefore } from '../quantity.ts'
import styles from './equation.module.css'
import { SlotSymbol } from './SlotSymbol.tsx'

/** A formula, with each slot shown by its symbol or by its number. */
type Face = 'symbols' | 'numbers'

/** In symbols, a longer sum shows its first and its last two terms: those between differ in their indices only. */
const LONGEST_SUM = 4

/**
 * MathML does not break lines, so a sum is handed out term by term, each a formula of its own, and the page breaks
 * between them.
 */
export function Formula({ expression, face }: { expression: Expression; face: Face }) {
  const terms = expression.kind === 'sum' ? expression.terms : [expression]
  const shortened = face === 'symbols' && terms.length > LONGEST_SUM
  const shown = shortened ? [terms[0], null, ...terms.slice(-2)] : terms
  return shown.map((term, index) => (
    <math key={index} displaystyle="true">
      {index > 0 && <mo form="infix">+</mo>}
      {term ? <Term expression={term} face={face} inside={terms.length > 1 ? 'sum' : null} /> : <mo>…</mo>}
    </math>
  ))
}

interface TermProps {
  expression: Expression
  face: Face
  /** What the term is a part of, where that asks for brackets */
  inside: 'sum' | 'product' | null
}

function Term({ expression, face, inside }: TermProps): ReactNode {
  switch (expression.kind) {
    case 'slot':
      return face === 'symbols' ? <SlotSymbol slot={expression.slot} /> : <SlotNumber slot={expression.slot} />
    case 'constant':
      return <mn>{formatGiven(expression.value)}</mn>
    case 'sum':
      return (
        <Brackets when={inside === 'product'}>
          {expression.terms.map((term, index) => (
            <Fragment key={index}>
              {index > 0 && <mo>+</mo>}
              <Term expression={term} face={face} inside="sum" />
            </Fragment>
          ))}
        </Brackets>
      )
    case 'difference':
      return (
        <Brackets when={inside !== null}>
          <Term expression={expression.left} face={face} inside={null} />
          <mo>−</mo>
          <Term expression={expression.right} face={face} inside={face === 'numbers' ? 'product' : 'sum'} />
        </Brackets>
      )
    case 'product':
      return expression.factors.map((factor, index) => (
        <Fragment key={index}>
          {index > 0 && <mo>{face === 'numbers' ? '×' : '·'}</mo>}
          <Term expression={factor} face={face} inside={index > 0 || factor.kind !== 'slot' ? 'product' : null} />
        </Fragment>
      ))
    case 'quotient':
      return (
        <mfrac>
          <mrow>
            <Term expression={expression.numerator} face={face} inside={null} />
          </mrow>
          <mrow>
            <Term expression={expression.denominator} face={face} inside={null} />
          </mrow>
        </mfrac>
      )
    case 'square':
      return (
        <msup>
          <mrow>
            <Term expression={expression.base} face={face} inside="product" />
          </mrow>
          <mn>2</mn>
        </msup>
      )
    case 'activation':
      return (
        <>
          <mi mathvariant="normal">{functionSymbols[expression.name]}</mi>
          <mo stretchy="false">(</mo>
          <Term expression={expression.argument} face={face} inside={null} />
          <mo stretchy="false">)</mo>
        </>
      )
    case 'slope':
      return face === 'symbols' ? (
        <>
          <msup>
            <mi mathvariant="normal">{functionSymbols[expression.name]}</mi>
            <mo>′</mo>
          </msup>
          <mo stretchy="false">(</mo>
          <Term expression={expression.z} face={face} inside={null} />
          <mo stretchy="false">)</mo>
        </>
      ) : (
        <SlopeNumbers expression={expression} inside={inside} />
      )
    case 'crossEntropy':
      return <CrossEntropy {...expression} face={face} />
  }
}

const functionSymbols: Record<ActivationName, string> = { sigmoid: 'σ', tanh: 'tanh', relu: 'ReLU', identity: 'id' }

function SlopeNumbers({
  expression,
  inside,
}: {
  expression: Expression & { kind: 'slope' }
  inside: TermProps['inside']
}) {
  const { name, z, a } = expression
  const slope = useLesson(({ frame }) =>
    z.kind === 'slot' && a.kind === 'slot' ? activations[name].slope(frame[z.slot], frame[a.slot]) : NaN,
  )
  const formula = slopeFormula(name, a, slope)
  return (
    <Brackets when={formula.kind === 'product'}>
      <Term expression={formula} face="numbers" inside={formula.kind === 'product' ? null : inside} />
    </Brackets>
  )
}

/** max(z, 0) − z·y + ln(1 + e^−|z|) */
function CrossEntropy({ z, y, face }: { z: Expression; y: Expression; face: Face }) {
  const part = (expression: Expression, inside: TermProps['inside'] = null) => (
    <Term expression={expression} face={face} inside={inside} />
  )
  return (
    <>
      <mi mathvariant="normal">max</mi>
      <mo stretchy="false">(</mo>
      {part(z)}
      <mo>,</mo>
      {part(constant(0))}
      <mo stretchy="false">)</mo>
      <mo>−</mo>
      {part(z, 'product')}
      <mo>{face === 'numbers' ? '×' : '·'}</mo>
      {part(y, 'product')}
      <mo>+</mo>
      <mi mathvariant="normal">ln</mi>
      <mo stretchy="false">(</mo>
      <mn>1</mn>
      <mo>+</mo>
      <msup>
        <mi>e</mi>
        <mrow>
          <mo>−</mo>
          <mo stretchy="false">|</mo>
          {part(z)}
          <mo stretchy="false">|</mo>
        </mrow>
      </msup>
      <mo stretchy="false">)</mo>
    </>
  )
}

function Brackets({ when, children }: { when: boolean; children: ReactNode }) {
  if (!when) return <mrow>{children}</mrow>
  return (
    <mrow>
      <mo stretchy="false">(</mo>
      {children}
      <mo stretchy="false">)</mo>
    </mrow>
  )
}

/** A number as it stood when the operation read it, on a ground of its own: so its sign is not taken for an operator. */
function SlotNumber({ slot }: { slot: Slot }) {
  const shown = useShown(slot, valueBefore)
  if (!shown) return <mn>?</mn>
  const ground = /^[+−]/.test(shown.text) ? (shown.value < 0 ? styles.negative : styles.positive) : styles.plain
  return (
    <mn {...shown.attributes} className={numberClass(shown.value, ground)} title={shown.hint}>
      {shown.text}
    </mn>
  )
}
