import { useMemo } from 'react'
import { slotsIn, type Expression } from '../../engine/formula/expression.ts'
import type { Slot } from '../../engine/layout.ts'
import { quantityOf } from '../../engine/quantities.ts'
import { byHand, type ByHand } from '../../explain/byHand.ts'
import { linesOf } from '../../explain/lines.ts'
import { write } from '../../explain/notation.ts'
import { numberSaid } from '../../explain/number.ts'
import { textNotation } from '../../explain/textNotations.ts'
import { useLesson } from '../page/lesson.ts'
import { numberText } from '../number/quantity.ts'
import type { Derivation } from './derivation.ts'
import { FormulaInSymbols } from './Formula.tsx'
import styles from './notes.module.css'

/** What is to be said of the numbers of a formula: that they are computed in another form, or are rounded. */
export function Notes({ derivation: { operation, trace, numberOf } }: { derivation: Derivation }) {
  const schedule = useLesson((lesson) => lesson.schedule)
  const digits = useLesson((lesson) => lesson.digits)
  const { inNumbers, computedAs } = useMemo(() => linesOf(schedule, operation), [schedule, operation])
  const help = useMemo(() => {
    const print = (slot: Slot, value: number) => numberText(quantityOf(schedule, slot).kind, value, digits)
    return byHand(inNumbers, operation.target, numberOf, print)
  }, [schedule, inNumbers, operation, numberOf, digits])
  if (!computedAs && !help) return null
  return (
    <span className={styles.note} title="The page computes with all 16 digits of a number and shows it rounded.">
      {computedAs && (
        <>
          Computed as <FormulaInSymbols forms={[computedAs]} iteration={trace.iteration} />, the same without ln 0.{' '}
        </>
      )}
      {help && byHandText(computedAs ? null : inNumbers, help, numberOf(operation.target))}
    </span>
  )
}

/** With more numbers in it, a formula is not written again. */
const MOST_NUMBERS = 8

/** @param formula null where it is not written again */
function byHandText(formula: Expression | null, { rounded, enough }: ByHand, exact: number): string {
  if (formula && enough && slotsIn(formula).length <= MOST_NUMBERS) {
    const written = write(
      formula,
      textNotation(() => 0, enough.textOf),
    )
    return `By hand, with ${enough.digits} digits: ${written} = ${enough.result}`
  }
  if (!formula && enough) return `By hand, ${enough.digits} digits of each give ${enough.result}.`
  const given = Number.isFinite(numberSaid(rounded)) ? `give ${rounded}` : 'do not give a number'
  const better = enough
    ? `${enough.digits} significant digits of each give ${enough.result}`
    : `exactly it is ${exact}, because the page computes with all 16`
  return `By hand these digits ${given}; ${better}.`
}
