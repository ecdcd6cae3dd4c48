import type { Slot } from '../../src/engine/layout.ts'
import type { Schedule, Step } from '../../src/engine/schedule.ts'
import { divergenceIn, parametersAfter, record, type Divergence, type Trace } from '../../src/engine/trace.ts'
import { scheduleOf, startOf, startParameters, type Experiment } from '../../src/experiment/experiment.ts'
import { formatGiven, formatNumber } from '../../src/explain/number.ts'

/** What the page should show, computed here by the engine alone, operation by operation. */

export function traceAt(experiment: Experiment, iteration: number): Trace {
  for (const trace of traces(experiment)) {
    if (trace.iteration === iteration) return trace
  }
  throw new Error('A run has no end.')
}

export function divergenceOf(experiment: Experiment): Divergence {
  for (const trace of traces(experiment)) {
    const found = divergenceIn(trace)
    if (found) return found
  }
  throw new Error('A run has no end.')
}

function* traces(experiment: Experiment): Generator<Trace> {
  const schedule = scheduleOf(experiment)
  let parameters = startParameters(experiment)
  for (let iteration = 0; ; iteration++) {
    const trace = record(schedule, iteration, startOf(experiment, schedule, iteration, parameters))
    yield trace
    parameters = parametersAfter(schedule, trace)
  }
}

/** What a number is, as its attributes name it. */
export interface Identity {
  readonly quantity: string
  readonly layer: number
  readonly unit: number
  readonly source: number | null
  readonly sample: number | 'batch' | null
}

/** The slot of an identity, or null if no number has such a name. */
export function slotOf({ layout, network, batchSize }: Schedule, identity: Identity): Slot | null {
  const { quantity, layer, unit, source, sample } = identity
  const last = network.sizes.length - 1
  const isOfWeight = quantity === 'w' || quantity === 'gw'
  if (isOfWeight ? !isIn(source, network.sizes[layer - 1]) : source !== null) return null
  if (typeof sample === 'number' && !isIn(sample, batchSize)) return null
  if (quantity === 'loss') {
    if (layer !== last + 1 || unit !== 0 || sample === null) return null
    return sample === 'batch' ? layout.batchLoss : layout.loss(sample)
  }
  const lowest = { x: 0, prediction: last, target: last }[quantity] ?? 1
  const highest = quantity === 'x' ? 0 : last
  if (layer < lowest || layer > highest || !isIn(unit, network.sizes[layer])) return null

  if (quantity === 'w') return sample === null ? layout.weight(layer, unit, source!) : null
  if (quantity === 'b') return sample === null ? layout.bias(layer, unit) : null
  if (sample === 'batch') {
    if (quantity === 'gw') return layout.batchWeightGradient(layer, unit, source!)
    return quantity === 'gb' ? layout.batchBiasGradient(layer, unit) : null
  }
  if (sample === null) return null
  switch (quantity) {
    case 'x':
    case 'a':
    case 'prediction':
      return layout.activation(sample, layer, unit)
    case 'z':
      return layout.weightedSum(sample, layer, unit)
    case 'target':
      return layout.target(sample, unit)
    case 'dLda':
      return layout.activationGradient(sample, layer, unit)
    case 'delta':
      return layout.delta(sample, layer, unit)
    case 'gw':
      return layout.weightGradient(sample, layer, unit, source!)
    case 'gb':
      return layout.biasGradient(sample, layer, unit)
    default:
      return null
  }
}

const isIn = (index: number | null, count: number | undefined): boolean =>
  index !== null && count !== undefined && index >= 0 && index < count

/** How a number is written: inputs and targets as they were typed, a sign where it is half the meaning. */
export function textOf(quantity: string, value: number): string {
  if (quantity === 'x' || quantity === 'target') return formatGiven(value)
  const signed = ['w', 'b', 'z', 'dLda', 'delta', 'gw', 'gb'].includes(quantity)
  return formatNumber(value, { digits: 4, signed })
}

/** The parts of the picture that an operation reads and writes: layer.unit of a unit, layer.unit.source of an edge. */
export function litParts(schedule: Schedule, step: Step): { written: string; read: string[] } {
  const parts = partOfSlots(schedule)
  const written = parts.get(step.target)!
  const read = step.operands.flatMap((slot) => parts.get(slot) ?? []).filter((part) => part !== written)
  return { written, read: [...new Set(read)].sort() }
}

/** A target stands beside the loss, and the learning rate nowhere: they belong to no part. */
function partOfSlots({ network: { sizes }, layout, batchSize }: Schedule): Map<Slot, string> {
  const parts = new Map<Slot, string>()
  const samples = Array.from({ length: batchSize }, (_, sample) => sample)
  const put = (part: string, slots: Slot[]) => slots.forEach((slot) => parts.set(slot, part))

  put(`${sizes.length}.0`, [layout.batchLoss, ...samples.map((sample) => layout.loss(sample))])
  for (let layer = 0; layer < sizes.length; layer++) {
    for (let unit = 0; unit < sizes[layer]; unit++) {
      const part = `${layer}.${unit}`
      for (const sample of samples) put(part, [layout.activation(sample, layer, unit)])
      if (layer === 0) continue
      put(part, [layout.bias(layer, unit), layout.batchBiasGradient(layer, unit)])
      for (const ofSample of ['weightedSum', 'activationGradient', 'delta', 'biasGradient'] as const) {
        for (const sample of samples) put(part, [layout[ofSample](sample, layer, unit)])
      }
      for (let source = 0; source < sizes[layer - 1]; source++) {
        const edge = `${part}.${source}`
        put(edge, [layout.weight(layer, unit, source), layout.batchWeightGradient(layer, unit, source)])
        for (const sample of samples) put(edge, [layout.weightGradient(sample, layer, unit, source)])
      }
    }
  }
  return parts
}
