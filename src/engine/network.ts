import type { ActivationName } from './activations.ts'
import { lossNamed, type LossName } from './losses.ts'

/** What is computed, without any number in it: everything else in the engine follows from this. */
export interface Network {
  /** Units per layer; layer 0 holds the inputs. */
  readonly sizes: readonly number[]
  /** `activations[l]` belongs to layer l + 1: the inputs have none. */
  readonly activations: readonly ActivationName[]
  readonly loss: LossName
  /** Whether the loss of a batch is the sum of its samples' losses or their mean. */
  readonly reduction: 'sum' | 'mean'
  readonly trainBiases: boolean
}

/** The index of the output layer. */
export const outputLayer = (network: Network): number => network.sizes.length - 1

export const activationOf = (network: Network, layer: number): ActivationName => network.activations[layer - 1]

/**
 * What ∂term/∂a is divided by so that δ is the derivative of the batch's loss:
 * the number of outputs, of samples, both or neither, by what the loss averages over.
 */
export function lossDivisor(network: Network, batchSize: number): number {
  return outputDivisor(network) * batchDivisor(network, batchSize)
}

/** What the sum over a batch's samples is divided by. */
export function batchDivisor(network: Network, batchSize: number): number {
  return network.reduction === 'mean' ? batchSize : 1
}

/** What the sum over a sample's outputs is divided by. */
export function outputDivisor(network: Network): number {
  return lossNamed(network.loss).meanOverOutputs ? network.sizes[outputLayer(network)] : 1
}

/** Says in a sentence why these parts do not make a network, or returns null. */
export function networkProblem(network: Network): string | null {
  const { sizes, activations, loss } = network
  if (sizes.length < 2) return 'A network needs inputs and at least one layer of units.'
  if (!sizes.every((size) => Number.isInteger(size) && size > 0)) return 'Every layer needs at least one unit.'
  if (activations.length !== sizes.length - 1) return 'Every layer after the inputs needs one activation.'
  const paired = lossNamed(loss).pairedWith
  if (paired && activations.at(-1) !== paired) return `The loss ${loss} needs ${paired} output units.`
  return null
}
