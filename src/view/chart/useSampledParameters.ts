import { useMemo } from 'react'
import { parametersAt } from '../../engine/parameters.ts'
import type { LessonState } from '../../store/lesson.ts'
import { updatesDone } from './parameters.ts'

type AtCursor = Pick<LessonState, 'schedule' | 'trace' | 'cursor'>

/** The parameters at the cursor of a lesson that is looked at now and then: the same array until an update changes one. */
export function useSampledParameters(lesson: AtCursor): Float64Array {
  const { schedule, trace } = lesson
  const updates = updatesDone(lesson)
  return useMemo(() => parametersAt(schedule, trace, schedule.firstUpdate + updates), [schedule, trace, updates])
}
