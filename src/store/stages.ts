import { stages, type Stage } from '../engine/place.ts'
import { stageRange } from '../engine/schedule.ts'
import type { LessonState, LessonStore } from './lesson.ts'
import { isTraining, shownRow } from './operation.ts'

/** A box of the textbook diagram: the inputs, which are given, or a stage. */
export type Box = 'inputs' | Stage

/** In the order in which they are passed. */
export const boxes: readonly Box[] = ['inputs', ...stages]

export const boxTitles: Record<Box, string> = {
  inputs: 'Inputs',
  forward: 'Forward',
  loss: 'Loss',
  backward: 'Backward',
  gradients: 'Gradients',
  update: 'Update',
}

/** The box in which the cursor is; none while training, which goes through all of them. */
export const currentBox = (lesson: LessonState): Box | null =>
  isTraining(lesson) ? null : (lesson.operation?.stage ?? 'inputs')

/** To the position after the first operation of a box, for the sample shown. */
export function goToBox(lesson: LessonStore, box: Box): void {
  const { cursor, jumpTo } = lesson.getState()
  jumpTo({ iteration: cursor.iteration, step: firstStepOf(lesson.getState(), box) })
}

function firstStepOf(lesson: LessonState, box: Box): number {
  const { schedule } = lesson
  if (box === 'inputs') return 0
  const range = stageRange(schedule, shownRow(lesson), box) ?? stageRange(schedule, 'batch', box)!
  return range.from + 1
}
