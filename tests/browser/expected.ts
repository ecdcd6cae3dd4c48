import type { Slot } from '../../src/engine/layout.ts'
import { currentSlot } from '../../src/engine/parameters.ts'
import type { Schedule } from '../../src/engine/schedule.ts'
import type { Divergence } from '../../src/engine/trace.ts'
import { scheduleOf, startOf, startParameters, type Experiment } from '../../src/experiment/experiment.ts'
import { formatGiven, formatNumber } from '../../src/explain/number.ts'
import { parametersAfter, range } from '../engine/helpers.ts'
import { interpret, type Memory, type Reading } from '../engine/interpreter.ts'

/** What the page should show, computed here by the engine alone, operation by operation. */

/** Every number of an iteration, by its slot. */
export function memoryAt(experiment: Experiment, iteration: number): Memory {
  for (const [index, memory] of memories(experiment)) {
    if (index === iteration) return memory
  }
  throw new Error('A run has no end.')
}

export function divergenceOf(experiment: Experiment): Divergence {
  const { givenCount } = scheduleOf(experiment).layout
  for (const [iteration, memory] of memories(experiment)) {
    const slot = memory.findIndex((value) => !Number.isFinite(value))
    if (slot >= 0) return { iteration, k: slot - givenCount }
  }
  throw new Error('A run has no end.')
}

function* memories(experiment: Experiment): Generator<[iteration: number, memory: Memory]> {
  const schedule = scheduleOf(experiment)
  let parameters = startParameters(experiment)
  for (let iteration = 0; ; iteration++) {
    const memory = interpret(schedule, startOf(experiment, schedule, iteration, parameters))
    yield [iteration, memory]
    parameters = parametersAfter(schedule, memory)
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

/** The slot of an identity after so many operations, or null if no number has such a name. */
export function slotOf(schedule: Schedule, identity: Identity, step: number): Slot | null {
  const { layout, network, batchSize } = schedule
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

  if (quantity === 'w' || quantity === 'b') {
    return sample === null ? currentSlot(schedule, { layer, unit, source }, step) : null
  }
  const isGradient = quantity === 'gw' || quantity === 'gb'
  if (sample === 'batch') return isGradient ? layout.gradient(layer, unit, source) : null
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
    case 'gb':
      return layout.share(sample, layer, unit, source)
    default:
      return null
  }
}

const isIn = (index: number | null, count: number | undefined): boolean =>
  index !== null && count !== undefined && index >= 0 && index < count

/** How a number is written: inputs and targets as they were typed, a sign where it is half the meaning. */
export function textOf(quantity: string, value: number, digits = 4): string {
  if (quantity === 'x' || quantity === 'target') return formatGiven(value)
  const signed = ['w', 'b', 'z', 'dLda', 'delta', 'gw', 'gb'].includes(quantity)
  return formatNumber(value, { digits, signed })
}

/** The parts of the picture that an operation reads and writes: layer.unit of a unit, layer.unit.source of an edge. */
export function litParts(schedule: Schedule, { operation, operands }: Reading): { written: string; read: string[] } {
  const parts = partOfSlots(schedule)
  const written = parts.get(operation.target)!
  const read = operands.flatMap((slot) => parts.get(slot) ?? []).filter((part) => part !== written)
  return { written, read: [...new Set(read)].sort() }
}

/** A target stands beside the loss, and the learning rate nowhere: they belong to no part. */
function partOfSlots({ network: { sizes }, layout, batchSize }: Schedule): Map<Slot, string> {
  const parts = new Map<Slot, string>()
  const samples = range(batchSize)
  const put = (part: string, slots: (Slot | null)[]) => slots.forEach((slot) => slot !== null && parts.set(slot, part))

  put(`${sizes.length}.0`, [layout.batchLoss, ...samples.map((sample) => layout.loss(sample))])
  for (let layer = 0; layer < sizes.length; layer++) {
    for (let unit = 0; unit < sizes[layer]; unit++) {
      const part = `${layer}.${unit}`
      for (const sample of samples) put(part, [layout.activation(sample, layer, unit)])
      if (layer === 0) continue
      for (const ofSample of ['weightedSum', 'activationGradient', 'delta'] as const) {
        for (const sample of samples) put(part, [layout[ofSample](sample, layer, unit)])
      }
      for (const source of [null, ...range(sizes[layer - 1])]) {
        const place = source === null ? part : `${part}.${source}`
        for (const ofParameter of ['parameter', 'gradient', 'updated'] as const) {
          put(place, [layout[ofParameter](layer, unit, source)])
        }
        for (const sample of samples) put(place, [layout.share(sample, layer, unit, source)])
      }
    }
  }
  return parts
}
