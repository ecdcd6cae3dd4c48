import type { Slot } from '../engine/layout.ts'
import type { Step } from '../engine/schedule.ts'
import { quantitiesOf } from '../engine/quantities.ts'
import type { LessonState } from './lesson.ts'
import { speeds } from './speeds.ts'

/** The operation at the cursor: the last one done. None at the start of an iteration. */
export const currentStep = ({ schedule, cursor }: LessonState): Step | null => schedule.steps[cursor.step - 1] ?? null

/** Training goes faster than single operations can be read: then none of them is lit. */
export const isTraining = ({ playing, travelling, speed }: LessonState): boolean =>
  travelling || (playing && speeds[speed].unit === 'iteration')

/** The operation that is looked at: the one asked about, or the one at the cursor. None for a number that is given. */
export function stepInView(lesson: LessonState): Step | null {
  const inquiry = lesson.trail.at(-1)
  if (!inquiry) return currentStep(lesson)
  return inquiry.step === null ? null : lesson.schedule.steps[inquiry.step]
}

/** Changes whenever another operation is looked at. */
export const lookedAt = ({ cursor, trail }: LessonState): string =>
  `${cursor.iteration} ${cursor.step} ${trail.length} ${trail.at(-1)?.step}`

/** The part that a slot plays in the operation that is looked at. */
export type Role = 'written' | 'read' | null

export function roleOf(lesson: LessonState, slots: readonly Slot[]): Role {
  const inquiry = lesson.trail.at(-1)
  const step = stepInView(lesson)
  if (isTraining(lesson)) return null
  if (!step) return inquiry && slots.includes(inquiry.slot) ? 'written' : null
  if (slots.includes(step.target)) return 'written'
  return slots.some((slot) => step.operands.includes(slot)) ? 'read' : null
}

/** The row of the batch that the network shows: the one asked about, chosen, at the cursor, or the last once all are done. */
export function shownRow(lesson: LessonState): number {
  const { trail, schedule, chosenRow } = lesson
  const inquiry = trail.at(-1)
  const asked = inquiry && quantitiesOf(schedule)[inquiry.slot].sample
  if (typeof asked === 'number') return asked
  if (chosenRow !== null) return chosenRow
  const step = currentStep(lesson)
  if (!step) return 0
  return step.sample === 'batch' ? schedule.batchSize - 1 : step.sample
}
