import type { LessonState, LessonStore } from '../../store/lesson.ts'
import { statusOf } from '../../store/status.ts'

/** The promise to programs: where the lesson is, on the document's element. */
export function publishStatus(lesson: LessonStore, dataset: DOMStringMap): void {
  function publish(state: LessonState): void {
    dataset.iteration = String(state.cursor.iteration)
    dataset.step = String(state.cursor.step)
    dataset.stage = state.operation?.stage ?? 'inputs'
    dataset.status = statusOf(state)
  }
  publish(lesson.getState())
  lesson.subscribe(publish)
}
