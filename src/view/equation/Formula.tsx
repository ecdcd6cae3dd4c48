import { Fragment, memo, useMemo, useState } from 'react'
import { evaluate, type NumberOf } from '../../engine/formula/evaluate.ts'
import { slotsIn, type Expression } from '../../engine/formula/expression.ts'
import type { Slot } from '../../engine/layout.ts'
import { elided } from '../../explain/elided.ts'
import { spokenName } from '../../explain/quantityNames.ts'
import { write } from '../../explain/notation.ts'
import { formatNumber } from '../../explain/number.ts'
import { useLesson } from '../page/lesson.ts'
import { formatCount } from '../number/format.ts'
import { numberClass } from '../number/Numeral.tsx'
import { useShowing, type Shown } from '../number/quantity.ts'
import styles from './equation.module.css'
import { mathNotation } from './mathNotation.tsx'
import { Relation } from './Relation.tsx'
import { SlotSymbol } from './SlotSymbol.tsx'

/** In symbols, a longer sum shows its first and its last two terms: those between differ in their indices only. */
const LONGEST_SUM = 4

interface SymbolsProps {
  /** One form of it, or several that are equal */
  forms: readonly Expression[]
  iteration: number
}

/** A formula in symbols. */
export const FormulaInSymbols = memo(function FormulaInSymbols({ forms, iteration }: SymbolsProps) {
  return forms.map((form, index) => (
    <Fragment key={index}>
      {index > 0 && <Relation>=</Relation>}
      <FormInSymbols form={form} iteration={iteration} />
    </Fragment>
  ))
})

/** MathML does not break lines, so a sum is handed out term by term, each a formula of its own, and the page breaks between them. */
function FormInSymbols({ form, iteration }: { form: Expression; iteration: number }) {
  const notation = useMemo(
    () => mathNotation<Slot>(null, (slot) => <SlotSymbol slot={slot} iteration={iteration} />, LONGEST_SUM),
    [iteration],
  )
  const terms = termsOf(form)
  const shown = terms.length > LONGEST_SUM ? [terms[0], null, ...terms.slice(-2)] : terms
  return shown.map((term, index) => (
    <math key={index} displaystyle="true">
      {index > 0 && <mo form="infix">+</mo>}
      {term ? write(term, notation, index > 0 ? 'sum' : null) : <mo>…</mo>}
    </math>
  ))
}

interface NumbersProps {
  expression: Expression
  /** What stands in the slots that it reads, and the iteration that this is of */
  numberOf: NumberOf
  iteration: number
}

/** A longer sum shows its first and its last terms and those pointed at; the others when asked for. */
const MANY_TERMS = 12

/** A formula in numbers; a sum product by product, with what it comes to so far. */
export function FormulaInNumbers({ expression, numberOf, iteration }: NumbersProps) {
  const [whole, showWhole] = useState<Expression | null>(null)
  const { added, divisor } = useMemo(() => parted(expression), [expression])
  const terms = useMemo(() => withTotals(termsOf(added), numberOf), [added, numberOf])
  const pointed = usePointedTerm(terms)
  const shown = elided(terms.length, whole === expression ? Infinity : MANY_TERMS, pointed === null ? [] : [pointed])
  return (
    <>
      {divisor && <Bracket>(</Bracket>}
      {shown.map((index, place) =>
        index === null ? (
          <math key={`gap ${place}`} displaystyle="true">
            <mo form="infix">+</mo>
            <mo>…</mo>
          </math>
        ) : (
          <TermInNumbers
            key={index}
            {...terms[index]}
            {...{ index, numberOf, iteration }}
            isAlone={terms.length === 1}
          />
        ),
      )}
      {divisor && (
        <>
          <Bracket>)</Bracket>
          <math>
            <mo form="infix">/</mo>
            {write(
              divisor,
              mathNotation<Slot>(numberOf, () => null),
            )}
          </math>
        </>
      )}
      {shown.includes(null) && (
        <button type="button" className={styles.link} onClick={() => showWhole(expression)}>
          show all {formatCount(terms.length)} terms
        </button>
      )}
    </>
  )
}

