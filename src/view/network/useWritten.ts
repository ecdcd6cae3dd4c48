import { useMemo } from 'react'
import type { LessonState } from '../../store/lesson.ts'
import { partKey, partOfKey, type PartPlace } from '../../store/parts.ts'
import { useLesson } from '../page/lesson.ts'
import { writtenPart } from './touched.ts'

/** The part that the operation looked at writes: the same object until it is another part. */
export function useWritten(): PartPlace | null {
  const key = useLesson(writtenKey)
  return useMemo(() => (key === null ? null : partOfKey(key)), [key])
}

/** Its key; null while nothing is looked at, or the run trains too fast to follow it. */
export function writtenKey(lesson: LessonState): string | null {
  const part = writtenPart(lesson)
  return part && partKey(part)
}
