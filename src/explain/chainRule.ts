import { number, product, slope, type Expression } from '../engine/formula/expression.ts'
import { activationOf, outputLayer } from '../engine/network.ts'
import type { ParameterPlace } from '../engine/place.ts'
import type { Schedule } from '../engine/schedule.ts'

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
export function pathsTo(place: ParameterPlace, sample: number, schedule: Schedule): Path[] {
  return routes(place, schedule).map((units) => ({ units, factors: factorsAlong(units, place, sample, schedule) }))
}

/** How many paths there are, without listing them. */
export const countPaths = ({ layer }: ParameterPlace, { network }: Schedule): number =>
  network.sizes.slice(layer + 1).reduce((count, size) => count * size, 1)

export const productOf = ({ factors }: Path): Expression => product(...factors)

function routes({ layer, unit }: ParameterPlace, { network }: Schedule): number[][] {
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
  { network, layout }: Schedule,
): Expression[] {
  const last = outputLayer(network)
  const factors: Expression[] = []
  for (let at = last; at >= layer; at--) {
    const j = units[at - layer]
    const gradient =
      at < last ? layout.parameter(at + 1, units[at + 1 - layer], j) : layout.activationGradient(sample, at, j)
    if (gradient === null) {
      // With a loss that is differentiated together with the output's activation, the first known derivative is δ.
      factors.push(number(layout.delta(sample, at, j)))
    } else {
      const z = number(layout.weightedSum(sample, at, j))
      const a = number(layout.activation(sample, at, j))
      factors.push(number(gradient), slope(activationOf(network, at), z, a))
    }
  }
  if (source !== null) factors.push(number(layout.activation(sample, layer - 1, source)))
  return factors
}
