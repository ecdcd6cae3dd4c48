import { outputLayer, type Network } from './network.ts'
import { outlineOf, type Outline } from './outline.ts'

/**
 * A number of an iteration. What is given comes first: the parameters that the iteration starts from, the learning rate,
 * the inputs and the targets. Then every operation has a slot of its own, in the order in which they are carried out, so
 * that a number is known as soon as its slot is among the first `givenCount` + k.
 */
export type Slot = number

/**
 * Which slot each number has. Layers count from 0 = inputs; units, sources and samples from 0. `sample` is the row in the
 * batch. A source of null means the bias.
 */
export interface Layout {
  readonly outline: Outline
  /** Operations of a sample before the shares of the gradients, which come last */
  readonly beforeShares: number
  /** Slots [0, parameterCount) hold, layer by layer, the weights W[j][i] row by row, then the biases. */
  readonly parameterCount: number
  /** Slots [0, givenCount) are known before the first operation. */
  readonly givenCount: number
  /** A weight or bias as the iteration found it */
  readonly parameter: (layer: number, unit: number, source: number | null) => Slot
  readonly learningRate: Slot
  readonly target: (sample: number, unit: number) => Slot
  /** z, for layers from 1 */
  readonly weightedSum: (sample: number, layer: number, unit: number) => Slot
  /** a; in layer 0 these are the inputs */
  readonly activation: (sample: number, layer: number, unit: number) => Slot
  /** L_n, the loss of one sample */
  readonly loss: (sample: number) => Slot
  /** L, the loss of the batch */
  readonly batchLoss: Slot
  /** ∂L/∂a, for layers from 1; null for an output whose loss is differentiated together with its activation */
  readonly activationGradient: (sample: number, layer: number, unit: number) => Slot | null
  /** δ = ∂L/∂z, for layers from 1 */
  readonly delta: (sample: number, layer: number, unit: number) => Slot
  /** One sample's share of ∂L/∂w or ∂L/∂b; null for a bias that is not trained */
  readonly share: (sample: number, layer: number, unit: number, source: number | null) => Slot | null
  /** ∂L/∂w or ∂L/∂b of the batch; null likewise */
  readonly gradient: (layer: number, unit: number, source: number | null) => Slot | null
  /** The weight or bias that the iteration leaves to the next; null likewise */
  readonly updated: (layer: number, unit: number, source: number | null) => Slot | null
}

export function createLayout(network: Network, batchSize: number): Layout {
  const { sizes, trainBiases } = network
  const last = outputLayer(network)
  const outline = outlineOf(network)
  const { ofSample, ofBatch } = outline

  const parameterStarts = parameterStartsOf(sizes)
  const parameterCount = parameterStarts[sizes.length]
  const learningRate = parameterCount
  const inputs = learningRate + 1
  const targets = inputs + batchSize * sizes[0]
  const givenCount = targets + batchSize * sizes[last]
  const batchStart = givenCount + batchSize * ofSample.length

  /** The first operation of each layer in a stage; the inputs have none. */
  const firsts = (stage: 'forward' | 'backward' | 'gradients') =>
    sizes.map((_, layer) => (layer === 0 ? NaN : ofSample.find(stage, layer).first))
  const [forward, backward, shares] = [firsts('forward'), firsts('backward'), firsts('gradients')]
  const [gradients, updates] = (['gradients', 'update'] as const).map((stage) =>
    sizes.map((_, layer) => (layer === 0 ? NaN : batchStart + ofBatch.find(stage, layer).first)),
  )
  const loss = ofSample.find('loss', last + 1).first
  const backwardPerUnit = sizes.map((_, layer) => (layer === 0 ? NaN : ofSample.find('backward', layer).perUnit))

  const ofSampleAt = (sample: number, place: number): Slot => givenCount + sample * ofSample.length + place
  /** The place of a parameter among those of its layer, unit by unit; null for a bias that is not trained */
  const inStretch = (layer: number, unit: number, source: number | null): number | null => {
    if (source === null && !trainBiases) return null
    const sources = sizes[layer - 1]
    return unit * (sources + (trainBiases ? 1 : 0)) + (source ?? sources)
  }
  const after = (first: Slot, place: number | null): Slot | null => (place === null ? null : first + place)

  return {
    outline,
    beforeShares: shares[last],
    parameterCount,
    givenCount,
    parameter: (layer, unit, source) =>
      parameterStarts[layer] +
      (source === null ? sizes[layer] * sizes[layer - 1] + unit : unit * sizes[layer - 1] + source),
    learningRate,
    target: (sample, unit) => targets + sample * sizes[last] + unit,
    weightedSum: (sample, layer, unit) => ofSampleAt(sample, forward[layer] + 2 * unit),
    activation: (sample, layer, unit) =>
      layer === 0 ? inputs + sample * sizes[0] + unit : ofSampleAt(sample, forward[layer] + 2 * unit + 1),
    loss: (sample) => ofSampleAt(sample, loss),
    batchLoss: batchStart + ofBatch.find('loss', last + 1).first,
    activationGradient: (sample, layer, unit) =>
      backwardPerUnit[layer] === 1 ? null : ofSampleAt(sample, backward[layer] + 2 * unit),
    delta: (sample, layer, unit) => {
      const perUnit = backwardPerUnit[layer]
      return ofSampleAt(sample, backward[layer] + perUnit * unit + perUnit - 1)
    },
    share: (sample, layer, unit, source) => after(ofSampleAt(sample, shares[layer]), inStretch(layer, unit, source)),
    gradient: (layer, unit, source) => after(gradients[layer], inStretch(layer, unit, source)),
    updated: (layer, unit, source) => after(updates[layer], inStretch(layer, unit, source)),
  }
}

/** Where each layer's parameters begin, and, at the end, their count. */
function parameterStartsOf(sizes: readonly number[]): number[] {
  const starts = [0, 0]
  for (let layer = 1; layer < sizes.length; layer++) {
    starts.push(starts[layer] + sizes[layer] * (sizes[layer - 1] + 1))
  }
  return starts
}

/** How many weights and biases a network has. */
export const parameterCountOf = ({ sizes }: Network): number => parameterStartsOf(sizes)[sizes.length]
