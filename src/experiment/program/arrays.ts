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

/**
 * The numbers of an array, row by row: a row for each sample, or for each unit of a weight matrix. Null stands for what
 * the network does not compute.
 *
 * @param share the row of the batch whose share of a gradient is meant, instead of the batch's gradient
 * @param k parameters as they are after so many operations
 */
export function slotsOf({ kind, layer }: ProgramArray, schedule: Schedule, share?: number, k = 0): (Slot | null)[][] {
  const { network, batchSize, layout } = schedule
  const units = range(network.sizes[layer] ?? 0)
  const sources = range(network.sizes[layer - 1] ?? 0)
  const samples = range(batchSize)
  const perSample = (slot: (sample: number, layer: number, unit: number) => Slot | null) =>
    samples.map((sample) => units.map((unit) => slot(sample, layer, unit)))
  const parameter = (unit: number, source: number | null) => currentSlot(schedule, { layer, unit, source }, k)
  const gradient = (unit: number, source: number | null) =>
    share === undefined ? layout.gradient(layer, unit, source) : layout.share(share, layer, unit, source)
  switch (kind) {
    case 'eta':
      return [[layout.learningRate]]
    case 'A':
      return perSample(layout.activation)
    case 'Y':
      return perSample((sample, _layer, unit) => layout.target(sample, unit))
    case 'W':
      return units.map((unit) => sources.map((source) => parameter(unit, source)))
    case 'b':
      return [units.map((unit) => parameter(unit, null))]
    case 'Z':
      return perSample(layout.weightedSum)
    case 'L_n':
      return samples.map((sample) => [layout.loss(sample)])
    case 'L':
      return [[layout.batchLoss]]
    case 'dA':
      return perSample(layout.activationGradient)
    case 'delta':
      return perSample(layout.delta)
    case 'dW':
      return units.map((unit) => sources.map((source) => gradient(unit, source)))
    case 'db':
      return [units.map((unit) => gradient(unit, null))]
  }
}

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index)
