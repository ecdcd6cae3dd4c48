import { activations } from './activations.ts'
import { lossNamed } from './losses.ts'
import { activationOf, outputLayer, type Network } from './network.ts'

/** The samples that a run learns from */
interface Samples {
  readonly inputs: readonly (readonly number[])[]
  readonly targets: readonly (readonly number[])[]
}

/** From here on downwards a size is looked for: above it, squares overflow in any case. */
const LARGEST_POWER = 150

/**
 * While every parameter is smaller than this, no number of an iteration can overflow, so that the kernels may run
 * unwatched. Beyond it, every number of every iteration is looked at.
 *
 * With |w|, |b| < S, layer by layer |z| < S (n A + 1), where n units of the layer before are at most A in size; the loss
 * and its derivative follow from the largest output, and back again |∂L/∂a| < n S D, where n units of the layer after have
 * deltas of at most D. A gradient is at most N D A for N samples, and an update S + η times that. S is the largest power
 * of ten for which a computer that computes all these bounds finds none of them infinite; the bounds are themselves
 * rounded, by far less than the factor of 10 between two such powers and the factor of 2 that is kept for it.
 */
export function safeSize(network: Network, batchSize: number, samples: Samples, learningRate: number): number {
  for (let power = LARGEST_POWER; power >= 0; power--) {
    if (Number.isFinite(2 * largestNumber(network, batchSize, samples, learningRate, 10 ** power))) return 10 ** power
  }
  return 0
}

/** No number of an iteration is larger, if no parameter is larger than a size. */
function largestNumber(
  network: Network,
  batchSize: number,
  { inputs, targets }: Samples,
  learningRate: number,
  size: number,
): number {
  const { sizes } = network
  const last = outputLayer(network)
  const { term, slope, pairedWith } = lossNamed(network.loss)

  const outputs = [largestOf(inputs)]
  const sums = [0]
  for (let layer = 1; layer <= last; layer++) {
    sums[layer] = size * (sizes[layer - 1] * outputs[layer - 1] + 1)
    outputs[layer] = activations[activationOf(network, layer)].bound(sums[layer])
  }

  const y = largestOf(targets)
  const output = pairedWith ? sums[last] : outputs[last]
  const sampleLoss = sizes[last] * Math.max(Math.abs(term(output, -y)), Math.abs(term(-output, y)))
  const loss = batchSize * sampleLoss

  const outputSlope = pairedWith ? 1 : activations[activationOf(network, last)].largestSlope
  let delta = Math.abs(slope(outputs[last], -y)) * outputSlope
  let gradient = 0
  for (let layer = last; layer >= 1; layer--) {
    gradient = Math.max(gradient, batchSize * delta * Math.max(1, outputs[layer - 1]))
    if (layer > 1) delta *= sizes[layer] * size * activations[activationOf(network, layer - 1)].largestSlope
  }
  return Math.max(...sums, ...outputs, loss, delta, gradient, size + learningRate * gradient)
}

const largestOf = (rows: readonly (readonly number[])[]): number =>
  rows.reduce((largest, row) => row.reduce((so, number) => Math.max(so, Math.abs(number)), largest), 0)
