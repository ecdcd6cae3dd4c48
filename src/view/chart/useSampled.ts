import { useEffect, useState } from 'react'
import type { LessonState, LessonStore } from '../../store/lesson.ts'
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
  useEffect(() => watchSampled(store, milliseconds, () => setSampled(store.getState())), [store, milliseconds])
  return sampled
}

/** Looks now and whenever something has changed, while the run trains only so often. Returns how to stop it. */
export function watchSampled(store: LessonStore, milliseconds: number, look: () => void): () => void {
  let last = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  function lookNow(): void {
    clearTimeout(timer)
    timer = undefined
    last = performance.now()
    look()
  }

  function changed(state: LessonState): void {
    const wait = isTraining(state) ? last + milliseconds - performance.now() : 0
    if (wait <= 0) lookNow()
    else timer ??= setTimeout(lookNow, wait)
  }

  lookNow()
  const stop = store.subscribe(changed)
  return () => {
    stop()
    clearTimeout(timer)
  }
}
