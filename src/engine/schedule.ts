import { createLayout, type Layout, type Slot } from './layout.ts'
import { lossNamed } from './losses.ts'
import { outputLayer, type Network } from './network.ts'
import { operandsOf } from './operations.ts'

/** The boxes of the textbook diagram, in the order in which they are passed. */
export const stages = ['forward', 'loss', 'backward', 'gradients', 'update'] as const
export type Stage = (typeof stages)[number]

export type OperationName =
  | 'weightedSum'
  | 'activation'
  | 'loss'
  | 'lossDerivative'
  | 'backSum'
  | 'delta'
  | 'pairedDelta'
  | 'weightGradient'
  | 'biasGradient'
  | 'batchLoss'
  | 'batchWeightGradient'
  | 'batchBiasGradient'
  | 'weightUpdate'
  | 'biasUpdate'

/** What an operation is about. */
export interface Place {
  /** The row in the batch; 'batch' where all samples take part. */
  readonly sample: number | 'batch'
  /** Where the number belongs. A loss belongs to the layer after the outputs, unit 0. */
  readonly layer: number
  readonly unit: number
  /** The unit of the layer before that a weight comes from; null for what is not about one weight. */
  readonly source: number | null
}

/** One operation: it reads its operands and writes one number. */
export interface Step extends Place {
  readonly operation: OperationName
  readonly stage: Stage
  readonly operands: readonly Slot[]
  readonly target: Slot
}

/** What is fixed before the first number is known. */
export interface Shape {
  readonly network: Network
  readonly batchSize: number
  readonly layout: Layout
}

export interface Schedule extends Shape {
  /** The same steps in the same order in every iteration. */
  readonly steps: readonly Step[]
  /** `writtenAt[slot]` is the step that writes the slot, or −1 if none does. */
  readonly writtenAt: Int32Array
}

export function createSchedule(network: Network, batchSize: number): Schedule {
  const shape: Shape = { network, batchSize, layout: createLayout(network, batchSize) }
  const steps = Array.from(iterationSteps(shape), (step) => ({
    ...step,
    operands: operandsOf(step.operation, step, shape),
  }))
  const writtenAt = new Int32Array(shape.layout.size).fill(-1)
  steps.forEach((step, k) => (writtenAt[step.target] = k))
  return { ...shape, steps, writtenAt }
}

/** The index of the first update: before it, the parameters are those that the iteration started from. */
export const firstUpdate = ({ steps }: Schedule): number => steps.findIndex(({ stage }) => stage === 'update')

type OutlinedStep = Omit<Step, 'operands'>

function* iterationSteps({ network, batchSize, layout }: Shape): Generator<OutlinedStep> {
  for (let sample = 0; sample < batchSize; sample++) {
    yield* forward(network, layout, sample)
    yield* backward(network, layout, sample)
    yield* gradients(network, layout, sample)
  }
  yield* batchSums(network, layout)
  yield* updates(network, layout)
}

/** z and a, unit by unit and layer by layer, then the sample's loss. */
function* forward(network: Network, layout: Layout, sample: number): Generator<OutlinedStep> {
  const stage = 'forward'
  for (const { layer, unit } of units(network)) {
    const at = { stage, sample, layer, unit, source: null } as const
    yield { operation: 'weightedSum', ...at, target: layout.weightedSum(sample, layer, unit) }
    yield { operation: 'activation', ...at, target: layout.activation(sample, layer, unit) }
  }
  yield { operation: 'loss', stage: 'loss', sample, ...lossPlace(network), target: layout.loss(sample) }
}

/** ∂L/∂a and δ, from the outputs back to the first hidden layer. */
function* backward(network: Network, layout: Layout, sample: number): Generator<OutlinedStep> {
  const stage = 'backward'
  const last = outputLayer(network)
  const paired = lossNamed(network.loss).pairedWith !== undefined
  for (let layer = last; layer >= 1; layer--) {
    for (let unit = 0; unit < network.sizes[layer]; unit++) {
      const at = { stage, sample, layer, unit, source: null } as const
      const delta = layout.delta(sample, layer, unit)
      if (layer === last && paired) {
        yield { operation: 'pairedDelta', ...at, target: delta }
      } else {
        const operation = layer === last ? 'lossDerivative' : 'backSum'
        yield { operation, ...at, target: layout.activationGradient(sample, layer, unit) }
        yield { operation: 'delta', ...at, target: delta }
      }
    }
  }
}

/** This sample's share of every ∂L/∂w and ∂L/∂b, in the order in which the deltas became known. */
function* gradients(network: Network, layout: Layout, sample: number): Generator<OutlinedStep> {
  const stage = 'gradients'
  for (let layer = outputLayer(network); layer >= 1; layer--) {
    for (const { unit, source } of parametersOf(network, layer)) {
      const at = { stage, sample, layer, unit, source } as const
      if (source === null) {
        yield { operation: 'biasGradient', ...at, target: layout.biasGradient(sample, layer, unit) }
      } else {
        yield { operation: 'weightGradient', ...at, target: layout.weightGradient(sample, layer, unit, source) }
      }
    }
  }
}

/** What the samples add up to: the loss of the batch, and every gradient. */
function* batchSums(network: Network, layout: Layout): Generator<OutlinedStep> {
  const sample = 'batch'
  yield { operation: 'batchLoss', stage: 'loss', sample, ...lossPlace(network), target: layout.batchLoss }
  const stage = 'gradients'
  for (let layer = outputLayer(network); layer >= 1; layer--) {
    for (const { unit, source } of parametersOf(network, layer)) {
      const at = { stage, sample, layer, unit, source } as const
      if (source === null) {
        yield { operation: 'batchBiasGradient', ...at, target: layout.batchBiasGradient(layer, unit) }
      } else {
        yield { operation: 'batchWeightGradient', ...at, target: layout.batchWeightGradient(layer, unit, source) }
      }
    }
  }
}

function* updates(network: Network, layout: Layout): Generator<OutlinedStep> {
  for (let layer = 1; layer <= outputLayer(network); layer++) {
    for (const { unit, source } of parametersOf(network, layer)) {
      const at = { stage: 'update', sample: 'batch', layer, unit, source } as const
      if (source === null) yield { operation: 'biasUpdate', ...at, target: layout.bias(layer, unit) }
      else yield { operation: 'weightUpdate', ...at, target: layout.weight(layer, unit, source) }
    }
  }
}

const lossPlace = (network: Network) => ({ layer: outputLayer(network) + 1, unit: 0, source: null })

function* units({ sizes }: Network) {
  for (let layer = 1; layer < sizes.length; layer++) {
    for (let unit = 0; unit < sizes[layer]; unit++) yield { layer, unit }
  }
}

/** The trained parameters of a layer, unit by unit: its weights, then its bias (source null). */
function* parametersOf({ sizes, trainBiases }: Network, layer: number) {
  for (let unit = 0; unit < sizes[layer]; unit++) {
    for (let source = 0; source < sizes[layer - 1]; source++) yield { unit, source }
    if (trainBiases) yield { unit, source: null }
  }
}
