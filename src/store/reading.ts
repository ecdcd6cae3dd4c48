import type { Slot } from '../engine/layout.ts'
import { isKnown } from '../engine/trace.ts'
import type { LessonState } from './lesson.ts'

/** The one door that every number on screen goes through: the value in a slot at the moment shown, or null while it is blank. */
export const reading = ({ schedule, view }: LessonState, slot: Slot): number | null =>
  isKnown(schedule, slot, view.step) ? view.frame[slot] : null

/** Writes every weight at the moment shown into an array: layer by layer, unit by unit, source by source. */
export function weightsShown({ schedule, view }: LessonState, into: Float32Array): void {
  const { network, layout } = schedule
  let edge = 0
  for (let layer = 1; layer < network.sizes.length; layer++) {
    for (let unit = 0; unit < network.sizes[layer]; unit++) {
      for (let source = 0; source < network.sizes[layer - 1]; source++) {
        into[edge++] = view.frame[layout.weight(layer, unit, source)]
      }
    }
  }
}
