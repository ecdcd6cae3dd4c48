import { activations, type Activation } from './activations.ts'
import { createLayout } from './layout.ts'
import { lossNamed } from './losses.ts'
import { multiply, multiplyByTransposed, TILE_WIDTH, transposed, type Matrix } from './matrix.ts'
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

/** A layer of units. What is about samples has a row for each unit, or source, and a column for each sample. */
interface Layer {
  readonly activation: Activation
  /** The activations of the layer before, and under them a row of 1: the source whose weights are the biases. */
  readonly inputs: Matrix
  /** W[j][i], with the bias as the last of each row */
  readonly weights: Matrix
  /** W[j][i] with rows and columns swapped and without the biases: through these nothing goes back */
  readonly weightsBack: Matrix
  /** ∂L/∂W of the batch, for what is trained of each row */
  readonly gradients: Matrix
  readonly z: Matrix
  readonly a: Matrix
  /** ∂L/∂a first, then δ */
  readonly delta: Matrix
}

export function createKernels(network: Network, batchSize: number): Kernels {
  const { parameterCount } = createLayout(network, 0)
  const { layers, targets, size } = createLayers(network, batchSize, parameterCount)
  const [first] = layers
  const output = layers[layers.length - 1]
  /** The parameters, their gradients, and what is about samples. */
  const memory = new Float64Array(size)
  for (const { inputs } of layers) fillLastRow(memory, inputs, 1)
  const places = parameterPlaces(network)
  const loss = lossNamed(network.loss)
  const isPaired = loss.pairedWith !== undefined
  const divisor = lossDivisor(network, batchSize)

  function forward(): void {
    for (let l = 0; l < layers.length; l++) {
      const { activation, inputs, weights, z, a } = layers[l]
      multiply(memory, z, weights, inputs)
      const { run, end, rowStep } = runsOf(z)
      for (let at = 0; at < end; at += rowStep) activation.values(memory, z.at + at, a.at + at, run)
    }
  }
}
