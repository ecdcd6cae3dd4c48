import { explain } from '../explain/explain.ts'
import { spokenUnitName } from '../explain/names.ts'
import type { PhrasePart } from '../explain/phrase.ts'
import type { LessonState } from '../store/lesson.ts'
import { useLesson } from './lesson.ts'
import { currentStep } from './operation.ts'
import { statusOf } from './status.ts'
import { quantityIn, valueAt, valueBefore, write } from './quantity.ts'

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
  if (lesson.notice) return lesson.notice
  if (lesson.playing || lesson.travelling) return 'Playing.'
  const step = currentStep(lesson)
  if (!step) return `Start of iteration ${lesson.cursor.iteration + 1}.`
  const { title, sentence } = explain(step, lesson.schedule)
  const speak = (part: PhrasePart): string => {
    if (typeof part === 'string') return part
    if (part.kind === 'unit') return spokenUnitName(lesson.schedule.network, part.layer, part.unit)
    const value = part.before ? valueBefore(lesson, part.slot) : valueAt(lesson, part.slot)
    return value === null ? '' : write(quantityIn(lesson.schedule, part.slot).kind, value)
  }
  const where = step.sample === 'batch' ? '' : `, sample ${step.sample + 1}`
  const ending = statusOf(lesson) === 'diverged' ? ' The run has diverged.' : ''
  return `${title.map(speak).join('')}${where}. ${sentence.map(speak).join('')}${ending}`
}