/** A long sum that is divided stands on a line of its own, with what it is divided by after it: no fraction is so wide. */
function parted(expression: Expression): { added: Expression; divisor: Expression | null } {
  if (expression.kind !== 'quotient') return { added: expression, divisor: null }
  const { numerator, denominator } = expression
  const isLong = numerator.kind === 'sum' && numerator.terms.length > MANY_TERMS
  return isLong ? { added: numerator, divisor: denominator } : { added: expression, divisor: null }
}

/** How many terms of a formula in numbers stand one by one. */
export const termCount = (expression: Expression): number => termsOf(parted(expression).added).length

const Bracket = ({ children }: { children: string }) => (
  <math>
    <mo stretchy="false">{children}</mo>
  </math>
)

/** The term that reads the number pointed at; null if that is none of them, or stands in all. */
function usePointedTerm(terms: readonly Term[]): number | null {
  const pointed = useLesson((lesson) => lesson.pointed)
  if (terms.length <= MANY_TERMS || pointed.length === 0) return null
  const found = terms.findIndex(({ term }) => slotsIn(term).some((slot) => pointed.includes(slot)))
  return found < 0 ? null : found
}

interface Term {
  readonly term: Expression
  readonly value: number
  /** What all terms come to up to this one */
  readonly total: number
}

interface TermProps extends Term {
  index: number
  numberOf: NumberOf
  iteration: number
  isAlone: boolean
}

function TermInNumbers({ term, value, total, index, numberOf, iteration, isAlone }: TermProps) {
  const show = useShowing(iteration)
  const notation = mathNotation<Slot>(numberOf, (slot) => <SlotNumber shown={show(slot, numberOf(slot))} />, MANY_TERMS)
  const read = slotsIn(term)
  const slots = elided(read.length, MANY_TERMS).flatMap((at) => (at === null ? [] : [read[at]]))
  return (
    <span className={styles.term}>
      <math displaystyle="true">
        {index > 0 && <mo form="infix">+</mo>}
        {write(term, notation, isAlone ? null : 'sum')}
      </math>
      <OperandButtons operands={slots.map((slot) => show(slot, numberOf(slot)))} />
      {!isAlone && <Partial value={term.kind === 'number' ? null : value} total={total} />}
    </span>
  )
}

/** The terms of a sum with what each comes to, and all up to it. */
function withTotals(terms: readonly Expression[], numberOf: NumberOf): Term[] {
  let total = 0
  return terms.map((term) => {
    const value = evaluate(term, numberOf)
    total += value
    return { term, value, total }
  })
}

/** What a term of a sum comes to, unless it is a number already, and the sum up to it. */
function Partial({ value, total }: { value: number | null; total: number }) {
  const digits = useLesson((lesson) => lesson.digits)
  return (
    <span className={styles.partial}>
      {value !== null && <span title={String(value)}>= {formatNumber(value, { digits, signed: true })}</span>}
      <span className={styles.total} title={`so far ${total}`}>
        Σ {formatNumber(total, { digits, signed: true })}
      </span>
    </span>
  )
}

const termsOf = (expression: Expression): readonly Expression[] =>
  expression.kind === 'sum' ? expression.terms : [expression]

/** A number on a ground of its own. It can be pointed at, and asked where it comes from. */
export function SlotNumber({ shown: { text, value, hint, attributes } }: { shown: Shown }) {
  const isPointed = useLesson(({ pointed }) => pointed.includes(attributes['data-slot']))
  const ground = /^[+−]/.test(text) ? (value < 0 ? styles.negative : styles.positive) : styles.plain
  return (
    <mn {...attributes} className={numberClass(value, `${ground} ${isPointed ? styles.pointed : ''}`)} title={hint}>
      {text}
    </mn>
  )
}

/**
 * What a formula reads, for the keyboard and for screen readers: to them a formula is one thing, without parts that can
 * be reached. The focus on an unseen button outlines its number in the formula, as the pointer does.
 */
export function OperandButtons({ operands }: { operands: readonly Shown[] }) {
  const schedule = useLesson((lesson) => lesson.schedule)
  const once = new Map(operands.map((operand) => [operand.attributes['data-slot'], operand]))
  return (
    <span className="visually-hidden">
      {[...once].map(([slot, { quantity, text }]) => (
        // A label, not a text: what nobody sees need not be laid out.
        <button key={slot} type="button" data-slot={slot} aria-label={`${spokenName(schedule, quantity)}: ${text}`} />
      ))}
    </span>
  )
}
