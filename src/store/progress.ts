import { iterationsPerEpoch } from '../experiment/experiment.ts'
import type { LessonState } from './lesson.ts'
import { outcomeOf } from './outcome.ts'

/**
 * Where in its course a training run with yes-or-no targets is: all predictions move together to the safest guess; they
 * stay there, on a plateau; they part, and the loss falls; all are right, and become surer. Null for what is none of these.
 */
export type Progress = 'gathering' | 'plateau' | 'parting' | 'right'

/** Predictions no farther apart are as good as equal. */
const TOGETHER = 0.12
/** The part of the loss by which it falls, over a twentieth of the run, where one sees it fall */
const FALLING = 0.02
const PART_OF_RUN = 0.05

export function progressOf(lesson: LessonState): Progress | null {
  if (iterationsPerEpoch(lesson.experiment) > 1) return null
  const outcome = outcomeOf(lesson)
  if (!outcome?.isYesOrNo) return null
  const { answers, right } = outcome
  if (right === answers.length) return 'right'
  const predictions = answers.map(({ prediction }) => prediction)
  const isFalling = recentFall(lesson) > FALLING
  if (Math.max(...predictions) - Math.min(...predictions) < TOGETHER) return isFalling ? 'gathering' : 'plateau'
  return isFalling ? 'parting' : null
}

/** By which part the loss of the batch has fallen of late. */
function recentFall({ losses: { stride, values }, goal, cursor }: LessonState): number {
  const at = Math.min(values.length - 1, Math.floor(cursor.iteration / stride))
  const before = Math.max(0, at - Math.ceil((goal * PART_OF_RUN) / stride))
  return at <= 0 ? 0 : 1 - values[at] / values[before]
}
