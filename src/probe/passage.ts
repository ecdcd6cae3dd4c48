import { createKernels } from '../engine/kernels.ts'
import type { Network } from '../engine/network.ts'
import type { Samples } from '../experiment/data/dataset.ts'

/** All samples of the data through the network. */
export interface Passage {
  /** a of every unit of a layer, [sample][unit] one after another; layers count from 1 */
  activations(parameters: Float64Array, layer: number): Float64Array
}

export function createPassage(network: Network, { inputs, targets }: Samples): Passage {
  const kernels = createKernels(network, inputs.length)
  kernels.setBatch(inputs.flat(), targets.flat())
  return {
    activations(parameters, layer) {
      const units = network.sizes[layer]
      kernels.writeParameters(parameters)
      kernels.forward()
      return Float64Array.from({ length: inputs.length * units }, (_, at) =>
        kernels.activation(Math.floor(at / units), layer, at % units),
      )
    },
  }
}
