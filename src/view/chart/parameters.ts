import { useMemo } from 'react'
import { parametersAt } from '../../engine/parameters.ts'
import type { LessonState } from '../../store/lesson.ts'
import { useLesson } from '../page/lesson.ts'

type AtCursor = Pick<LessonState, 'schedule' | 'trace' | 'cursor'>

/** The parameters at the cursor: the same array until an update changes one of them. */
export function useParameters(): Float64Array {
  const schedule = useLesson((lesson) => lesson.schedule)
  const trace = useLesson((lesson) => lesson.trace)
  const updates = useLesson(updatesDone)
  return useMemo(() => parametersAt(schedule, trace, schedule.firstUpdate + updates), [schedule, trace, updates])
}

/** The same of a lesson that is looked at only now and then. */
export function useSampledParameters(lesson: AtCursor): Float64Array {
  const { schedule, trace } = lesson
  const updates = updatesDone(lesson)
  return useMemo(() => parametersAt(schedule, trace, schedule.firstUpdate + updates), [schedule, trace, updates])
}

/** The updates of this iteration that lie before the cursor. */
export const updatesDone = ({ schedule, cursor }: Pick<AtCursor, 'schedule' | 'cursor'>): number =>
  Math.max(0, cursor.step - schedule.firstUpdate)
