import { memo, useMemo } from 'react'
import { evaluate, type NumberOf } from '../../engine/formula/evaluate.ts'
import { slotsIn, type Expression } from '../../engine/formula/expression.ts'
import type { Slot } from '../../engine/layout.ts'
import { spokenName } from '../../explain/quantityNames.ts'
import { write } from '../../explain/notation.ts'
import { formatNumber } from '../../explain/number.ts'
import { useLesson } from '../page/lesson.ts'
import { numberClass } from '../number/Numeral.tsx'
import { useShowing, type Shown } from '../number/quantity.ts'
import styles from './equation.module.css'
import { mathNotation } from './mathNotation.tsx'
import { SlotSymbol } from './SlotSymbol.tsx'

/** In symbols, a longer sum shows its first and its last two terms: those between differ in their indices only. */
const LONGEST_SUM = 4

interface SymbolsProps {
  expression: Expression
  iteration: number
}

/**
 * A formula in symbols. MathML does not break lines, so a sum is handed out term by term, each a formula of its own,
 * and the page breaks between them.
 */
export const FormulaInSymbols = memo(function FormulaInSymbols({ expression, iteration }: SymbolsProps) {
  const notation = useMemo(
    () => mathNotation<Slot>(null, (slot) => <SlotSymbol slot={slot} iteration={iteration} />),
    [iteration],
  )
  const terms = termsOf(expression)
  const shown = terms.length > LONGEST_SUM ? [terms[0], null, ...terms.slice(-2)] : terms
  return shown.map((term, index) => (
    <math key={index} displaystyle="true">
      {index > 0 && <mo form="infix">+</mo>}
      {term ? write(term, notation, terms.length > 1 ? 'sum' : null) : <mo>…</mo>}
    </math>
  ))
})

interface NumbersProps {
  expression: Expression
  /** What stands in the slots that it reads, and the iteration that this is of */
  numberOf: NumberOf
  iteration: number
}

/** A formula in numbers; a sum product by product, with what it comes to so far. */
export function FormulaInNumbers({ expression, numberOf, iteration }: NumbersProps) {
  const show = useShowing(iteration)
  const notation = mathNotation<Slot>(numberOf, (slot) => <SlotNumber shown={show(slot, numberOf(slot))} />)
  const terms = withTotals(termsOf(expression), numberOf)
  return terms.map(({ term, value, total }, index) => (
    <span key={index} className={styles.term}>
      <math displaystyle="true">
        {index > 0 && <mo form="infix">+</mo>}
        {write(term, notation, terms.length > 1 ? 'sum' : null)}
      </math>
      <OperandButtons operands={slotsIn(term).map((slot) => show(slot, numberOf(slot)))} />
      {terms.length > 1 && <Partial value={term.kind === 'number' ? null : value} total={total} />}
    </span>
  ))
}

/** The terms of a sum with what each comes to, and all up to it. */
function withTotals(terms: readonly Expression[], numberOf: NumberOf) {
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
