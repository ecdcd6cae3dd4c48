import type { Slot } from '../engine/layout.ts'
import { isKnown } from '../engine/trace.ts'
import type { LessonState } from './lesson.ts'

/** The one door that every number on screen goes through: the value in a slot at the moment shown, or null while it is blank. */
export const reading = ({ schedule, view }: LessonState, slot: Slot): number | null =>
  isKnown(schedule, slot, view.step) ? view.frame[slot] : null
