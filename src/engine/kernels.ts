import { activations } from './activations.ts'
import { createLayout } from './layout.ts'
import { lossNamed } from './losses.ts'
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

/** Plain loops. */
export function createKernels(network: Network, batchSize: number): Kernels {
  const { sizes } = network
  const last = outputLayer(network)
  const layout = createLayout(network, 0)
  const parameters = new Float64Array(layout.parameterCount)
  const gradients = new Float64Array(layout.parameterCount)
  const a = sizes.map((size) => new Float64Array(batchSize * size))
  const z = sizes.map((size) => new Float64Array(batchSize * size))
  const delta = sizes.map((size) => new Float64Array(batchSize * size))
  const targets = new Float64Array(batchSize * sizes[last])
  const loss = lossNamed(network.loss)

  return {
    readParameters(into = new Float64Array(parameters.length)) {
      into.set(parameters)
      return into
    },
    writeParameters(from) {
      parameters.set(from)
    },
    setBatch(inputs, batchTargets) {
      a[0].set(inputs)
      targets.set(batchTargets)
    },
    forward() {
      for (let l = 1; l <= last; l++) {
        const { value } = activations[activationOf(network, l)]
        for (let n = 0; n < batchSize; n++) {
          for (let j = 0; j < sizes[l]; j++) {
            let sum = 0
            for (let i = 0; i < sizes[l - 1]; i++)
              sum += parameters[layout.weight(l, j, i)] * a[l - 1][n * sizes[l - 1] + i]
            const zj = sum + parameters[layout.bias(l, j)]
            z[l][n * sizes[l] + j] = zj
            a[l][n * sizes[l] + j] = value(zj)
          }
        }
      }
    },
    loss() {
      const outputs = (loss.pairedWith ? z : a)[last]
      let total = 0
      for (let n = 0; n < batchSize; n++) {
        let sum = 0
        for (let k = 0; k < sizes[last]; k++)
          sum += loss.term(outputs[n * sizes[last] + k], targets[n * sizes[last] + k])
        total += sum / outputDivisor(network)
      }
      return total / (network.reduction === 'mean' ? batchSize : 1)
    },
    backward() {
      gradients.fill(0)
      const divisor = lossDivisor(network, batchSize)
      for (let l = last; l >= 1; l--) {
        const { slope } = activations[activationOf(network, l)]
        for (let n = 0; n < batchSize; n++) {
          for (let j = 0; j < sizes[l]; j++) {
            const at = n * sizes[l] + j
            let dLda = 0
            if (l === last) dLda = loss.slope(a[l][at], targets[at]) / divisor
            else
              for (let k = 0; k < sizes[l + 1]; k++)
                dLda += parameters[layout.weight(l + 1, k, j)] * delta[l + 1][n * sizes[l + 1] + k]
            delta[l][at] = l === last && loss.pairedWith ? dLda : dLda * slope(z[l][at], a[l][at])
            for (let i = 0; i < sizes[l - 1]; i++)
              gradients[layout.weight(l, j, i)] += delta[l][at] * a[l - 1][n * sizes[l - 1] + i]
            if (network.trainBiases) gradients[layout.bias(l, j)] += delta[l][at]
          }
        }
      }
    },
    update(learningRate) {
      for (let p = 0; p < parameters.length; p++) parameters[p] -= learningRate * gradients[p]
    },
    output: (sample, unit) => a[last][sample * sizes[last] + unit],
  }
}
