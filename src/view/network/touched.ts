import type { Operation } from '../../engine/place.ts'
import type { Schedule } from '../../engine/schedule.ts'
import type { LessonState } from '../../store/lesson.ts'
import { followedOperation, isTraining, readBy } from '../../store/operation.ts'
import { partKey, partOf, samePart, type PartPlace } from '../../store/parts.ts'

/** The parts of the picture that the operation looked at is about. */
export interface Touched {
  readonly written: PartPlace | null
  readonly read: readonly PartPlace[]
}

/** Nothing while the run trains, too fast to follow it. */
export function touchedParts(lesson: LessonState): Touched {
  const { schedule } = lesson
  const written = writtenPart(lesson)
  const read = partsRead(schedule, followedOperation(lesson)).filter((part) => !(written && samePart(part, written)))
  return { written, read }
}

/** The parts whose numbers an operation reads: that of what it writes may be among them. */
export const partsRead = (schedule: Schedule, operation: Operation | null): PartPlace[] =>
  operation
    ? [...readBy(schedule, operation)].map((slot) => partOf(schedule, slot)).filter((part) => part !== null)
    : []

/** The part whose number is written or, where a given number is looked at, the part that this belongs to. */
export function writtenPart(lesson: LessonState): PartPlace | null {
  if (isTraining(lesson)) return null
  const slot = lesson.view.operation?.target ?? lesson.trail.at(-1)?.slot
  return slot === undefined ? null : partOf(lesson.schedule, slot)
}

/** Its key; null while nothing is looked at, or the run trains too fast to follow it. */
export function writtenKey(lesson: LessonState): string | null {
  const part = writtenPart(lesson)
  return part && partKey(part)
}
