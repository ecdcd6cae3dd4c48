import type { Slot } from '../engine/layout.ts'
import { lossNamed } from '../engine/losses.ts'
import { activationOf, outputLayer } from '../engine/network.ts'
import type { Shape } from '../engine/schedule.ts'
import { product, slot, type Expression } from './expression.ts'

/** A weight, or with source null a bias. */
export interface ParameterPlace {
  readonly layer: number
  readonly unit: number
  readonly source: number | null
}

/** One way from the loss back to a parameter. */
export interface Path {
  /** The units that it passes, from the parameter's own to an output; the first is of the parameter's layer. */
  readonly units: readonly number[]
  /** From the loss to the parameter: ∂L/∂a · σ′(z) of the output, a weight and a slope for each layer, the activation. */
  readonly factors: readonly Expression[]
}

/**
 * One sample's share of a parameter's gradient as the sum over all paths from the loss to it, each the product of the
 * derivatives along it. Backpropagation computes the same sum without going any edge twice.
 */
export function pathsTo(place: ParameterPlace, sample: number, shape: Shape): Path[] {
  return routes(place, shape).map((units) => ({ units, factors: factorsAlong(units, place, sample, shape) }))
}

/** How many paths there are, without listing them. */
export const countPaths = ({ layer }: ParameterPlace, { network }: Shape): number =>
  network.sizes.slice(layer + 1).reduce((count, size) => count * size, 1)

export const productOf = ({ factors }: Path): Expression => product(...factors)

function routes({ layer, unit }: ParameterPlace, { network }: Shape): number[][] {
  let found = [[unit]]
  for (let next = layer + 1; next <= outputLayer(network); next++) {
    found = found.flatMap((route) => Array.from({ length: network.sizes[next] }, (_, to) => [...route, to]))
  }
  return found
}

function factorsAlong(
  units: readonly number[],
  { layer, source }: ParameterPlace,
  sample: number,
  shape: Shape,
): Expression[] {
  const { network, layout } = shape
  const last = outputLayer(network)
  const factors: Expression[] = []
  for (let at = last; at >= layer; at--) {
    const j = units[at - layer]
    if (at < last) factors.push(slot(layout.weight(at + 1, units[at + 1 - layer], j)))
    else factors.push(slot(derivativeOfLoss(j)))
    if (at < last || !isPaired()) factors.push(slope(at, j))
  }
  if (source !== null) factors.push(slot(layout.activation(sample, layer - 1, source)))
  return factors

  function isPaired(): boolean {
    return lossNamed(network.loss).pairedWith !== undefined
  }

  /** With a loss that is differentiated together with the output's activation, the first known derivative is δ. */
  function derivativeOfLoss(output: number): Slot {
    return isPaired() ? layout.delta(sample, last, output) : layout.activationGradient(sample, last, output)
  }

  function slope(at: number, j: number): Expression {
    const z = slot(layout.weightedSum(sample, at, j))
    const a = slot(layout.activation(sample, at, j))
    return { kind: 'slope', name: activationOf(network, at), z, a }
  }
}
