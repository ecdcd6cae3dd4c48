import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { LessonActions, LessonState, LessonStore } from '../../store/lesson.ts'

export const LessonContext = createContext<LessonStore | null>(null)

/** What a component shows of the lesson. Select a value, not an object made on the spot: it is compared by identity. */
export function useLesson<Selected>(selector: (lesson: LessonState & LessonActions) => Selected): Selected {
  return useStore(useLessonStore(), selector)
}

/** For handlers, which read the lesson when they run. */
export function useLessonStore(): LessonStore {
  const store = useContext(LessonContext)
  if (!store) throw new Error('This component needs a LessonContext around it.')
  return store
}
