import type { Operation } from '../../engine/place.ts'
import type { Schedule } from '../../engine/schedule.ts'
import type { LessonState } from '../../store/lesson.ts'
import { isTraining, readBy } from '../../store/operation.ts'
import { partKey, partOf } from '../../store/parts.ts'

/** The keys of the parts that an operation reads, and of the one that is written, each once. */
export function touchedKeys(schedule: Schedule, operation: Operation | null, written: string | null): Set<string> {
  const read = operation ? [...readBy(schedule, operation)].map((slot) => partOf(schedule, slot)) : []
  return new Set([written, ...read.map((part) => part && partKey(part))].filter((key) => key !== null))
}

/** The part whose number is written or, where a given number is looked at, the part that this belongs to; by its key. */
export function writtenKey(lesson: LessonState): string | null {
  if (isTraining(lesson)) return null
  const slot = lesson.view.operation?.target ?? lesson.trail.at(-1)?.slot
  const part = slot === undefined ? null : partOf(lesson.schedule, slot)
  return part && partKey(part)
}
