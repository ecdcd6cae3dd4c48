import type { Slot } from '../../engine/layout.ts'
import { shownRow } from '../../store/operation.ts'
import { slotOfParameter } from '../../store/reading.ts'
import { useLesson } from '../page/lesson.ts'

/** The slots of a unit for the sample shown; null for what it has not. Inputs have an activation only. */
export interface UnitSlots {
  readonly activation: Slot
  readonly weightedSum: Slot | null
  readonly activationGradient: Slot | null
  readonly delta: Slot | null
  readonly bias: Slot | null
  readonly share: Slot | null
  readonly gradient: Slot | null
}

export function useUnitSlots(layer: number, unit: number): UnitSlots {
  const layout = useLesson(({ schedule }) => schedule.layout)
  const row = useLesson(shownRow)
  const bias = useLesson((lesson) => (layer === 0 ? null : slotOfParameter(lesson, { layer, unit, source: null })))
  const isInput = layer === 0
  return {
    activation: layout.activation(row, layer, unit),
    weightedSum: isInput ? null : layout.weightedSum(row, layer, unit),
    activationGradient: isInput ? null : layout.activationGradient(row, layer, unit),
    delta: isInput ? null : layout.delta(row, layer, unit),
    bias,
    share: isInput ? null : layout.share(row, layer, unit, null),
    gradient: isInput ? null : layout.gradient(layer, unit, null),
  }
}
