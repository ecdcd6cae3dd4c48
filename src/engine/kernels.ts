import { activations, type Activation } from './activations.ts'
import { createLayout, parameterCountOf } from './layout.ts'
import { lossNamed } from './losses.ts'
import { multiply, multiplyByTransposed, TILE_WIDTH } from './matrix.ts'
import { batchDivisor, lossDivisor, outputDivisor, outputLayer, type Network } from './network.ts'

/** Trains on a whole batch at once, with buffers of its own, in the order of additions of the schedule. */
export interface Kernels {
  /** Copies all parameters out, in the order of `Layout`'s parameter slots. */
  readParameters(into?: Float64Array): Float64Array
  /** Copies all parameters in, in that order. */
  writeParameters(from: Float64Array): void
  /** @param inputs [sample][unit], @param targets [sample][unit], both row by row */
  setBatch(inputs: ArrayLike<number>, targets: ArrayLike<number>): void
  forward(): void
  /** The loss of the batch at the last `forward`. */
  loss(): number
  /** The loss of one sample, likewise */
  sampleLoss(sample: number): number
  /** Deltas and the batch's gradients, from the last `forward`. */
  backward(): void
  update(learningRate: number): void
  /** z of a unit at the last `forward`; layers count from 1, the inputs being 0 */
  weightedSum(sample: number, layer: number, unit: number): number
  /** a, likewise */
  activation(sample: number, layer: number, unit: number): number
  /** δ of a unit at the last `backward` */
  delta(sample: number, layer: number, unit: number): number
  /**
   * Copies what the last passes computed of one sample, in the order of the schedule: z, a, the loss, ∂L/∂a and δ. The
   * shares of the gradients are not among it.
   */
  copySample(sample: number, into: Float64Array, at: number): void
  /** Copies what they computed of the batch, likewise: its loss, the gradients, and what an update would make of the parameters. */
  copyBatch(learningRate: number, into: Float64Array, at: number): void
}

/**
 * A layer of units, and where its matrices stand in the memory. What is about samples has a row for each unit and a
 * column for each sample.
 */
interface Layer {
  readonly units: number
  /** One more than the layer before has units: the last source is always 1, and its weights are the biases. */
  readonly sources: number
  /** How many numbers about samples follow each other without a gap, and how far it is to the next ones. */
  readonly run: number
  readonly runStep: number
  readonly activation: Activation
  /** W[j][i] */
  readonly weights: number
  /** ∂L/∂W of the batch */
  readonly weightGradients: number
  /** The activations of the layer before, and below them the row of 1. */
  readonly inputs: number
  readonly z: number
  readonly a: number
  /** ∂L/∂a */
  readonly gradient: number
  readonly delta: number
}

