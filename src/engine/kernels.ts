import { activations, type Activation } from './activations.ts'
import { createLayout } from './layout.ts'
import { lossNamed } from './losses.ts'
import { multiply, multiplyByTransposed, TILE_WIDTH, transposed, type Matrix } from './matrix.ts'
import { lossDivisor, outputDivisor, outputLayer, type Network } from './network.ts'

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

/** The matrices of a layer. What is about samples has a row for each unit and a column for each sample. */
interface Layer {
  readonly activation: Activation
  /** The activations of the layer before, and below them a row of 1: the source that has the biases for weights. */
  readonly inputs: Matrix
  /** W[j][i], with the bias at the end of each row */
  readonly weights: Matrix
  /** W transposed and without the biases: nothing goes back through those */
  readonly weightsBack: Matrix
  /** ∂L/∂W of the batch, for as much of each row as is trained */
  readonly gradients: Matrix
  readonly z: Matrix
  readonly a: Matrix
  /** ∂L/∂a, which then becomes δ */
  readonly delta: Matrix
}

export function createKernels(network: Network, batchSize: number): Kernels {
  const { layers, targets, parameterCount, size } = planLayers(network, batchSize)
  const output = layers[layers.length - 1]
  // The parameters, then their gradients, then what is about samples.
  const memory = new Float64Array(size)
  for (const { inputs } of layers) {
    const lastRow = inputs.at + (inputs.rows - 1) * inputs.rowStep
    memory.fill(1, lastRow, lastRow + batchSize)
  }
  const places = parameterPlaces(network)
  const loss = lossNamed(network.loss)
  const isPaired = loss.pairedWith !== undefined
  const divisor = lossDivisor(network, batchSize)
  // Where batches fill their rows, the rows follow each other without a gap and can be taken as one.
  const rowStep = rowStepOf(batchSize)
  const runsOf = ({ rows }: Matrix) => (batchSize === rowStep ? 1 : rows)
  const runLengthOf = ({ rows }: Matrix) => (batchSize === rowStep ? rows * rowStep : batchSize)

  /** a = σ(z) */
  function activate({ activation, z, a }: Layer): void {
    const runs = runsOf(z)
    const length = runLengthOf(z)
    for (let run = 0; run < runs; run++) activation.values(memory, z.at + run * rowStep, a.at + run * rowStep, length)
  }

  /** δ = ∂L/∂a · σ′(z) */
  function timesSlopes({ activation, delta, z, a }: Layer): void {
    const runs = runsOf(z)
    const length = runLengthOf(z)
    for (let run = 0; run < runs; run++) {
      const row = run * rowStep
      activation.timesSlopes(memory, delta.at + row, z.at + row, a.at + row, length)
    }
  }

  /** ∂L/∂a of the outputs, or δ at once where the loss is differentiated together with the activation */
  function lossDerivative(): void {
    const { a, delta } = output
    for (let k = 0; k < a.rows; k++) {
      for (let n = k * rowStep; n < k * rowStep + batchSize; n++) {
        memory[delta.at + n] = loss.slope(memory[a.at + n], memory[targets.at + n]) / divisor
      }
    }
  }

  return {
    readParameters(into = new Float64Array(parameterCount)) {
      for (let p = 0; p < parameterCount; p++) into[p] = memory[places[p]]
      return into
    },

    writeParameters(from) {
      for (let p = 0; p < parameterCount; p++) memory[places[p]] = from[p]
    },

    setBatch(batchInputs, batchTargets) {
      writeColumns(memory, layers[0].inputs, batchInputs, network.sizes[0], batchSize)
      writeColumns(memory, targets, batchTargets, targets.rows, batchSize)
    },

    forward() {
      for (let l = 0; l < layers.length; l++) {
        const layer = layers[l]
        multiply(memory, layer.z, layer.weights, layer.inputs)
        activate(layer)
      }
    },

    loss() {
      const outputs = isPaired ? output.z : output.a
      let total = 0
      for (let n = 0; n < batchSize; n++) {
        let sum = 0
        for (let k = 0; k < outputs.rows; k++) {
          sum += loss.term(memory[outputs.at + k * rowStep + n], memory[targets.at + k * rowStep + n])
        }
        total += sum / outputDivisor(network)
      }
      return total / (network.reduction === 'mean' ? batchSize : 1)
    },

    backward() {
      lossDerivative()
      for (let l = layers.length - 1; l >= 0; l--) {
        const layer = layers[l]
        if (!(isPaired && layer === output)) timesSlopes(layer)
        multiplyByTransposed(memory, layer.gradients, layer.delta, layer.inputs)
        if (l > 0) multiply(memory, layers[l - 1].delta, layer.weightsBack, layer.delta)
      }
    },

    update(learningRate) {
      for (let p = 0; p < parameterCount; p++) memory[p] -= learningRate * memory[parameterCount + p]
    },

    output: (sample, unit) => memory[output.a.at + unit * rowStep + sample],
  }
}

/** Gives every matrix its place. */
function planLayers({ sizes, activations: names, trainBiases }: Network, batchSize: number) {
  const parameterCount = sizes.slice(1).reduce((count, units, l) => count + units * (sizes[l] + 1), 0)
  let size = 2 * parameterCount
  /** A row for each unit, or source, with a column for each sample. */
  const reserve = (rows: number): Matrix => {
    const matrix = { at: size, rows, columns: batchSize, rowStep: rowStepOf(batchSize), columnStep: 1 }
    size += rows * matrix.rowStep
    return matrix
  }

  const layers: Layer[] = []
  let inputs = reserve(sizes[0] + 1)
  let at = 0
  for (let l = 1; l < sizes.length; l++) {
    const [sources, units] = [sizes[l - 1], sizes[l]]
    const weights = { at, rows: units, columns: sources + 1, rowStep: sources + 1, columnStep: 1 }
    const nextInputs = reserve(units + 1)
    layers.push({
      activation: activations[names[l - 1]],
      inputs,
      weights,
      weightsBack: transposed({ ...weights, columns: sources }),
      gradients: { ...weights, at: parameterCount + at, columns: trainBiases ? sources + 1 : sources },
      z: reserve(units),
      a: { ...nextInputs, rows: units },
      delta: reserve(units),
    })
    inputs = nextInputs
    at += units * weights.rowStep
  }
  return { layers, targets: reserve(sizes[sizes.length - 1]), parameterCount, size }
}

/** Room for whole tiles. The columns that this adds are computed, for that costs next to nothing, and never looked at. */
const rowStepOf = (batchSize: number): number => Math.ceil(batchSize / TILE_WIDTH) * TILE_WIDTH

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

/** Turns rows, one for each sample, into columns. */
function writeColumns(memory: Float64Array, matrix: Matrix, from: ArrayLike<number>, units: number, samples: number) {
  for (let n = 0; n < samples; n++) {
    for (let i = 0; i < units; i++) memory[matrix.at + i * matrix.rowStep + n] = from[n * units + i]
  }
}
