import { useMemo } from 'react'
import { firstUpdate, type Schedule } from '../../engine/schedule.ts'
import type { Trace } from '../../engine/trace.ts'
import type { LessonState } from '../../store/lesson.ts'
import { useLesson } from '../page/lesson.ts'

/** The parameters at the cursor: the same array until an update changes one of them. */
export function useParameters(): Float64Array {
  const schedule = useLesson((lesson) => lesson.schedule)
  const trace = useLesson((lesson) => lesson.trace)
  const updates = useLesson(updatesDone)
  return useMemo(() => parametersAfterUpdates(schedule, trace, updates), [schedule, trace, updates])
}

/** The parameters when so many updates of an iteration are done. */
export function parametersAfterUpdates(schedule: Schedule, trace: Trace, updates: number): Float64Array {
  const parameters = trace.start.slice(0, schedule.layout.parameterCount)
  const first = firstUpdate(schedule)
  for (let k = first; k < first + updates; k++) parameters[schedule.steps[k].target] = trace.values[k]
  return parameters
}

/** The updates of this iteration that lie before the cursor. */
export const updatesDone = ({ schedule, cursor }: Pick<LessonState, 'schedule' | 'cursor'>): number =>
  Math.max(0, cursor.step - firstUpdate(schedule))
