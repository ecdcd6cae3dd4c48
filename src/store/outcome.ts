import { outputLayer } from '../engine/network.ts'
import type { LessonState } from './lesson.ts'
import { reading } from './reading.ts'

/** How the answers of the network to the batch on screen stand against their targets. */
export interface Outcome {
  /** [row][output] */
  readonly answers: readonly { readonly prediction: number; readonly target: number }[]
  /** Whether targets are yes or no, so that a prediction is right or wrong */
  readonly isYesOrNo: boolean
  /** How many predictions are on the side of 0.5 that their target is on */
  readonly right: number
  /** The largest distance between a prediction and its target */
  readonly largestMiss: number
}

/** Null while not all of them are known: of a large batch that trains, the page has the rows in sight. */
export function outcomeOf(lesson: LessonState): Outcome | null {
  const { network, layout, batchSize } = lesson.schedule
  const last = outputLayer(network)
  const answers = Array.from({ length: batchSize }, (_, row) => row).flatMap((row) =>
    Array.from({ length: network.sizes[last] }, (_, unit) => ({
      prediction: reading(lesson, layout.activation(row, last, unit)) ?? NaN,
      target: reading(lesson, layout.target(row, unit)) ?? NaN,
    })),
  )
  if (answers.some(({ prediction, target }) => Number.isNaN(prediction - target))) return null
  return {
    answers,
    isYesOrNo: answers.every(({ target }) => target === 0 || target === 1),
    right: answers.filter(({ prediction, target }) => prediction > 0.5 === target > 0.5).length,
    largestMiss: Math.max(...answers.map(({ prediction, target }) => Math.abs(prediction - target))),
  }
}
