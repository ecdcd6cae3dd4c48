import type { ActivationName } from '../../src/engine/activations.ts'
import type { LossName } from '../../src/engine/losses.ts'
import type { Network } from '../../src/engine/network.ts'
import type reference from '../golden/torch-grad.json'

export type TorchCase = (typeof reference.cases)[number]

const activationNames: Record<string, ActivationName> = {
  sigmoid: 'sigmoid',
  tanh: 'tanh',
  relu: 'relu',
  linear: 'identity',
  leaky_relu: 'leakyRelu',
  softplus: 'softplus',
  silu: 'silu',
}

const losses: Record<string, { loss: LossName; reduction: Network['reduction'] }> = {
  half_sse: { loss: 'halfSquaredError', reduction: 'sum' },
  mse_mean: { loss: 'meanSquaredError', reduction: 'mean' },
  bce: { loss: 'binaryCrossEntropy', reduction: 'mean' },
}

/** The network of a case of the reference numbers, which has PyTorch's names. */
export function torchNetwork({ arch, hidden, output, loss }: TorchCase): Network {
  const activations = arch.slice(1).map((_, l) => activationNames[l === arch.length - 2 ? output : hidden])
  return { sizes: arch, activations, ...losses[loss], trainBiases: true }
}
