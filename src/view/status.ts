import type { LessonState, LessonStore } from '../store/lesson.ts'
import { currentStep } from './operation.ts'

export type Status = 'ready' | 'running' | 'paused' | 'diverged' | 'error'

export function statusOf({ problem, playing, travelling, diverged, cursor }: LessonState): Status {
  if (problem) return 'error'
  if (playing || travelling) return 'running'
  if (diverged && diverged.iteration === cursor.iteration && cursor.step > diverged.step) return 'diverged'
  return cursor.iteration === 0 && cursor.step === 0 ? 'ready' : 'paused'
}

/** The promise to programs: where the lesson is, on the document's element. */
export function publishStatus(lesson: LessonStore, dataset: DOMStringMap): void {
  function publish(state: LessonState): void {
    dataset.iteration = String(state.cursor.iteration)
    dataset.step = String(state.cursor.step)
    dataset.stage = currentStep(state)?.stage ?? 'inputs'
    dataset.status = statusOf(state)
  }
  publish(lesson.getState())
  lesson.subscribe(publish)
}
