import { useMemo, type ReactNode } from 'react'
import { explain } from '../../explain/explain.ts'
import { linesOf } from '../../explain/lines.ts'
import type { ChangePart, NumberPart } from '../../explain/phrase.ts'
import { useLesson } from '../page/lesson.ts'
import { NumberText } from '../number/Numeral.tsx'
import { ChangeText, PhraseText } from '../number/PhraseText.tsx'
import { useShowing } from '../number/quantity.ts'
import { statusOf } from '../../store/status.ts'
import { ActivationCurve } from './ActivationCurve.tsx'
import { momentOf, type Derivation } from './derivation.ts'
import styles from './equation.module.css'
import { Faces } from './Faces.tsx'
import { FormulaInNumbers, FormulaInSymbols, termCount } from './Formula.tsx'
import { Notes } from './Notes.tsx'
import { Relation } from './Relation.tsx'
import { SlotSymbol } from './SlotSymbol.tsx'
import { MomentName, Title } from './Title.tsx'
import { Tools } from './Tools.tsx'

/** One operation of the run, with the numbers that it read and wrote. */
export function Operation({ derivation }: { derivation: Derivation }) {
  const schedule = useLesson((lesson) => lesson.schedule)
  const { operation, trace, numberOf } = derivation
  const { title, sentence } = useMemo(() => explain(operation, schedule), [schedule, operation])
  return (
    <div className={styles.operation} data-moment={momentOf(derivation)}>
      <div className={styles.main}>
        <Faces
          slot={operation.target}
          trace={trace}
          head={
            <>
              <Title>
                <PhraseText phrase={title} /> <MomentName row={operation.sample} iteration={trace.iteration} />
              </Title>
              <p className={styles.sentence}>
                <PhraseText
                  phrase={sentence}
                  number={(part) => <SentenceNumber {...{ part, derivation }} />}
                  change={({ from, to }: ChangePart) => <ChangeText from={numberOf(from)} to={numberOf(to)} />}
                />{' '}
                <Diverged />
              </p>
            </>
          }
          tools={<Tools slot={operation.target} iteration={trace.iteration} derivation={derivation} />}
        >
          <Lines derivation={derivation} />
        </Faces>
      </div>
      <ActivationCurve derivation={derivation} />
    </div>
  )
}

/** With more terms, what each comes to is not written below it: it stands in its title. */
const MANY_TERMS = 3

/** The formula, and under it the same formula with its numbers. */
function Lines({ derivation }: { derivation: Derivation }) {
  const schedule = useLesson((lesson) => lesson.schedule)
  const { operation, trace, numberOf } = derivation
  const { iteration } = trace
  const { inSymbols, inNumbers } = useMemo(() => linesOf(schedule, operation), [schedule, operation])
  const relation = operation.stage === 'update' ? '←' : '='
  const isMoreThanACopy = inNumbers.kind !== 'number'
  return (
    // A formula too wide for a phone scrolls, by keyboard too.
    <div className={styles.lines} tabIndex={0} role="group" aria-label="Formula">
      <div className={styles.result}>
        <math displaystyle="true">
          <SlotSymbol slot={operation.target} iteration={iteration} />
        </math>
      </div>
      <Line relation={relation}>
        <FormulaInSymbols forms={inSymbols} iteration={iteration} />
      </Line>
      <Line relation={relation} isLong={termCount(inNumbers) > MANY_TERMS}>
        {isMoreThanACopy && <FormulaInNumbers expression={inNumbers} {...{ iteration, numberOf }} />}
        <span className={styles.outcome}>
          {isMoreThanACopy && <Relation>=</Relation>}
          <Result derivation={derivation} />
        </span>
        <Notes derivation={derivation} />
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
      <Relation className={styles.relation}>{relation}</Relation>
      <div className={`${styles.line} ${isLong ? styles.long : ''}`}>{children}</div>
    </>
  )
}

function Result({ derivation: { operation, trace, numberOf } }: { derivation: Derivation }) {
  const shown = useShowing(trace.iteration)(operation.target, numberOf(operation.target))
  return <NumberText shown={shown} className={styles.value} />
}

function SentenceNumber({ part: { slot }, derivation }: { part: NumberPart; derivation: Derivation }) {
  return <NumberText shown={useShowing(derivation.trace.iteration)(slot, derivation.numberOf(slot))} />
}

/** What a number that is none means for the run. */
function Diverged() {
  const isDiverged = useLesson((lesson) => statusOf(lesson) === 'diverged')
  const isFirst = useLesson(({ diverged, cursor }) => cursor.step - 1 === diverged?.k)
  const isAsked = useLesson(({ trail }) => trail.length > 0)
  if (!isDiverged || isAsked) return null
  return (
    <span className={styles.diverged}>
      {isFirst
        ? 'Here the run diverged: this is its first number that is not finite.'
        : 'The run has diverged before this.'}{' '}
      Training cannot go on. Step back to see it coming, or choose a smaller learning rate in Set-up.
    </span>
  )
}
