import type { Layout, Slot } from '../../src/engine/layout.ts'
import { lossNamed } from '../../src/engine/losses.ts'
import { outputLayer, type Network } from '../../src/engine/network.ts'
import type { Operation } from '../../src/engine/place.ts'
import type { Schedule } from '../../src/engine/schedule.ts'
import type { Reading } from './interpreter.ts'

/** All operations of an iteration, one after the other: the plain list that the schedule's arithmetic is held against. */
export const enumerate = (schedule: Schedule): Omit<Reading, 'formula'>[] =>
  Array.from(iterationOf(schedule), ({ operands, ...operation }, k) => ({
    operation: { k, ...operation },
    operands,
  }))

type Listed = Omit<Operation, 'k'> & { readonly operands: readonly Slot[] }

function* iterationOf({ network, batchSize, layout }: Schedule): Generator<Listed> {
  for (let sample = 0; sample < batchSize; sample++) {
    yield* forward(network, layout, sample)
    yield* backward(network, layout, sample)
    yield* shares(network, layout, sample)
  }
  yield* batchSums(network, layout, batchSize)
  yield* updates(network, layout)
}

/** z and a, unit by unit and layer by layer, then the sample's loss. */
function* forward(network: Network, layout: Layout, sample: number): Generator<Listed> {
  const { sizes } = network
  const last = outputLayer(network)
  for (let layer = 1; layer <= last; layer++) {
    for (let unit = 0; unit < sizes[layer]; unit++) {
      const at = { stage: 'forward', sample, layer, unit, source: null } as const
      const z = layout.weightedSum(sample, layer, unit)
      const terms: Slot[] = []
      for (let source = 0; source < sizes[layer - 1]; source++) {
        terms.push(layout.parameter(layer, unit, source), layout.activation(sample, layer - 1, source))
      }
      yield { name: 'weightedSum', ...at, operands: [...terms, layout.parameter(layer, unit, null)], target: z }
      yield { name: 'activation', ...at, operands: [z], target: layout.activation(sample, layer, unit) }
    }
  }
  const terms: Slot[] = []
  for (let unit = 0; unit < sizes[last]; unit++) {
    terms.push(
      isPaired(network) ? layout.weightedSum(sample, last, unit) : layout.activation(sample, last, unit),
      layout.target(sample, unit),
    )
  }
  yield { name: 'loss', stage: 'loss', sample, ...lossPlace(network), operands: terms, target: layout.loss(sample) }
}

/** ∂L/∂a and δ, from the outputs back to the first hidden layer. */
function* backward(network: Network, layout: Layout, sample: number): Generator<Listed> {
  const { sizes } = network
  const last = outputLayer(network)
  for (let layer = last; layer >= 1; layer--) {
    for (let unit = 0; unit < sizes[layer]; unit++) {
      const at = { stage: 'backward', sample, layer, unit, source: null } as const
      const z = layout.weightedSum(sample, layer, unit)
      const a = layout.activation(sample, layer, unit)
      const delta = layout.delta(sample, layer, unit)
      if (layer === last && isPaired(network)) {
        yield { name: 'pairedDelta', ...at, operands: [a, layout.target(sample, unit)], target: delta }
        continue
      }
      const gradient = existing(layout.activationGradient(sample, layer, unit))
      if (layer === last) {
        yield { name: 'lossDerivative', ...at, operands: [a, layout.target(sample, unit)], target: gradient }
      } else {
        const terms: Slot[] = []
        for (let next = 0; next < sizes[layer + 1]; next++) {
          terms.push(layout.parameter(layer + 1, next, unit), layout.delta(sample, layer + 1, next))
        }
        yield { name: 'backSum', ...at, operands: terms, target: gradient }
      }
      yield { name: 'delta', ...at, operands: [gradient, z, a], target: delta }
    }
  }
}

/** This sample's share of every ∂L/∂w and ∂L/∂b, in the order in which the deltas became known. */
function* shares(network: Network, layout: Layout, sample: number): Generator<Listed> {
  for (let layer = outputLayer(network); layer >= 1; layer--) {
    for (const { unit, source } of trainedIn(network, layer)) {
      const delta = layout.delta(sample, layer, unit)
      yield {
        name: 'share',
        stage: 'gradients',
        sample,
        layer,
        unit,
        source,
        operands: source === null ? [delta] : [delta, layout.activation(sample, layer - 1, source)],
        target: existing(layout.share(sample, layer, unit, source)),
      }
    }
  }
}

/** What the samples add up to: the loss of the batch, and every gradient. */
function* batchSums(network: Network, layout: Layout, batchSize: number): Generator<Listed> {
  const sample = 'batch'
  const ofSamples = (slotOf: (sample: number) => Slot | null) =>
    Array.from({ length: batchSize }, (_, n) => existing(slotOf(n)))
  const losses = ofSamples(layout.loss)
  yield {
    name: 'batchLoss',
    stage: 'loss',
    sample,
    ...lossPlace(network),
    operands: losses,
    target: layout.batchLoss,
  }
  for (let layer = outputLayer(network); layer >= 1; layer--) {
    for (const { unit, source } of trainedIn(network, layer)) {
      const operands = ofSamples((n) => layout.share(n, layer, unit, source))
      const target = existing(layout.gradient(layer, unit, source))
      yield { name: 'gradient', stage: 'gradients', sample, layer, unit, source, operands, target }
    }
  }
}

function* updates(network: Network, layout: Layout): Generator<Listed> {
  const [name, stage, sample] = ['update', 'update', 'batch'] as const
  for (let layer = 1; layer <= outputLayer(network); layer++) {
    for (const { unit, source } of trainedIn(network, layer)) {
      const gradient = existing(layout.gradient(layer, unit, source))
      const operands = [layout.parameter(layer, unit, source), layout.learningRate, gradient]
      const target = existing(layout.updated(layer, unit, source))
      yield { name, stage, sample, layer, unit, source, operands, target }
    }
  }
}

/** The trained parameters of a layer, unit by unit: its weights, then its bias. */
function* trainedIn({ sizes, trainBiases }: Network, layer: number) {
  for (let unit = 0; unit < sizes[layer]; unit++) {
    for (let source = 0; source < sizes[layer - 1]; source++) yield { unit, source }
    if (trainBiases) yield { unit, source: null }
  }
}

const lossPlace = (network: Network) => ({ layer: outputLayer(network) + 1, unit: 0, source: null })

const isPaired = ({ loss }: Network) => lossNamed(loss).pairedWith !== undefined

function existing(slot: Slot | null): Slot {
  if (slot === null) throw new Error('The layout has no slot for a number that is computed.')
  return slot
}
