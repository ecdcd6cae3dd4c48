import { useMemo } from 'react'
import type { Slot } from '../../engine/layout.ts'
import type { Memory } from '../../engine/operations.ts'
import type { Step } from '../../engine/schedule.ts'
import { frameAt, type Trace } from '../../engine/trace.ts'
import type { LessonState } from '../../store/lesson.ts'
import { useLesson } from '../page/lesson.ts'
import { stepInView } from '../../store/operation.ts'

/** An operation of the run with the numbers that it found and the one that it wrote. */
export interface Derivation {
  readonly step: Step
  /** Its index in the schedule */
  readonly k: number
  readonly iteration: number
  readonly trace: Trace
  /** Every number as it stood just before */
  readonly before: Memory
  readonly value: number
}

/** What is looked at: the operation asked about, or the one at the cursor; null if there is none. */
export function useDerivation(): Derivation | null {
  const schedule = useLesson((lesson) => lesson.schedule)
  const trace = useLesson(({ trail, trace }) => trail.at(-1)?.trace ?? trace)
  const k = useLesson((lesson) => (stepInView(lesson) ? indexInView(lesson) : null))
  return useMemo(() => {
    if (k === null) return null
    return {
      step: schedule.steps[k],
      k,
      iteration: trace.iteration,
      trace,
      before: frameAt(schedule, trace, k),
      value: trace.values[k],
    }
  }, [schedule, trace, k])
}

const indexInView = ({ trail, cursor }: LessonState): number => trail.at(-1)?.step ?? cursor.step - 1

/** What a click on a number of the derivation asks about: the number as it stood then. */
export const momentBefore = ({ iteration, k }: Derivation): string => `${iteration}.${k}`
export const momentAfter = ({ iteration, k }: Derivation): string => `${iteration}.${k + 1}`

/** The number in a slot, before the operation or after it. */
export const valueIn = ({ step, before, value }: Derivation, slot: Slot, isBefore: boolean): number =>
  slot === step.target && !isBefore ? value : before[slot]
