import type { LessonState } from '../../store/lesson.ts'
import { isTraining, readBy } from '../../store/operation.ts'
import { partOf, samePart, type PartPlace } from '../../store/parts.ts'

/** The parts of the picture that the operation looked at is about. */
export interface Touched {
  readonly written: PartPlace | null
  readonly read: readonly PartPlace[]
}

const NOTHING: Touched = { written: null, read: [] }

/** Nothing while the run trains, too fast to follow it. */
export function touchedParts(lesson: LessonState): Touched {
  const { schedule, trail, view } = lesson
  if (isTraining(lesson)) return NOTHING
  const { operation } = view
  if (!operation) {
    const given = trail.at(-1)?.slot
    return given === undefined ? NOTHING : { written: partOf(schedule, given), read: [] }
  }
  const written = partOf(schedule, operation.target)
  const read = [...readBy(schedule, operation)]
    .map((slot) => partOf(schedule, slot))
    .filter((part): part is PartPlace => part !== null && !(written && samePart(part, written)))
  return { written, read }
}
