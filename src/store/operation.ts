import type { Slot } from '../engine/layout.ts'
import { operandsOf } from '../engine/formula/formulas.ts'
import type { Operation } from '../engine/place.ts'
import { quantityOf } from '../engine/quantities.ts'
import type { Schedule } from '../engine/schedule.ts'
import type { LessonState } from './lesson.ts'
import { speeds } from './speeds.ts'

/** Training goes faster than single operations can be read: then none of them is lit. */
export const isTraining = ({ playing, travelling, speed }: LessonState): boolean =>
  travelling || (playing && speeds[speed].unit === 'iteration')

/** The operation that is looked at, unless training goes too fast to follow it. */
export const followedOperation = (lesson: LessonState): Operation | null =>
  isTraining(lesson) ? null : lesson.view.operation

/** Changes whenever another operation is looked at. */
export const lookedAt = ({ cursor, trail }: LessonState): string =>
  `${cursor.iteration} ${cursor.step} ${trail.length} ${trail.at(-1)?.slot}`

/** The part that a slot plays in the operation that is looked at. */
export type Role = 'written' | 'read' | null

export function roleOf(lesson: LessonState, slots: readonly (Slot | null)[]): Role {
  if (isTraining(lesson)) return null
  const { operation } = lesson.view
  const asked = lesson.trail.at(-1)
  const written = operation ? operation.target : asked?.slot
  if (written !== undefined && slots.includes(written)) return 'written'
  if (!operation) return null
  const read = readBy(lesson.schedule, operation)
  return slots.some((slot) => slot !== null && read.has(slot)) ? 'read' : null
}

let latest: { operation: Operation; slots: ReadonlySet<Slot> } | null = null

/** The slots that an operation reads. Of one operation all numbers on screen ask, so the latest answer is kept. */
export function readBy(schedule: Schedule, operation: Operation): ReadonlySet<Slot> {
  if (latest?.operation !== operation) latest = { operation, slots: new Set(operandsOf(schedule, operation)) }
  return latest.slots
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
