import { quantityOf } from '../../engine/quantities.ts'
import { Fragment } from 'react'
import { sampleAt } from '../../experiment/experiment.ts'
import { linesOf } from '../../explain/lines.ts'
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
          {index > 0 && ', '}
          <button type="button" className={styles.link} onClick={() => copy(textOf(), name)}>
            {name}
          </button>
        </Fragment>
      ))}
    </div>
  )
}

/** a_h1 = σ(z_h1) = 1 / (1 + exp(−z_h1)) = 1 / (1 + exp(−0.7080…)) = 0.6700… */
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
  const lines = linesOf(schedule, operation)
  const inSymbols = lines.inSymbols.map((form) => write(form, notation(null, symbol)))
  const numbers = notation(numberOf, (slot) => formatGiven(numberOf(slot)))
  const inNumbers = write(lines.inNumbers, numbers)
  const relation = operation.stage === 'update' ? signs.update : signs.equals
  const result = numbers.constant(numberOf(operation.target))
  const parts = [...inSymbols, ...(inNumbers === result ? [] : [inNumbers]), result]
  return `${symbol(operation.target)} ${relation} ${parts.join(' = ')}`
}
