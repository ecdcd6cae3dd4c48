import { lossNamed } from './losses.ts'
import { outputLayer, type Network } from './network.ts'
import type { OperationName, Stage } from './place.ts'

/**
 * Operations that follow each other: those of one layer in one stage, unit by unit. The order of an iteration is a short
 * list of stretches, so that the place of any operation, and the operation of any place, is arithmetic.
 */
export interface Stretch {
  readonly stage: Stage
  readonly layer: number
  readonly units: number
  /** Operations for each unit */
  readonly perUnit: number
  /** Those of a unit, in their order; where a unit has more, the last one is repeated. */
  readonly names: readonly OperationName[]
  /** For operations on parameters, the units of the layer before: a unit's weights come first, then its bias. Else 0. */
  readonly sources: number
  /** The place of its first operation among all of a sample, or of the batch */
  readonly first: number
}

/** The operations of an iteration: those of a sample, once for each row of the batch, then those of the whole batch. */
export interface Outline {
  readonly ofSample: Sequence
  readonly ofBatch: Sequence
}

/** Stretches without a gap. */
export interface Sequence {
  readonly stretches: readonly Stretch[]
  /** Operations in all of them */
  readonly length: number
  /** The stretch of each stage and layer */
  readonly find: (stage: Stage, layer: number) => Stretch
}

export function outlineOf(network: Network): Outline {
  const last = outputLayer(network)
  const layers = Array.from({ length: last }, (_, index) => index + 1)
  const backwards = [...layers].reverse()
  const lossLayer = last + 1
  const units = (layer: number) => network.sizes[layer]
  const isPaired = lossNamed(network.loss).pairedWith !== undefined

  const ofParameters = (stage: Stage, name: OperationName, layer: number): Part => {
    const sources = units(layer - 1)
    return {
      stage,
      layer,
      units: units(layer),
      names: [name],
      sources,
      perUnit: sources + (network.trainBiases ? 1 : 0),
    }
  }
  const ofUnits = (stage: Stage, names: OperationName[], layer: number): Part => ({
    stage,
    layer,
    units: units(layer),
    names,
    sources: 0,
    perUnit: names.length,
  })
  const ofLoss = (name: OperationName): Part => ({ ...ofUnits('loss', [name], lossLayer), units: 1 })
  const backNames = (layer: number): OperationName[] => {
    if (layer < last) return ['backSum', 'delta']
    return isPaired ? ['pairedDelta'] : ['lossDerivative', 'delta']
  }

  return {
    ofSample: sequenceOf([
      // z and a, layer by layer, then the sample's loss
      ...layers.map((layer) => ofUnits('forward', ['weightedSum', 'activation'], layer)),
      ofLoss('loss'),
      // ∂L/∂a and δ, from the outputs back to the first hidden layer
      ...backwards.map((layer) => ofUnits('backward', backNames(layer), layer)),
      // this sample's share of every gradient, in the order in which the deltas became known
      ...backwards.map((layer) => ofParameters('gradients', 'share', layer)),
    ]),
    ofBatch: sequenceOf([
      ofLoss('batchLoss'),
      ...backwards.map((layer) => ofParameters('gradients', 'gradient', layer)),
      ...layers.map((layer) => ofParameters('update', 'update', layer)),
    ]),
  }
}

type Part = Omit<Stretch, 'first'>

function sequenceOf(parts: readonly Part[]): Sequence {
  const stretches: Stretch[] = []
  let length = 0
  for (const part of parts) {
    stretches.push({ ...part, first: length })
    length += part.units * part.perUnit
  }
  const byPlace = new Map(stretches.map((stretch) => [`${stretch.stage} ${stretch.layer}`, stretch]))
  return {
    stretches,
    length,
    find(stage, layer) {
      const found = byPlace.get(`${stage} ${layer}`)
      if (!found) throw new RangeError(`No operation belongs to layer ${layer} in the stage ${stage}.`)
      return found
    },
  }
}

/** The stretch of the operation at a place in a sequence. */
export function stretchAt({ stretches }: Sequence, place: number): Stretch {
  let [low, high] = [0, stretches.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (stretches[middle].first <= place) low = middle
    else high = middle - 1
  }
  return stretches[low]
}
