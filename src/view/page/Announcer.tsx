import type { Slot } from '../../engine/layout.ts'
import { quantityOf } from '../../engine/quantities.ts'
import type { Operation } from '../../engine/place.ts'
import { operationAt, writerOf } from '../../engine/schedule.ts'
import type { Trace } from '../../engine/trace.ts'
import { reading } from '../../store/reading.ts'
import { sampleAt } from '../../experiment/experiment.ts'
import { explain } from '../../explain/explain.ts'
import { explainGiven } from '../../explain/given.ts'
import { spokenUnitName } from '../../explain/unitNames.ts'
import { formatChange } from '../../explain/number.ts'
import type { Phrase, PhrasePart } from '../../explain/phrase.ts'
import type { Inquiry } from '../../store/inquiry.ts'
import type { LessonState } from '../../store/lesson.ts'
import { formatCount } from '../number/format.ts'
import { useLesson } from './lesson.ts'
import { statusOf } from '../../store/status.ts'
import { numberText } from '../number/quantity.ts'

/** Tells a screen reader each step in one sentence, and what the page did on its own. Playing is not told step by step. */
export function Announcer() {
  const message = useLesson(announcement)
  return (
    <p className="visually-hidden" aria-live="polite">
      {message}
    </p>
  )
}

function announcement(lesson: LessonState): string {
  const inquiry = lesson.trail.at(-1)
  if (inquiry) return `Why? ${announceInquiry(lesson, inquiry)}`
  if (lesson.notice) return lesson.notice
  if (lesson.playing || lesson.travelling) return 'Playing.'
  const { cursor, operation, trace } = lesson
  if (!operation) return `Start of iteration ${formatCount(cursor.iteration + 1)}.`
  const ending = statusOf(lesson) === 'diverged' ? ' The run has diverged.' : ''
  return `${speakOperation(lesson, operation, trace)}${ending}`
}

function announceInquiry(lesson: LessonState, { slot, trace }: Inquiry): string {
  const { schedule } = lesson
  const k = writerOf(schedule, slot)
  if (k !== null) return speakOperation(lesson, operationAt(schedule, k), trace)
  const quantity = quantityOf(schedule, slot)
  const { title, sentence } = explainGiven(quantity, schedule.network.trainBiases)
  const speak = (phrase: Phrase) => speakPhrase(lesson, phrase, () => null)
  return `${speak(title)}: ${numberText(quantity.kind, trace.given[slot], lesson.digits)}. ${speak(sentence)}`
}

function speakOperation(lesson: LessonState, operation: Operation, trace: Trace): string {
  const { schedule, experiment } = lesson
  const { title, sentence } = explain(operation, schedule)
  // Known as soon as the operation is done.
  const moment = { schedule, view: { step: operation.k + 1, trace } }
  const valueOf = (slot: Slot) => reading(moment, slot)
  if (reading(moment, operation.target) === null) return '' // its numbers are on their way
  const { sample } = operation
  const row = sample === 'batch' ? '' : `, sample ${sampleAt(experiment, trace.iteration, sample) + 1}`
  return `${speakPhrase(lesson, title, valueOf)}${row}. ${speakPhrase(lesson, sentence, valueOf)}`
}

function speakPhrase(lesson: LessonState, phrase: Phrase, valueOf: (slot: Slot) => number | null): string {
  const { schedule, digits } = lesson
  const speak = (part: PhrasePart): string => {
    if (typeof part === 'string') return part
    if (part.kind === 'unit') return spokenUnitName(schedule.network, part.layer, part.unit)
    if (part.kind === 'change') {
      const [from, to] = [part.from, part.to].map(valueOf)
      return from === null || to === null ? '' : formatChange(to - from)
    }
    const value = valueOf(part.slot)
    return value === null ? '' : numberText(quantityOf(schedule, part.slot).kind, value, digits)
  }
  return phrase.map(speak).join('')
}
