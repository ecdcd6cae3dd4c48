import { useMemo } from 'react'
import type { LessonState } from '../../store/lesson.ts'
import { parametersAfterUpdates, updatesDone } from './parameters.ts'

/** The parameters at the cursor: the same array until an update changes one of them. */
export function useSampledParameters(lesson: LessonState): Float64Array {
  const { schedule, trace } = lesson
  const updates = updatesDone(lesson)
  return useMemo(() => parametersAfterUpdates(schedule, trace, updates), [schedule, trace, updates])
}