export function createKernels(network: Network, batchSize: number): Kernels {
  const stride = strideOf(batchSize)
  const { layers, targets, parameterCount, size } = placeLayers(network, batchSize)
  const output = layers[layers.length - 1]
  const memory = new Float64Array(size)
  for (const { inputs, sources } of layers) memory.fill(1, inputs + (sources - 1) * stride, inputs + sources * stride)
  const parameterPlaces = parameterPlacesOf(network)
  const loss = lossNamed(network.loss)
  const isPaired = loss.pairedWith !== undefined
  const divisor = lossDivisor(network, batchSize)

  /** ∂L/∂a of the outputs, or δ at once where the loss is differentiated together with the activation */
  function lossDerivative(): void {
    const { units, a } = output
    const into = isPaired ? output.delta : output.gradient
    for (let row = 0; row < units * stride; row += stride) {
      for (let n = row; n < row + batchSize; n++) {
        memory[into + n] = loss.slope(memory[a + n], memory[targets + n]) / divisor
      }
    }
  }

  /** Of a unit's sources: the bias is the last */
  const trainedOf = (sources: number) => (network.trainBiases ? sources : sources - 1)

  function sampleLoss(n: number): number {
    const outputs = isPaired ? output.z : output.a
    let sum = 0
    for (let k = 0; k < output.units; k++) {
      sum += loss.term(memory[outputs + k * stride + n], memory[targets + k * stride + n])
    }
    return sum / outputDivisor(network)
  }

  function batchLoss(): number {
    let total = 0
    for (let n = 0; n < batchSize; n++) total += sampleLoss(n)
    return total / batchDivisor(network, batchSize)
  }

  return {
    readParameters(into = new Float64Array(parameterCount)) {
      for (let p = 0; p < parameterCount; p++) into[p] = memory[parameterPlaces[p]]
      return into
    },

    writeParameters(from) {
      for (let p = 0; p < parameterCount; p++) memory[parameterPlaces[p]] = from[p]
    },

    setBatch(batchInputs, batchTargets) {
      writeColumns(memory, layers[0].inputs, stride, batchInputs, batchSize)
      writeColumns(memory, targets, stride, batchTargets, batchSize)
    },

    forward() {
      for (let l = 0; l < layers.length; l++) {
        const { units, sources, run, runStep, activation, weights, inputs, z, a } = layers[l]
        multiply(memory, z, weights, sources, 1, inputs, units, sources, stride)
        for (let at = 0; at < units * stride; at += runStep) activation.values(memory, z + at, a + at, run)
      }
    },

    loss: batchLoss,
    sampleLoss,

    backward() {
      lossDerivative()
      for (let l = layers.length - 1; l >= 0; l--) {
        const { units, sources, run, runStep, activation, weights, weightGradients, inputs, z, a, gradient, delta } =
          layers[l]
        if (!(isPaired && layers[l] === output)) {
          for (let at = 0; at < units * stride; at += runStep) {
            activation.deltas(memory, delta + at, gradient + at, z + at, a + at, run)
          }
        }
        multiplyByTransposed(
          memory,
          weightGradients,
          sources,
          delta,
          inputs,
          units,
          trainedOf(sources),
          batchSize,
          stride,
        )
        if (l > 0) multiply(memory, layers[l - 1].gradient, weights, 1, sources, delta, sources - 1, units, stride)
      }
    },

    update(learningRate) {
      for (let p = 0; p < parameterCount; p++) memory[p] -= learningRate * memory[parameterCount + p]
    },

    weightedSum: (sample, layer, unit) => memory[layers[layer - 1].z + unit * stride + sample],
    activation: (sample, layer, unit) => memory[layers[layer - 1].a + unit * stride + sample],
    delta: (sample, layer, unit) => memory[layers[layer - 1].delta + unit * stride + sample],

    copySample(n, into, at) {
      for (let l = 0; l < layers.length; l++) {
        const { units, z, a } = layers[l]
        for (let j = 0; j < units; j++) {
          into[at++] = memory[z + j * stride + n]
          into[at++] = memory[a + j * stride + n]
        }
      }
      into[at++] = sampleLoss(n)
      for (let l = layers.length - 1; l >= 0; l--) {
        const { units, gradient, delta } = layers[l]
        const hasGradient = !(isPaired && layers[l] === output)
        for (let j = 0; j < units; j++) {
          if (hasGradient) into[at++] = memory[gradient + j * stride + n]
          into[at++] = memory[delta + j * stride + n]
        }
      }
    },

    copyBatch(learningRate, into, at) {
      into[at++] = batchLoss()
      for (let l = layers.length - 1; l >= 0; l--) {
        const { units, sources, weightGradients } = layers[l]
        const trained = trainedOf(sources)
        for (let j = 0; j < units; j++) {
          for (let i = 0; i < trained; i++) into[at++] = memory[weightGradients + j * sources + i]
        }
      }
      for (let l = 0; l < layers.length; l++) {
        const { units, sources, weights, weightGradients } = layers[l]
        const trained = trainedOf(sources)
        for (let j = 0; j < units; j++) {
          for (let i = 0; i < trained; i++) {
            const p = j * sources + i
            into[at++] = memory[weights + p] - learningRate * memory[weightGradients + p]
          }
        }
      }
    },
  }
}

/** The parameters come first, then their gradients in the same order, then what is about samples. */
function placeLayers(network: Network, batchSize: number) {
  const { sizes, activations: names } = network
  const stride = strideOf(batchSize)
  // Then the rows follow each other without a gap as well, and can be taken as one.
  const isGapless = batchSize === stride
  const parameterCount = parameterCountOf(network)
  let size = 2 * parameterCount
  /** Room for rows of samples. */
  const reserve = (rows: number): number => {
    const first = size
    size += rows * stride
    return first
  }

  const layers: Layer[] = []
  let inputs = reserve(sizes[0] + 1)
  let weights = 0
  for (let l = 1; l < sizes.length; l++) {
    const units = sizes[l]
    const sources = sizes[l - 1] + 1
    const a = reserve(units + 1)
    layers.push({
      units,
      sources,
      run: isGapless ? units * stride : batchSize,
      runStep: isGapless ? units * stride : stride,
      activation: activations[names[l - 1]],
      weights,
      weightGradients: parameterCount + weights,
      inputs,
      z: reserve(units),
      a,
      gradient: reserve(units),
      delta: reserve(units),
    })
    inputs = a
    weights += units * sources
  }
  return { layers, targets: reserve(sizes[sizes.length - 1]), parameterCount, size }
}

/** Room for whole tiles. The columns that this adds are computed, for that costs next to nothing, and never looked at. */
const strideOf = (batchSize: number): number => Math.ceil(batchSize / TILE_WIDTH) * TILE_WIDTH

/** Where each parameter of `Layout`'s order stands here, where a unit's bias follows its weights. */
function parameterPlacesOf(network: Network): Int32Array {
  const { sizes } = network
  const layout = createLayout(network, 0)
  const places = new Int32Array(layout.parameterCount)
  let place = 0
  for (let layer = 1; layer <= outputLayer(network); layer++) {
    for (let unit = 0; unit < sizes[layer]; unit++) {
      for (let source = 0; source < sizes[layer - 1]; source++) places[layout.parameter(layer, unit, source)] = place++
      places[layout.parameter(layer, unit, null)] = place++
    }
  }
  return places
}

/** Turns rows, one for each sample, into columns. */
function writeColumns(
  memory: Float64Array,
  at: number,
  stride: number,
  rows: ArrayLike<number>,
  samples: number,
): void {
  const units = rows.length / samples
  for (let n = 0; n < samples; n++) {
    for (let i = 0; i < units; i++) memory[at + i * stride + n] = rows[n * units + i]
  }
}
