import type { ReactNode } from 'react'
import type { Step } from '../../engine/schedule.ts'
import { datasetOf, sampleAt } from '../../experiment/experiment.ts'
import { explain } from '../../explain/explain.ts'
import { iterationsDone } from '../../store/lesson.ts'
import { formatCount } from '../format.ts'
import { useLesson } from '../lesson.ts'
import { Numeral } from '../Numeral.tsx'
import { currentStep, isTraining } from '../operation.ts'
import { statusOf } from '../status.ts'
import { valueAt } from '../quantity.ts'
import { PhraseText } from '../PhraseText.tsx'
import styles from './equation.module.css'
import { Formula } from './Formula.tsx'
import { SlotSymbol } from './SlotSymbol.tsx'

/** The operation at the cursor: in words, in symbols, in numbers. */
export function Equation() {
  const step = useLesson(currentStep)
  const training = useLesson(isTraining)
  const notice = useLesson((lesson) => lesson.notice)
  return (
    <section className={styles.equation} aria-labelledby="equation-title">
      {notice && <p className={styles.notice}>{notice}</p>}
      {training ? <Training /> : step ? <Operation step={step} /> : <Beginning />}
    </section>
  )
}

function Operation({ step }: { step: Step }) {
  const schedule = useLesson((lesson) => lesson.schedule)
  const { title, sentence, expression } = explain(step, schedule)
  return (
    <>
      <Title>
        <span>
          <PhraseText phrase={title} />
        </span>
        <span className={styles.sample}>
          <SampleName sample={step.sample} />
        </span>
      </Title>
      <p className={styles.sentence}>
        <PhraseText phrase={sentence} />
      </p>
      <Diverged />
      {/* A formula too wide for a phone scrolls, by keyboard too. */}
      <div className={styles.lines} tabIndex={0} role="group" aria-label="Formula">
        <div className={styles.result}>
          <math displaystyle="true">
            <SlotSymbol slot={step.target} />
          </math>
        </div>
        <Line relation={step.stage === 'update' ? '←' : '='}>
          <Formula expression={expression} face="symbols" />
        </Line>
        <Line relation={step.stage === 'update' ? '←' : '='}>
          {expression.kind !== 'slot' && <Formula expression={expression} face="numbers" />}
          <span className={styles.outcome}>
            {expression.kind !== 'slot' && (
              <math>
                <mo form="infix">=</mo>
              </math>
            )}
            <Numeral slot={step.target} className={styles.value} />
          </span>
        </Line>
      </div>
    </>
  )
}

function Line({ relation, children }: { relation: string; children: ReactNode }) {
  return (
    <>
      <math className={styles.relation}>
        <mo>{relation}</mo>
      </math>
      <div className={styles.line}>{children}</div>
    </>
  )
}

function Title({ children }: { children: ReactNode }) {
  return (
    <h2 className={styles.title} id="equation-title">
      {children}
    </h2>
  )
}

function SampleName({ sample }: { sample: Step['sample'] }) {
  const count = useLesson(({ experiment }) => datasetOf(experiment).inputs.length)
  const index = useLesson(({ experiment, cursor }) =>
    sample === 'batch' ? null : sampleAt(experiment, cursor.iteration, sample),
  )
  return index === null ? 'all samples of the batch' : `sample ${index + 1} of ${count}`
}

/** What a number that is none means for the run. */
function Diverged() {
  const isDiverged = useLesson((lesson) => statusOf(lesson) === 'diverged')
  const isFirst = useLesson(({ diverged, cursor }) => cursor.step - 1 === diverged?.step)
  if (!isDiverged) return null
  return (
    <p className={styles.diverged}>
      {isFirst
        ? 'Here the run diverged: this is its first number that is not finite.'
        : 'The run has diverged before this.'}{' '}
      Training cannot go on. Step back to see it coming, or choose a smaller learning rate in Set-up.
    </p>
  )
}

function Training() {
  const done = useLesson(iterationsDone)
  const goal = useLesson((lesson) => lesson.goal)
  const batchLoss = useLesson(({ schedule }) => schedule.layout.batchLoss)
  const isKnownHere = useLesson((lesson) => valueAt(lesson, lesson.schedule.layout.batchLoss) !== null)
  return (
    <>
      <Title>Training</Title>
      <p className={styles.sentence}>
        {formatCount(done)} of {formatCount(goal)} iterations done.{' '}
        {isKnownHere && (
          <>
            The loss of the batch is <Numeral slot={batchLoss} />.
          </>
        )}
      </p>
      <p className={styles.sentence}>
        <kbd>Space</kbd> pauses at any iteration; from there every operation can be stepped through, forwards and back.
      </p>
    </>
  )
}

function Beginning() {
  const iteration = useLesson(({ cursor }) => cursor.iteration)
  if (iteration === 0) {
    return (
      <>
        <Title>The network with its start values</Title>
        <p className={styles.sentence}>
          Press <kbd>→</kbd> to see the first operation, or <kbd>Space</kbd> to train.
        </p>
      </>
    )
  }
  return (
    <>
      <Title>Iteration {formatCount(iteration + 1)} begins</Title>
      <p className={styles.sentence}>
        It starts from the weights that iteration {formatCount(iteration)} left; nothing else is known yet. Press{' '}
        <kbd>→</kbd> for its first operation, or <kbd>←</kbd> to go back over the update.
      </p>
    </>
  )
}
