import { outputLayer, type Network } from './network.ts'

/** An index into the memory of one iteration. */
export type Slot = number

/**
 * Where each number of an iteration stands in one Float64Array. No two share a slot and none is written twice in an
 * iteration, so the time at which a slot was written says all about it.
 *
 * Layers count from 0 = inputs; units, sources and samples from 0. `sample` is the row in the batch.
 */
export interface Layout {
  readonly size: number
  /** Slots [0, parameterCount) hold, layer by layer, the weights W[j][i] row by row, then the biases. */
  readonly parameterCount: number
  /** Slots [0, givenCount) are known before the first operation: parameters, learning rate, inputs, targets. */
  readonly givenCount: number
  readonly weight: (layer: number, unit: number, source: number) => Slot
  readonly bias: (layer: number, unit: number) => Slot
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
  /** ∂L/∂a, for layers from 1 */
  readonly activationGradient: (sample: number, layer: number, unit: number) => Slot
  /** δ = ∂L/∂z, for layers from 1 */
  readonly delta: (sample: number, layer: number, unit: number) => Slot
  /** One sample's share of ∂L/∂w */
  readonly weightGradient: (sample: number, layer: number, unit: number, source: number) => Slot
  /** One sample's share of ∂L/∂b */
  readonly biasGradient: (sample: number, layer: number, unit: number) => Slot
  /** ∂L/∂w of the batch */
  readonly batchWeightGradient: (layer: number, unit: number, source: number) => Slot
  /** ∂L/∂b of the batch */
  readonly batchBiasGradient: (layer: number, unit: number) => Slot
}

export function createLayout(network: Network, batchSize: number): Layout {
  const { sizes } = network
  let size = 0
  const reserve = (count: number): Slot => {
    const first = size
    size += count
    return first
  }
  /** One block of numbers for each layer; the layers before `fromLayer` have none. */
  const reserveLayers = (countOf: (layer: number) => number, fromLayer: number): Slot[] =>
    sizes.map((_, layer) => reserve(layer < fromLayer ? 0 : countOf(layer)))

  const weightsOf = (layer: number) => sizes[layer] * sizes[layer - 1]
  const parameters = reserveLayers((layer) => weightsOf(layer) + sizes[layer], 1)
  const parameterCount = size
  const learningRate = reserve(1)
  const inputs = reserve(batchSize * sizes[0])
  const outputs = sizes[outputLayer(network)]
  const targets = reserve(batchSize * outputs)
  const givenCount = size

  const unitsOf = (layer: number) => batchSize * sizes[layer]
  const weightedSums = reserveLayers(unitsOf, 1)
  const activations = reserveLayers(unitsOf, 1)
  activations[0] = inputs
  const sampleLosses = reserve(batchSize)
  const batchLoss = reserve(1)
  const activationGradients = reserveLayers(unitsOf, 1)
  const deltas = reserveLayers(unitsOf, 1)
  const shares = reserve(batchSize * parameterCount)
  const gradients = reserve(parameterCount)

  const weight = (layer: number, unit: number, source: number) => parameters[layer] + unit * sizes[layer - 1] + source
  const bias = (layer: number, unit: number) => parameters[layer] + weightsOf(layer) + unit
  const inLayer = (blocks: Slot[]) => (sample: number, layer: number, unit: number) =>
    blocks[layer] + sample * sizes[layer] + unit

  return {
    size,
    parameterCount,
    givenCount,
    weight,
    bias,
    learningRate,
    target: (sample, unit) => targets + sample * outputs + unit,
    weightedSum: inLayer(weightedSums),
    activation: inLayer(activations),
    loss: (sample) => sampleLosses + sample,
    batchLoss,
    activationGradient: inLayer(activationGradients),
    delta: inLayer(deltas),
    weightGradient: (sample, layer, unit, source) => shares + sample * parameterCount + weight(layer, unit, source),
    biasGradient: (sample, layer, unit) => shares + sample * parameterCount + bias(layer, unit),
    batchWeightGradient: (layer, unit, source) => gradients + weight(layer, unit, source),
    batchBiasGradient: (layer, unit) => gradients + bias(layer, unit),
  }
}
