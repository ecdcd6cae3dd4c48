import { useEffect, useState } from 'react'
import type { Schedule } from '../../../engine/schedule.ts'
import { useLessonStore } from '../../page/lesson.ts'
import type { KeptRows } from '../../../experiment/keptRows.ts'

const MOST_OFTEN_MILLISECONDS = 250
/** A history of a million numbers, 8 MB, is asked for no more often than every second. */
const NUMBERS_PER_MILLISECOND = 1000

/** The parameters of the run so far, asked for again as it gets further; null until the first answer. */
export function useHistory(schedule: Schedule): KeptRows | null {
  const store = useLessonStore()
  const [answer, setAnswer] = useState<{ schedule: Schedule; rows: KeptRows } | null>(null)

  useEffect(() => {
    let isAsking = false
    let isGone = false
    /** When it may be asked for again */
    let next = -Infinity
    let timer: ReturnType<typeof setTimeout> | undefined
    let asked: { schedule: Schedule; furthest: number } | null = null

    async function ask(): Promise<void> {
      const state = store.getState()
      isAsking = true
      asked = { schedule: state.schedule, furthest: state.furthest }
      const rows = await state.history()
      isAsking = false
      const pause = Math.max(MOST_OFTEN_MILLISECONDS, (rows?.values.length ?? 0) / NUMBERS_PER_MILLISECOND)
      next = performance.now() + pause
      if (isGone) return
      if (rows) setAnswer({ schedule: state.schedule, rows })
      askIfNews()
    }

    function askIfNews(): void {
      const state = store.getState()
      const isKnown = state.schedule === asked?.schedule && state.furthest === asked.furthest
      if (isAsking || isKnown || timer !== undefined) return
      timer = setTimeout(
        () => {
          timer = undefined
          void ask()
        },
        Math.max(0, next - performance.now()),
      )
    }

    askIfNews()
    const stop = store.subscribe(askIfNews)
    return () => {
      isGone = true
      stop()
      clearTimeout(timer)
    }
  }, [store])

  return answer?.schedule === schedule ? answer.rows : null
}
