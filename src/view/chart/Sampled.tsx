import { useEffect, useMemo, type ReactNode } from 'react'
import { createStore } from 'zustand/vanilla'
import type { LessonActions, LessonState, LessonStore } from '../../store/lesson.ts'
import { LessonContext, useLessonStore } from '../page/lesson.ts'
import { watchSampled } from './useSampled.ts'

interface Props {
  /** At least between two pictures while the run trains */
  milliseconds: number
  children: ReactNode
}

/** Draws what is in it only so often while the run trains: the eye reads no more, and a large network has more to do. */
export function Sampled({ milliseconds, children }: Props) {
  const store = useLessonStore()
  const sampled: LessonStore = useMemo(() => createStore<LessonState & LessonActions>(() => store.getState()), [store])
  useEffect(
    () => watchSampled(store, milliseconds, () => sampled.setState(store.getState(), true)),
    [store, sampled, milliseconds],
  )
  return <LessonContext value={sampled}>{children}</LessonContext>
}
