import { useMemo, type ReactNode } from 'react'
import { explain } from '../../explain/explain.ts'
import type { NumberPart } from '../../explain/phrase.ts'
import { useLesson } from '../page/lesson.ts'
import { NumberText } from '../number/Numeral.tsx'
import { PhraseText } from '../number/PhraseText.tsx'
import { useShowing } from '../number/quantity.ts'
import { statusOf } from '../../store/status.ts'
import { ActivationCurve } from './ActivationCurve.tsx'
import { momentAfter, momentBefore, valueIn, type Derivation } from './derivation.ts'
import styles from './equation.module.css'
import { Faces } from './Faces.tsx'
import { FormulaInNumbers, FormulaInSymbols } from './Formula.tsx'
import { SlotSymbol } from './SlotSymbol.tsx'
import { MomentName, Title } from './Title.tsx'
import { Tools } from './Tools.tsx'

/** One operation of the run, with the numbers that it read and wrote. */
export function Operation({ derivation }: { derivation: Derivation }) {
  const schedule = useLesson((lesson) => lesson.schedule)
  const { step, iteration, k } = derivation
  const { title, sentence } = useMemo(() => explain(step, schedule), [step, schedule])
  return (
    <div className={styles.operation} data-moment={momentBefore(derivation)}>
      <div className={styles.main}>
        <Title>
          <span>
            <PhraseText phrase={title} />
          </span>
          <MomentName row={step.sample} iteration={iteration} />
        </Title>
        <Faces slot={step.target} trace={derivation.trace}>
          <p className={styles.sentence}>
            <PhraseText phrase={sentence} number={(part) => <SentenceNumber {...{ part, derivation }} />} />
          </p>
          <Diverged />
          <Lines derivation={derivation} />
          <Tools slot={step.target} origin={{ iteration, step: k }} derivation={derivation} />
        </Faces>
      </div>
      <ActivationCurve derivation={derivation} />
    </div>
  )
}

/** With more terms, a sum is written smaller. */
const MANY_TERMS = 6

/** The formula, and under it the same formula with its numbers. */
function Lines({ derivation }: { derivation: Derivation }) {
  const schedule = useLesson((lesson) => lesson.schedule)
  const { step, iteration, before } = derivation
  const { expression } = useMemo(() => explain(step, schedule), [step, schedule])
  const relation = step.stage === 'update' ? '←' : '='
  const isMoreThanACopy = expression.kind !== 'slot'
  return (
    // A formula too wide for a phone scrolls, by keyboard too.
    <div className={styles.lines} tabIndex={0} role="group" aria-label="Formula">
      <div className={styles.result} data-moment={momentAfter(derivation)}>
        <math displaystyle="true">
          <SlotSymbol slot={step.target} iteration={iteration} />
        </math>
      </div>
      <Line relation={relation}>
        <FormulaInSymbols expression={expression} iteration={iteration} />
      </Line>
      <Line relation={relation} isLong={expression.kind === 'sum' && expression.terms.length > MANY_TERMS}>
        {isMoreThanACopy && <FormulaInNumbers {...{ expression, iteration }} numbers={before} />}
        <span className={styles.outcome} data-moment={momentAfter(derivation)}>
          {isMoreThanACopy && (
            <math>
              <mo form="infix">=</mo>
            </math>
          )}
          <Result derivation={derivation} />
        </span>
      </Line>
    </div>
  )
}

interface LineProps {
  relation: string
  isLong?: boolean
  children: ReactNode
}

function Line({ relation, isLong = false, children }: LineProps) {
  return (
    <>
      <math className={styles.relation}>
        <mo>{relation}</mo>
      </math>
      <div className={`${styles.line} ${isLong ? styles.long : ''}`}>{children}</div>
    </>
  )
}

function Result({ derivation: { step, iteration, value } }: { derivation: Derivation }) {
  const shown = useShowing(iteration)(step.target, value)
  return <NumberText shown={shown} className={styles.value} />
}

/** A number in the sentence: as it was before the operation, or as it is after it. */
function SentenceNumber({ part: { slot, before }, derivation }: { part: NumberPart; derivation: Derivation }) {
  const shown = useShowing(derivation.iteration)(slot, valueIn(derivation, slot, before))
  return (
    <span data-moment={before ? undefined : momentAfter(derivation)}>
      <NumberText shown={shown} />
    </span>
  )
}

/** What a number that is none means for the run. */
function Diverged() {
  const isDiverged = useLesson((lesson) => statusOf(lesson) === 'diverged')
  const isFirst = useLesson(({ diverged, cursor }) => cursor.step - 1 === diverged?.step)
  const isAsked = useLesson(({ trail }) => trail.length > 0)
  if (!isDiverged || isAsked) return null
  return (
    <p className={styles.diverged}>
      {isFirst
        ? 'Here the run diverged: this is its first number that is not finite.'
        : 'The run has diverged before this.'}{' '}
      Training cannot go on. Step back to see it coming, or choose a smaller learning rate in Set-up.
    </p>
  )
}
