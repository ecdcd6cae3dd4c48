import type { Slot } from '../engine/layout.ts'
import type { Step } from '../engine/schedule.ts'
import type { LessonState } from '../store/lesson.ts'
import { speeds } from '../store/speeds.ts'

/** The operation at the cursor: the last one done. None at the start of an iteration. */
export const currentStep = ({ schedule, cursor }: LessonState): Step | null => schedule.steps[cursor.step - 1] ?? null

/** Training goes faster than single operations can be read: then none of them is lit. */
export const isTraining = ({ playing, travelling, speed }: LessonState): boolean =>
  travelling || (playing && speeds[speed].unit === 'iteration')

/** The part that a slot plays in the operation at the cursor. */
export type Role = 'written' | 'read' | null

export function roleOf(lesson: LessonState, slots: readonly Slot[]): Role {
  const step = currentStep(lesson)
  if (!step || isTraining(lesson)) return null
  if (slots.includes(step.target)) return 'written'
  return slots.some((slot) => step.operands.includes(slot)) ? 'read' : null
}

/** The row of the batch that the network shows: that of the operation at the cursor, or the last one once all are done. */
export function shownRow(lesson: LessonState): number {
  const step = currentStep(lesson)
  if (!step) return 0
  return step.sample === 'batch' ? lesson.schedule.batchSize - 1 : step.sample
}
