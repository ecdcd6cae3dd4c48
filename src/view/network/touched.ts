import type { Slot } from '../../engine/layout.ts'
import type { LessonState } from '../../store/lesson.ts'
import { isTraining, touchedSlots } from '../../store/operation.ts'
import { partKey, partOf } from '../../store/parts.ts'

/** The keys of the parts of which the operations that are lit read or write a number, each once. */
export function touchedKeys(lesson: LessonState): ReadonlySet<string> {
  if (isTraining(lesson)) return new Set()
  const { written, read } = touchedSlots(lesson)
  const keys = new Set<string>()
  const add = (slot: Slot) => {
    const part = partOf(lesson.schedule, slot)
    if (part) keys.add(partKey(part))
  }
  read.forEach(add)
  for (let slot = written.from; slot < written.to; slot++) add(slot)
  return keys
}

/** The same object until other operations are lit. */
export function keptTouchedKeys(): (lesson: LessonState) => ReadonlySet<string> {
  let kept: { touched: unknown; keys: ReadonlySet<string> } | null = null
  return (lesson) => {
    const touched = isTraining(lesson) ? null : touchedSlots(lesson)
    if (kept?.touched !== touched) kept = { touched, keys: touchedKeys(lesson) }
    return kept.keys
  }
}

/** The part whose number is written or, where a given number is looked at, the part that this belongs to; by its key. */
export function writtenKey(lesson: LessonState): string | null {
  if (isTraining(lesson)) return null
  const slot = lesson.view.operation?.target ?? lesson.trail.at(-1)?.slot
  const part = slot === undefined ? null : partOf(lesson.schedule, slot)
  return part && partKey(part)
}
