import { quantityOf } from '../../engine/quantities.ts'
import { Fragment } from 'react'
import { sampleAt } from '../../experiment/experiment.ts'
import { formulaOf } from '../../engine/formula/formulas.ts'
import { write, type Notation } from '../../explain/notation.ts'
import { formatGiven } from '../../explain/number.ts'
import { latexSymbol, symbolOf, textSymbol, type Symbol } from '../../explain/symbol.ts'
import { latexNotation, textNotation } from '../../explain/textNotations.ts'
import type { LessonState } from '../../store/lesson.ts'
import { CopyOutcome, useCopying } from '../page/Copying.tsx'
import { useLessonStore } from '../page/lesson.ts'
import type { Derivation } from './derivation.ts'
import styles from './equation.module.css'

/** The number with all its digits, and the formula in symbols and numbers, for the clipboard. */
export function Copy({ derivation }: { derivation: Derivation }) {
  const lesson = useLessonStore()
  const { outcome, copy } = useCopying(derivation)
  const choices = [
    { name: 'number', textOf: () => String(derivation.numberOf(derivation.operation.target)) },
    { name: 'text', textOf: () => equationText(lesson.getState(), derivation) },
    { name: 'LaTeX', textOf: () => equationLatex(lesson.getState(), derivation) },
  ]
  return (
    <div className={styles.copy}>
      <CopyOutcome outcome={outcome} /> copy{' '}
      {choices.map(({ name, textOf }, index) => (
        <Fragment key={name}>
          {index > 0 && ' · '}
          <button type="button" className={styles.link} onClick={() => copy(textOf(), name)}>
            {name}
          </button>
        </Fragment>
      ))}
    </div>
  )
}

/** z_h1 = w_h1,x1 · x1 + … = 0.3745… × 0 + … = 0.7080… */
const equationText = (lesson: LessonState, derivation: Derivation): string =>
  equation(lesson, derivation, textSymbol, textNotation, { update: '←', equals: '=' })

const equationLatex = (lesson: LessonState, derivation: Derivation): string =>
  equation(lesson, derivation, latexSymbol, latexNotation, { update: '\\gets', equals: '=' })

function equation(
  { schedule, experiment }: LessonState,
  { operation, trace, numberOf }: Derivation,
  writeSymbol: (symbol: Symbol) => string,
  notation: (numberOf: ((slot: number) => number) | null, writeSlot: (slot: number) => string) => Notation<string>,
  signs: { update: string; equals: string },
): string {
  const sampleIn = (row: number) => sampleAt(experiment, trace.iteration, row) + 1
  const symbol = (slot: number) => writeSymbol(symbolOf(quantityOf(schedule, slot), schedule.network, sampleIn))
  const expression = formulaOf(schedule, operation)
  const inSymbols = write(expression, notation(null, symbol))
  const numbers = notation(numberOf, (slot) => formatGiven(numberOf(slot)))
  const inNumbers = write(expression, numbers)
  const relation = operation.stage === 'update' ? signs.update : signs.equals
  const result = numbers.constant(numberOf(operation.target))
  const parts = [inSymbols, ...(inNumbers === result ? [] : [inNumbers]), result]
  return `${symbol(operation.target)} ${relation} ${parts.join(' = ')}`
}
