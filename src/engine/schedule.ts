import { createLayout, type Layout, type Slot } from './layout.ts'
import type { Network } from './network.ts'
import { stretchAt, type Sequence, type Stretch } from './outline.ts'
import type { Operation, Stage } from './place.ts'

/** What is fixed before the first number is known: which operations an iteration has, and in what order. */
export interface Schedule {
  readonly network: Network
  readonly batchSize: number
  readonly layout: Layout
  /** Operations of an iteration: the same in every one */
  readonly count: number
  /** The index of the first update: before it, the parameters are those that the iteration started from. */
  readonly firstUpdate: number
}

/** Takes memory for the layers, not for the operations: what is asked of an operation is computed. */
export function createSchedule(network: Network, batchSize: number): Schedule {
  const layout = createLayout(network, batchSize)
  const { ofSample, ofBatch } = layout.outline
  const batchStart = batchSize * ofSample.length
  return {
    network,
    batchSize,
    layout,
    count: batchStart + ofBatch.length,
    firstUpdate: batchStart + ofBatch.find('update', 1).first,
  }
}

/** A part of an iteration: the turn of one sample, or that of the batch. */
interface Turn {
  readonly sample: number | 'batch'
  readonly sequence: Sequence
  /** The index of its first operation */
  readonly start: number
}

/** The turn in which the k-th operation is. */
function turnAt({ batchSize, layout: { outline } }: Schedule, k: number): Turn {
  const sample = Math.floor(k / outline.ofSample.length)
  return sample < batchSize
    ? { sample, sequence: outline.ofSample, start: sample * outline.ofSample.length }
    : { sample: 'batch', sequence: outline.ofBatch, start: batchSize * outline.ofSample.length }
}

/**
 * The k-th operation, its first being 0.
 *
 * @throws {RangeError} where an iteration has no such operation
 */
export function operationAt(schedule: Schedule, k: number): Operation {
  if (!(k >= 0 && k < schedule.count)) throw new RangeError(`An iteration has no operation ${k}.`)
  const { sample, sequence, start } = turnAt(schedule, k)
  const stretch = stretchAt(sequence, k - start)
  const { stage, layer, perUnit, names, sources } = stretch
  const place = k - start - stretch.first
  const unit = Math.floor(place / perUnit)
  const ofUnit = place % perUnit
  return {
    k,
    name: names[Math.min(ofUnit, names.length - 1)],
    stage,
    sample,
    layer,
    unit,
    source: ofUnit < sources ? ofUnit : null,
    target: schedule.layout.givenCount + k,
  }
}

/** The index of the operation that writes a slot; null for what is given. */
export const writerOf = ({ layout }: Schedule, slot: Slot): number | null =>
  slot < layout.givenCount ? null : slot - layout.givenCount

/** Operations from one to another, the last not included. */
export interface Range {
  readonly from: number
  readonly to: number
}

/** The index of the first operation of a name in a layer, of a sample or of the batch; null if it has none. */
export function firstOf(
  schedule: Schedule,
  sample: number | 'batch',
  { name, layer }: Pick<Operation, 'name' | 'layer'>,
): number | null {
  const { sequence, start } = turnOf(schedule, sample)
  const stretch = sequence.stretches.find((one) => one.layer === layer && one.names.includes(name))
  return stretch ? start + stretch.first + stretch.names.indexOf(name) : null
}

/** The operations of a sample's stage, or of the batch's; null if it has none. */
export function stageRange(schedule: Schedule, sample: number | 'batch', stage: Stage): Range | null {
  const { sequence, start } = turnOf(schedule, sample)
  return rangeOf(sequence, start, (stretch) => stretch.stage === stage)
}

/** All operations of a sample, or of the batch. */
export function sampleRange(schedule: Schedule, sample: number | 'batch'): Range {
  const { sequence, start } = turnOf(schedule, sample)
  return { from: start, to: start + sequence.length }
}

const turnOf = (schedule: Schedule, sample: number | 'batch'): Turn =>
  turnAt(schedule, (sample === 'batch' ? schedule.batchSize : sample) * schedule.layout.outline.ofSample.length)

/** About how many multiplications an iteration takes: every weight takes part in three for each sample. */
export const workOf = ({ batchSize, layout }: Schedule): number => 3 * batchSize * layout.parameterCount

/** What belongs together around an operation */
export type Grouping = 'operation' | 'unit' | 'layer' | 'stage' | 'sample'

/** The operations around the k-th that belong to the same unit, layer, stage or sample. A layer and a unit are those of a stage. */
export function rangeAround(schedule: Schedule, k: number, grouping: Grouping): Range {
  const { sequence, start } = turnAt(schedule, k)
  const stretch = stretchAt(sequence, k - start)
  const from = start + stretch.first
  switch (grouping) {
    case 'operation':
      return { from: k, to: k + 1 }
    case 'unit': {
      const unit = Math.floor((k - from) / stretch.perUnit)
      return { from: from + unit * stretch.perUnit, to: from + (unit + 1) * stretch.perUnit }
    }
    case 'layer':
      return { from, to: from + stretch.units * stretch.perUnit }
    case 'stage':
      return rangeOf(sequence, start, ({ stage }) => stage === stretch.stage)!
    case 'sample':
      return { from: start, to: start + sequence.length }
  }
}

function rangeOf({ stretches }: Sequence, start: number, isPart: (stretch: Stretch) => boolean): Range | null {
  const parts = stretches.filter(isPart)
  const [first, last] = [parts[0], parts.at(-1)]
  return first && last ? { from: start + first.first, to: start + last.first + last.units * last.perUnit } : null
}
