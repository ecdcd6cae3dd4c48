import type { Slot } from '../engine/layout.ts'
import { currentSlot, parametersAt } from '../engine/parameters.ts'
import type { ParameterPlace } from '../engine/place.ts'
import { isKnown, numberIn } from '../engine/trace.ts'
import type { View } from './inquiry.ts'
import type { LessonState } from './lesson.ts'

/** A moment whose numbers are read: that of the picture or, where something else is looked at, another. */
export interface Moment extends Pick<LessonState, 'schedule'> {
  readonly view: Pick<View, 'step' | 'trace'>
}

/** The one door that every number on screen goes through: the number in a slot at the moment shown, or null while it is blank. */
export const reading = ({ schedule, view }: Moment, slot: Slot): number | null =>
  isKnown(schedule.layout, slot, view.step) ? numberIn(schedule, view.trace, slot) : null

/** How far an iteration of the run is known: to the cursor in its own, whole in any other. */
export const stepReached = (
  { schedule, cursor }: Pick<LessonState, 'schedule' | 'cursor'>,
  iteration: number,
): number => (iteration === cursor.iteration ? cursor.step : schedule.count)

/** The slot of a parameter at the moment shown: the old one, or the new one as soon as it is updated. */
export const slotOfParameter = ({ schedule, view }: Moment, place: ParameterPlace): Slot =>
  currentSlot(schedule, place, view.step)

/** Writes every weight at the moment shown into an array: layer by layer, unit by unit, source by source. */
export function weightsShown({ schedule, view }: Moment, into: Float32Array): void {
  const { network, layout } = schedule
  const parameters = parametersAt(schedule, view.trace, view.step)
  let edge = 0
  for (let layer = 1; layer < network.sizes.length; layer++) {
    const first = layout.parameter(layer, 0, 0)
    const weights = parameters.subarray(first, layout.parameter(layer, 0, null))
    into.set(weights, edge)
    edge += weights.length
  }
}
