import type { Step } from '../../engine/schedule.ts'
import type { Trace } from '../../engine/trace.ts'
import { sampleAt } from '../../experiment/experiment.ts'
import { explain } from '../../explain/explain.ts'
import { explainGiven } from '../../explain/given.ts'
import { spokenUnitName } from '../../explain/unitNames.ts'
import type { NumberPart, Phrase, PhrasePart } from '../../explain/phrase.ts'
import type { Inquiry } from '../../store/inquiry.ts'
import type { LessonState } from '../../store/lesson.ts'
import { formatCount } from '../number/format.ts'
import { useLesson } from './lesson.ts'
import { statusOf } from '../../store/status.ts'
import { quantityIn, write } from '../number/quantity.ts'

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
  const { schedule, cursor, trace } = lesson
  if (cursor.step === 0) return `Start of iteration ${formatCount(cursor.iteration + 1)}.`
  const ending = statusOf(lesson) === 'diverged' ? ' The run has diverged.' : ''
  return `${speakOperation(lesson, schedule.steps[cursor.step - 1], trace)}${ending}`
}

function announceInquiry(lesson: LessonState, { slot, step, trace }: Inquiry): string {
  const { schedule } = lesson
  if (step !== null) return speakOperation(lesson, schedule.steps[step], trace)
  const quantity = quantityIn(schedule, slot)
  const { title, sentence } = explainGiven(quantity, schedule.network.trainBiases)
  const speak = (phrase: Phrase) => speakPhrase(lesson, phrase, () => null)
  return `${speak(title)}: ${write(quantity.kind, trace.start[slot], lesson.digits)}. ${speak(sentence)}`
}

function speakOperation(lesson: LessonState, step: Step, trace: Trace): string {
  const { schedule, experiment } = lesson
  const { title, sentence } = explain(step, schedule)
  const valueOf = ({ slot, before }: NumberPart) =>
    before ? trace.start[slot] : trace.values[schedule.writtenAt[slot]]
  const sample = step.sample === 'batch' ? '' : `, sample ${sampleAt(experiment, trace.iteration, step.sample) + 1}`
  return `${speakPhrase(lesson, title, valueOf)}${sample}. ${speakPhrase(lesson, sentence, valueOf)}`
}

function speakPhrase(lesson: LessonState, phrase: Phrase, valueOf: (part: NumberPart) => number | null): string {
  const { schedule, digits } = lesson
  const speak = (part: PhrasePart): string => {
    if (typeof part === 'string') return part
    if (part.kind === 'unit') return spokenUnitName(schedule.network, part.layer, part.unit)
    const value = valueOf(part)
    return value === null ? '' : write(quantityIn(schedule, part.slot).kind, value, digits)
  }
  return phrase.map(speak).join('')
}
