import type { LessonState } from './lesson.ts'

export type Status = 'ready' | 'running' | 'paused' | 'diverged' | 'error'

export function statusOf({ problem, playing, travelling, diverged, cursor }: LessonState): Status {
  if (problem) return 'error'
  if (playing || travelling) return 'running'
  if (diverged && diverged.iteration === cursor.iteration && cursor.step > diverged.k) return 'diverged'
  return cursor.iteration === 0 && cursor.step === 0 ? 'ready' : 'paused'
}
