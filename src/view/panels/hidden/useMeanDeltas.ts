import { useEffect, useMemo, useState } from 'react'
import type { LessonState } from '../../../store/lesson.ts'
import { meanDeltasFrom, usedRows } from './run.ts'
import { useHistory } from './useHistory.ts'

const MOST_ROWS = 200
/** So that no picture waits for it */
const SLICE_MILLISECONDS = 5

/** The mean |δ| of each layer in an iteration; the first is that of layer 1. */
export interface MeansAt {
  readonly iteration: number
  readonly means: readonly number[]
}

/** The mean deltas of the iterations that are kept of the run; a few at a time, and each computed once. */
export function useMeanDeltas({ experiment, schedule }: LessonState): readonly MeansAt[] {
  const rows = useHistory(schedule)
  const width = schedule.layout.parameterCount
  const used = useMemo(() => (rows ? usedRows(rows, width, MOST_ROWS) : []), [rows, width])
  const [known, setKnown] = useState({ schedule, means: new Map<number, readonly number[]>() })
  const means = known.schedule === schedule ? known.means : null

  useEffect(() => {
    const missing = used.filter(({ iteration }) => !means?.has(iteration))
    if (!rows || missing.length === 0) return
    const timer = setTimeout(() => {
      const end = performance.now() + SLICE_MILLISECONDS
      const more = new Map(means)
      for (const { iteration, from } of missing) {
        const parameters = rows.values.subarray(from, from + width)
        more.set(iteration, meanDeltasFrom(experiment, schedule, iteration, parameters))
        if (performance.now() > end) break
      }
      setKnown({ schedule, means: more })
    })
    return () => clearTimeout(timer)
  }, [experiment, schedule, rows, used, width, means])

  return useMemo(
    () =>
      used.flatMap(({ iteration }) => {
        const found = means?.get(iteration)
        return found ? [{ iteration, means: found }] : []
      }),
    [used, means],
  )
}
