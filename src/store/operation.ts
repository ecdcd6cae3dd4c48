import type { Slot } from '../engine/layout.ts'
import { operandsOf } from '../engine/formula/formulas.ts'
import type { Operation } from '../engine/place.ts'
import { quantityOf } from '../engine/quantities.ts'
import { operationAt, rangeAround, type Range, type Schedule } from '../engine/schedule.ts'
import { sampleAt } from '../experiment/experiment.ts'
import type { View } from './inquiry.ts'
import type { LessonState } from './lesson.ts'
import { speeds } from './speeds.ts'
import type { StepSize } from './stops.ts'

/** Training goes faster than single operations can be read: then none of them is lit. */
export const isTraining = ({ playing, travelling, speed }: LessonState): boolean =>
  travelling || (playing && speeds[speed].unit === 'iteration')

/** The operation that is looked at, unless training goes too fast to follow it. */
export const followedOperation = (lesson: LessonState): Operation | null =>
  isTraining(lesson) ? null : lesson.view.operation

/** Changes whenever another operation is looked at. */
export const lookedAt = ({ cursor, trail }: LessonState): string =>
  `${cursor.iteration} ${cursor.step} ${trail.length} ${trail.at(-1)?.slot}`

/**
 * The operations that are lit: the step of the chosen size, or the one that is played, in which the cursor is, as far as
 * it has come. Of a number asked about it is one operation.
 */
export function litOperations(lesson: LessonState): Range | null {
  const operation = followedOperation(lesson)
  if (!operation) return null
  const { schedule, trail } = lesson
  const stepSize = sizeOfSteps(lesson)
  const { k, sample } = operation
  const one = { from: k, to: k + 1 }
  if (trail.length > 0 || stepSize === 'iteration' || stepSize === 'epoch') return one
  const { from } = rangeAround(schedule, k, stepSize)
  const cost = (k + 1 - from) * (sample === 'batch' ? schedule.batchSize : 1)
  return cost > MOST_LIT ? one : { from, to: k + 1 }
}

/** How far a step goes: while a run is played, what that plays. */
export const sizeOfSteps = ({ playing, speed, stepSize }: LessonState): StepSize =>
  playing ? speeds[speed].unit : stepSize

/** The numbers of more operations are not looked up at each step: of so many, nothing would stand out. */
const MOST_LIT = 5_000

/** The part that a slot plays in the operations that are lit. */
export type Role = 'written' | 'read' | null

export function roleOf(lesson: LessonState, slots: readonly (Slot | null)[]): Role {
  if (isTraining(lesson)) return null
  const { written, read } = touchedSlots(lesson)
  if (slots.some((slot) => slot !== null && slot >= written.from && slot < written.to)) return 'written'
  return slots.some((slot) => slot !== null && read.has(slot)) ? 'read' : null
}

/** What the operations that are lit write, slot after slot, and what they read. */
interface Touched {
  readonly written: Range
  readonly read: ReadonlySet<Slot>
}

let latest: { readonly view: View; readonly size: StepSize; readonly touched: Touched } | null = null

/** Of one moment all numbers on screen ask, so the latest answer is kept. */
export function touchedSlots(lesson: LessonState): Touched {
  const { view } = lesson
  const size = sizeOfSteps(lesson)
  if (latest?.view !== view || latest.size !== size) latest = { view, size, touched: findTouched(lesson) }
  return latest.touched
}

function findTouched(lesson: LessonState): Touched {
  const { schedule, trail } = lesson
  const { givenCount } = schedule.layout
  const range = litOperations(lesson)
  // A given number that is asked about was written by nothing, and is what it is about.
  const asked = trail.at(-1)?.slot
  if (!range) return { written: { from: asked ?? 0, to: asked === undefined ? 0 : asked + 1 }, read: new Set() }
  const read = new Set<Slot>()
  for (let k = range.from; k < range.to; k++) {
    for (const slot of operandsOf(schedule, operationAt(schedule, k))) read.add(slot)
  }
  return { written: { from: givenCount + range.from, to: givenCount + range.to }, read }
}

let latestRead: { operation: Operation; slots: ReadonlySet<Slot> } | null = null

/** The slots that an operation reads. */
export function readBy(schedule: Schedule, operation: Operation): ReadonlySet<Slot> {
  if (latestRead?.operation !== operation) latestRead = { operation, slots: new Set(operandsOf(schedule, operation)) }
  return latestRead.slots
}

/** The row of the batch that the network shows: the one asked about, chosen, at the cursor, or the last once all are done. */
export function shownRow(lesson: LessonState): number {
  const { trail, schedule, chosenRow } = lesson
  const asked = trail.at(-1)
  const sample = asked && quantityOf(schedule, asked.slot).sample
  if (typeof sample === 'number') return sample
  return chosenRow ?? rowOfRun(lesson)
}

/** The row at the cursor, or the last once all are done. */
export function rowOfRun({ schedule, operation }: LessonState): number {
  if (!operation) return 0
  return operation.sample === 'batch' ? schedule.batchSize - 1 : operation.sample
}

/** The sample of the data whose numbers the network shows, unless training goes too fast to follow them. */
export const sampleShown = (lesson: LessonState): number | null =>
  isTraining(lesson) ? null : sampleAt(lesson.experiment, lesson.view.iteration, shownRow(lesson))

/** Whether the operation at the cursor is about the row that the network shows: what happens now has the highlighter. */
export const isShownCurrent = (lesson: LessonState): boolean =>
  !isTraining(lesson) && lesson.operation?.sample === shownRow(lesson)
