import { useMemo } from 'react'
import { partOfKey, type PartPlace } from '../../store/parts.ts'
import { useLesson } from '../page/lesson.ts'
import { writtenKey } from './touched.ts'

/** The part that the operation looked at writes: the same object until it is another part. */
export function useWritten(): PartPlace | null {
  const key = useLesson(writtenKey)
  return useMemo(() => (key === null ? null : partOfKey(key)), [key])
}
