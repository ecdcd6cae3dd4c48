import type { Slot } from '../engine/layout.ts'
import { currentSlot } from '../engine/parameters.ts'
import type { ParameterPlace } from '../engine/place.ts'
import { isKnown, numberIn } from '../engine/trace.ts'
import type { LessonState } from './lesson.ts'

type Moment = Pick<LessonState, 'schedule' | 'view'>

/** The one door that every number on screen goes through: the number in a slot at the moment shown, or null while it is blank. */
export const reading = ({ schedule, view }: Moment, slot: Slot): number | null =>
  isKnown(schedule.layout, slot, view.step) ? numberIn(schedule, view.trace, slot) : null

/** The slot of a parameter at the moment shown: the old one, or the new one as soon as it is updated. */
export const slotOfParameter = ({ schedule, view }: Moment, place: ParameterPlace): Slot =>
  currentSlot(schedule, place, view.step)
