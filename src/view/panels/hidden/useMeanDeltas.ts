import { useMemo } from 'react'
import { workOf } from '../../../engine/schedule.ts'
import type { LessonState } from '../../../store/lesson.ts'
import { useProbe } from '../../chart/useProbe.ts'
import { lastDelta } from './run.ts'
import { useOverRun } from './useOverRun.ts'

const MOST_ITERATIONS = 200

/** The mean |δ| of each layer in an iteration; the first is that of layer 1. */
export interface MeansAt {
  readonly iteration: number
  readonly means: readonly number[]
}

/** The mean deltas of iterations that are kept of the run. */
export function useMeanDeltas({ schedule }: LessonState): readonly MeansAt[] {
  const kept = useOverRun(schedule, probeOf, MOST_ITERATIONS)
  return useMemo(() => kept.map(({ iteration, answer }) => ({ iteration, means: answer })), [kept])
}

const probeOf = (iteration: number, parameters: Float64Array) =>
  ({ type: 'meanDeltas', iteration, parameters }) as const

/** Those of the iteration shown; null until the run has come to the last of its deltas. */
export function useMeanDeltasHere({ schedule, trace, cursor }: LessonState): MeansAt | null {
  const isReached = cursor.step > lastDelta(schedule)
  const probe = useMemo(() => {
    const { iteration, given } = trace
    return isReached ? probeOf(iteration, given.slice(0, schedule.layout.parameterCount)) : null
  }, [isReached, schedule, trace])
  const found = useProbe<'meanDeltas'>(schedule, probe, workOf(schedule))
  return isReached && found ? { iteration: found.probe.iteration, means: found.answer } : null
}
