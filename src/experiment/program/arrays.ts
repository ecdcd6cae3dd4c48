import type { Index } from '../../engine/formula/expression.ts'
import type { GeneralNumber } from '../../engine/formula/inGeneral.ts'
import type { Slot } from '../../engine/layout.ts'
import { currentSlot } from '../../engine/parameters.ts'
import type { Schedule } from '../../engine/schedule.ts'

export type ArrayKind = 'eta' | 'A' | 'Y' | 'W' | 'b' | 'Z' | 'L_n' | 'L' | 'dA' | 'delta' | 'dW' | 'db'

/** An array of the program that stands for numbers of the engine. */
export interface ProgramArray {
  readonly name: string
  readonly kind: ArrayKind
  /** As in the schedule, a loss belongs to the layer after the outputs. */
  readonly layer: number
}

export const arrayOf = (kind: ArrayKind, layer: number): ProgramArray => ({
  name: unnumbered.has(kind) ? kind : `${kind}${layer}`,
  kind,
  layer,
})

/** Of these there is one, whatever the layers. */
const unnumbered: ReadonlySet<ArrayKind> = new Set(['eta', 'Y', 'L_n', 'L'])

const arrayKinds: Record<Exclude<GeneralNumber['kind'], 'loss'>, ArrayKind> = {
  eta: 'eta',
  x: 'A',
  a: 'A',
  target: 'Y',
  w: 'W',
  b: 'b',
  z: 'Z',
  dLda: 'dA',
  delta: 'delta',
  gw: 'dW',
  gb: 'db',
}

/** The array that a number of a general formula is in. */
export function arrayHolding({ kind, layer, sample }: GeneralNumber): ProgramArray {
  if (kind === 'loss') return arrayOf(sample === 'batch' ? 'L' : 'L_n', layer)
  return arrayOf(arrayKinds[kind], layer)
}

/** What the axes of that array run over: a row for each sample, or for each unit of a weight matrix. */
export const axesOf = ({ unit, source, sample }: GeneralNumber): Index[] =>
  [sample === 'batch' ? null : sample, unit, source].filter((index) => index !== null)

/** The numbers of an array. It has a row for each sample, or for each unit of a weight matrix; a vector or a number has one. */
export interface SlotGrid {
  readonly rows: number
  readonly columns: number
  /** Null stands for what the network does not compute. */
  readonly slotAt: (row: number, column: number) => Slot | null
}

/**
 * @param share the row of the batch whose share of a gradient is meant, instead of the batch's gradient
 * @param k parameters as they are after so many operations
 */
export function slotsOf({ kind, layer }: ProgramArray, schedule: Schedule, share?: number, k = 0): SlotGrid {
  const { network, batchSize, layout } = schedule
  const units = network.sizes[layer]
  const sources = network.sizes[layer - 1]
  const single = (slot: Slot): SlotGrid => ({ rows: 1, columns: 1, slotAt: () => slot })
  const perSample = (slot: (sample: number, layer: number, unit: number) => Slot | null): SlotGrid => ({
    rows: batchSize,
    columns: units,
    slotAt: (sample, unit) => slot(sample, layer, unit),
  })
  const matrix = (slot: (unit: number, source: number) => Slot | null): SlotGrid => ({
    rows: units,
    columns: sources,
    slotAt: slot,
  })
  const vector = (slot: (unit: number, source: null) => Slot | null): SlotGrid => ({
    rows: 1,
    columns: units,
    slotAt: (_, unit) => slot(unit, null),
  })
  const parameter = (unit: number, source: number | null) => currentSlot(schedule, { layer, unit, source }, k)
  const gradient = (unit: number, source: number | null) =>
    share === undefined ? layout.gradient(layer, unit, source) : layout.share(share, layer, unit, source)
  switch (kind) {
    case 'eta':
      return single(layout.learningRate)
    case 'A':
      return perSample(layout.activation)
    case 'Y':
      return perSample((sample, _layer, unit) => layout.target(sample, unit))
    case 'W':
      return matrix(parameter)
    case 'b':
      return vector(parameter)
    case 'Z':
      return perSample(layout.weightedSum)
    case 'L_n':
      return { rows: batchSize, columns: 1, slotAt: layout.loss }
    case 'L':
      return single(layout.batchLoss)
    case 'dA':
      return perSample(layout.activationGradient)
    case 'delta':
      return perSample(layout.delta)
    case 'dW':
      return matrix(gradient)
    case 'db':
      return vector(gradient)
  }
}
