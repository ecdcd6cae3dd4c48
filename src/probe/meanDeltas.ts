import type { Kernels } from '../engine/kernels.ts'
import type { Network } from '../engine/network.ts'

/** The mean of |δ| over the units of a layer and the samples of the batch, after a backward pass; the first is that of layer 1. */
export function meanDeltas({ sizes }: Network, batchSize: number, kernels: Pick<Kernels, 'delta'>): number[] {
  return sizes.slice(1).map((units, index) => {
    let sum = 0
    for (let n = 0; n < batchSize; n++) {
      for (let j = 0; j < units; j++) sum += Math.abs(kernels.delta(n, index + 1, j))
    }
    return sum / (units * batchSize)
  })
}
