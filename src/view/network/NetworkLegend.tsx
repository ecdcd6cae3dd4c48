import { useQuantity } from '../number/quantity.ts'
import type { Slot } from '../../engine/layout.ts'
import { quantityName } from '../../explain/quantityNames.ts'
import { unit, type Phrase } from '../../explain/phrase.ts'
import { quantityOf } from '../../engine/quantities.ts'
import { datasetOf, sampleAt } from '../../experiment/experiment.ts'
import { operationAt } from '../../engine/schedule.ts'
import { canUndoRestart, type LessonState } from '../../store/lesson.ts'
import { formatCount } from '../number/format.ts'
import { useLesson } from '../page/lesson.ts'
import { wording } from '../page/wording.ts'
import { Numeral } from '../number/Numeral.tsx'
import { isTraining, rowOfRun, shownRow } from '../../store/operation.ts'
import { PhraseText } from '../number/PhraseText.tsx'
import { Trail } from '../equation/Trail.tsx'
import { knownNumbers } from './spoken.ts'
import { reading } from '../../store/reading.ts'
import { WindowsToggle } from './windows/WindowsToggle.tsx'
import { edgeCount, EDGES_IN_A_FRAME } from './size.ts'
import styles from './network.module.css'
import { partOfKey, partPointedAt, type PartPlace } from '../../store/parts.ts'

/** All numbers of a unit stand in one line. */
const MOST_DIGITS_IN_LIST = 5

/** Whose numbers these are; while a person points at something, what that is. */
export function NetworkLegend() {
  const pointed = useLesson((lesson) => lesson.pointed)
  const part = useLesson(partPointedAt)
  const notice = useLesson((lesson) => lesson.notice)
  const isApart = useLesson(isApartFromRun)
  const chooseRow = useLesson((lesson) => lesson.chooseRow)
  return (
    <div className={styles.legend}>
      <Trail />
      <p className={styles.legendText}>
        {pointed.length === 1 ? (
          <PointedNumber slot={pointed[0]} />
        ) : part !== null ? (
          <PointedPart part={partOfKey(part)} slots={pointed} />
        ) : notice ? (
          <Notice>{notice}</Notice>
        ) : (
          <WhoseNumbers />
        )}
      </p>
      {isApart && (
        <button type="button" className={styles.follow} onClick={() => chooseRow(null)}>
          follow the run
        </button>
      )}
      <WindowsToggle />
    </div>
  )
}

/** What the page did on its own and, where that can be undone, a way back. */
function Notice({ children }: { children: string }) {
  const canUndo = useLesson(canUndoRestart)
  const undoRestart = useLesson((lesson) => lesson.undoRestart)
  return (
    <span className={styles.notice}>
      {children}{' '}
      {canUndo && (
        <button
          type="button"
          className={styles.follow}
          title="Back to where the run was (Ctrl+Z)"
          onClick={undoRestart}
        >
          Undo
        </button>
      )}
    </span>
  )
}

/** The name of a number and, once it is known, the number; where another moment is pointed at, it stands there. */
function PointedNumber({ slot }: { slot: Slot }) {
  const quantity = useQuantity(slot)
  const isKnown = useLesson((lesson) => reading(lesson, slot) !== null)
  const isOfCursor = useLesson(({ trail }) => trail.length === 0)
  const sample = useLesson(({ experiment, view }) =>
    typeof quantity.sample === 'number' ? sampleAt(experiment, view.iteration, quantity.sample) : null,
  )
  return (
    <>
      <PhraseText phrase={quantityName(quantity)} />
      {sample !== null && `, sample ${sample + 1}`}
      {isOfCursor && ': '}
      {isOfCursor && (isKnown ? <Listed slot={slot} /> : 'not computed yet')}
      {isKnown && <WhatClickDoes />}
    </>
  )
}

/** The name of a unit, an edge or the loss, and all its numbers that are known. */
function PointedPart({ part, slots }: { part: PartPlace; slots: readonly Slot[] }) {
  const lesson = useLesson((lesson) => lesson)
  return (
    <>
      <PhraseText phrase={partPhrase(lesson, part)} />:{' '}
      {knownNumbers(lesson, slots).map(({ slot, symbol }) => (
        <span key={slot} className={styles.listed}>
          {symbol} <Listed slot={slot} most={MOST_DIGITS_IN_LIST} />
        </span>
      ))}
      <WhatClickDoes />
    </>
  )
}

function partPhrase({ schedule }: LessonState, { layer, unit: index, source }: PartPlace): Phrase {
  if (source !== null) return [unit(layer - 1, source), ' → ', unit(layer, index)]
  return layer === schedule.network.sizes.length ? ['loss'] : [unit(layer, index)]
}

const Listed = ({ slot, most }: { slot: Slot; most?: number }) => (
  <span className={styles.listedNumber}>
    <Numeral slot={slot} {...(most !== undefined && { most })} />
  </span>
)

const WhatClickDoes = () => <span className={styles.hint}> {wording.click}: why?</span>

/** Whose numbers the picture shows, and what the short symbols mean as soon as they appear. */
function WhoseNumbers() {
  const count = useLesson(({ experiment }) => datasetOf(experiment).inputs.length)
  const iteration = useLesson(({ view }) => view.iteration)
  const runAt = useLesson(({ cursor }) => cursor.iteration)
  const sample = useLesson((lesson) => sampleAt(lesson.experiment, lesson.view.iteration, shownRow(lesson)))
  const reason = useLesson((lesson) => (isApartFromRun(lesson) ? reasonFor(lesson) : ''))
  const known = useLesson(gradientsKnown)
  const drawsStrongest = useLesson(
    (lesson) => isTraining(lesson) && edgeCount(lesson.schedule.network.sizes) > EDGES_IN_A_FRAME,
  )
  if (iteration !== runAt) {
    return (
      <>
        The picture shows iteration {formatCount(iteration + 1)}, sample {sample + 1} of {count}; the run is at
        iteration {formatCount(runAt + 1)}.
      </>
    )
  }
  return (
    <>
      The units show sample {formatCount(sample + 1)} of {formatCount(count)}
      {reason}.{drawsStrongest && ' While it trains, only the strongest edges are drawn.'}
      {known === 'share' && ' Dashed on an edge: its share of ∂L/∂w.'}
      {known === 'batch' && ' Dashed on an edge: ∂L/∂w, of the whole batch.'}
    </>
  )
}

/** Whether the picture shows a row because a person wants to see it, and not because the run is there. */
const isApartFromRun = (lesson: LessonState): boolean =>
  (lesson.chosenRow !== null && lesson.trail.length === 0) || shownRow(lesson) !== rowOfRun(lesson)

function reasonFor(lesson: LessonState): string {
  const { trail, schedule, experiment, cursor } = lesson
  const inquiry = trail.at(-1)
  const isAsked = inquiry && typeof quantityOf(schedule, inquiry.slot).sample === 'number'
  const { operation } = lesson
  const place = !operation
    ? 'the start of the iteration'
    : operation.sample === 'batch'
      ? 'the whole batch'
      : `sample ${sampleAt(experiment, cursor.iteration, operation.sample) + 1}`
  return `, which you ${isAsked ? 'asked about' : 'chose'}; the run is at ${place}`
}

function gradientsKnown(lesson: LessonState): 'none' | 'share' | 'batch' {
  const { schedule, view } = lesson
  if (view.step === 0) return 'none'
  const { sample, stage } = operationAt(schedule, view.step - 1)
  if (sample === 'batch' && stage !== 'loss') return 'batch'
  return stage === 'gradients' || sample === 'batch' ? 'share' : 'none'
}
