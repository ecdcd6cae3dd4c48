import type { Slot } from '../../engine/layout.ts'
import { useLesson } from '../page/lesson.ts'
import { shownRow } from '../../store/operation.ts'

/** The slots of a unit for the sample shown. Inputs have an activation only. */
export interface UnitSlots {
  readonly activation: Slot
  readonly weightedSum?: Slot
  readonly activationGradient?: Slot
  readonly delta?: Slot
  readonly bias?: Slot
  readonly biasGradient?: Slot
  readonly batchBiasGradient?: Slot
}

export function useUnitSlots(layer: number, unit: number): UnitSlots {
  const layout = useLesson(({ schedule }) => schedule.layout)
  const row = useLesson(shownRow)
  const activation = layout.activation(row, layer, unit)
  if (layer === 0) return { activation }
  return {
    activation,
    weightedSum: layout.weightedSum(row, layer, unit),
    activationGradient: layout.activationGradient(row, layer, unit),
    delta: layout.delta(row, layer, unit),
    bias: layout.bias(layer, unit),
    biasGradient: layout.biasGradient(row, layer, unit),
    batchBiasGradient: layout.batchBiasGradient(layer, unit),
  }
}
