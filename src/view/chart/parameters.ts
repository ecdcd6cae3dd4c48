import type { LessonState } from '../../store/lesson.ts'

/** The updates of this iteration that lie before the cursor. */
export const updatesDone = ({ schedule, cursor }: Pick<LessonState, 'schedule' | 'cursor'>): number =>
  Math.max(0, cursor.step - schedule.firstUpdate)
