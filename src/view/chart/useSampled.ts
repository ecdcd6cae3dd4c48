import { useEffect, useState } from 'react'
import type { LessonState } from '../../store/lesson.ts'
import { useLessonStore } from '../page/lesson.ts'
import { isTraining } from '../../store/operation.ts'

/**
 * The lesson, as all of a drawing sees it: at once while a person steps, while the run trains only so often.
 *
 * @param milliseconds at least between two looks while the run trains
 */
export function useSampled(milliseconds: number): LessonState {
  const store = useLessonStore()
  const [sampled, setSampled] = useState<LessonState>(() => store.getState())

  useEffect(() => {
    let last = 0
    let timer: ReturnType<typeof setTimeout> | undefined

    function look(): void {
      timer = undefined
      last = performance.now()
      setSampled(store.getState())
    }

    function changed(state: LessonState): void {
      const wait = isTraining(state) ? last + milliseconds - performance.now() : 0
      if (wait <= 0) {
        clearTimeout(timer)
        look()
      } else {
        timer ??= setTimeout(look, wait)
      }
    }

    look()
    const stop = store.subscribe(changed)
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [store, milliseconds])

  return sampled
}
