import { activations, type Activation } from './activations.ts'
import { createLayout } from './layout.ts'
import { lossNamed } from './losses.ts'
import { multiply, multiplyByTransposed, TILE_WIDTH } from './matrix.ts'
import { activationOf, lossDivisor, outputDivisor, outputLayer, type Network } from './network.ts'

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
  /** Deltas and the batch's gradients, from the last `forward`. */
  backward(): void
  update(learningRate: number): void
  /** The activation of an output unit at the last `forward`. */
  output(sample: number, unit: number): number
}

/**
 * What belongs to the units of a layer. Numbers about samples stand in rows: one for each unit, with a column for each
 * sample. In the rows of the weights the bias comes last, as the weight of a source that is always 1.
 */
interface Layer {
  readonly units: number
  /** The sources of a unit, the one for the bias included. */
  readonly sources: number
  readonly weights: number
  readonly gradients: number
  /** The activations of the layer before. */
  readonly inputs: number
  readonly z: number
  /** One row more than units: the 1 for the biases of the next layer. */
  readonly a: number
  readonly delta: number
  readonly activation: Activation
}

export function createKernels(network: Network, batchSize: number): Kernels {
  const { sizes } = network
  // The columns that this adds are computed, for that costs nothing, and never looked at.
  const stride = Math.ceil(batchSize / TILE_WIDTH) * TILE_WIDTH
  const { parameterCount } = createLayout(network, 0)
  const placeOf = parameterPlaces(network)
  const ends: Layer[] = []
  let size = 2 * parameterCount
  const reserve = (count: number) => (size += count) - count
  const inputs = reserve((sizes[0] + 1) * stride)
  const layers: Layer[] = []
  for (let l = 1, at = 0; l < sizes.length; l++) {
    const units = sizes[l]
    const sources = sizes[l - 1] + 1
    layers.push({
      units,
      sources,
      weights: at,
      gradients: parameterCount + at,
      inputs: layers.at(-1)?.a ?? inputs,
      z: reserve(units * stride),
      a: reserve((units + 1) * stride),
      delta: reserve(units * stride),
      activation: activations[activationOf(network, l)],
    })
    at += units * sources
  }
  const output = layers[layers.length - 1]
  const targets = reserve(output.units * stride)
  const memory = new Float64Array(size)
  memory.fill(1, inputs + sizes[0] * stride, inputs + (sizes[0] + 1) * stride)
  for (const { a, units } of layers) memory.fill(1, a + units * stride, a + (units + 1) * stride)
  const runs = stride === batchSize
  const loss = lossNamed(network.loss)
  const isPaired = loss.pairedWith !== undefined
  const divisor = lossDivisor(network, batchSize)

  /** z = W a and a = σ(z) */
  function forward(): void {
    for (let l = 0; l < layers.length; l++) {
      const { units, sources, weights, inputs: x, z, a, activation } = layers[l]
      multiply(memory, z, weights, sources, 1, x, units, sources, stride)
      if (runs) activation.values(memory, z, a, units * stride)
      else for (let row = 0; row < units * stride; row += stride) activation.values(memory, z + row, a + row, batchSize)
    }
  }

  /** ∂L/∂a, or δ where the loss is differentiated together with the activation */
  function lossDerivative(): void {
    const { units, a, delta } = output
    for (let k = 0; k < units; k++) {
      for (let n = k * stride; n < k * stride + batchSize; n++)
        memory[delta + n] = loss.slope(memory[a + n], memory[targets + n]) / divisor
    }
  }

  function backward(): void {
    lossDerivative()
    for (let l = layers.length - 1; l >= 0; l--) {
      const { units, sources, weights, gradients: g, inputs: x, z, a, delta, activation } = layers[l]
      if (!(isPaired && layers[l] === output)) {
        if (runs) activation.timesSlopes(memory, delta, z, a, units * stride)
        else
          for (let row = 0; row < units * stride; row += stride)
            activation.timesSlopes(memory, delta + row, z + row, a + row, batchSize)
      }
      const trained = network.trainBiases ? sources : sources - 1
      multiplyByTransposed(memory, g, sources, delta, x, units, trained, batchSize, stride)
      if (l > 0) multiply(memory, layers[l - 1].delta, weights, 1, sources, delta, sources - 1, units, stride)
    }
  }

  return {
    readParameters(into = new Float64Array(parameterCount)) {
      for (let p = 0; p < parameterCount; p++) into[p] = memory[placeOf[p]]
      return into
    },
    writeParameters(from) {
      for (let p = 0; p < parameterCount; p++) memory[placeOf[p]] = from[p]
    },
    setBatch(batchInputs, batchTargets) {
      transpose(memory, inputs, batchInputs, batchSize, sizes[0], stride)
      transpose(memory, targets, batchTargets, batchSize, output.units, stride)
    },
    forward,
    loss() {
      const outputs = isPaired ? output.z : output.a
      let total = 0
      for (let n = 0; n < batchSize; n++) {
        let sum = 0
        for (let k = 0; k < output.units; k++)
          sum += loss.term(memory[outputs + k * stride + n], memory[targets + k * stride + n])
        total += sum / outputDivisor(network)
      }
      return total / (network.reduction === 'mean' ? batchSize : 1)
    },
    backward,
    update(learningRate) {
      for (let p = 0; p < parameterCount; p++) memory[p] -= learningRate * memory[parameterCount + p]
    },
    output: (sample, unit) => memory[output.a + unit * stride + sample],
  }
}

/** Where each parameter of `Layout`'s order stands here, where a unit's bias follows its weights. */
function parameterPlaces(network: Network): Int32Array {
  const { sizes } = network
  const layout = createLayout(network, 0)
  const places = new Int32Array(layout.parameterCount)
  let place = 0
  for (let layer = 1; layer <= outputLayer(network); layer++) {
    for (let unit = 0; unit < sizes[layer]; unit++) {
      for (let source = 0; source < sizes[layer - 1]; source++) places[layout.weight(layer, unit, source)] = place++
      places[layout.bias(layer, unit)] = place++
    }
  }
  return places
}

/** Puts rows of samples into columns. */
function transpose(
  memory: Float64Array,
  into: number,
  from: ArrayLike<number>,
  samples: number,
  units: number,
  stride: number,
): void {
  for (let n = 0; n < samples; n++) {
    for (let i = 0; i < units; i++) memory[into + i * stride + n] = from[n * units + i]
  }
}
