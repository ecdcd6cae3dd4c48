import { constant, number, product, slope, type Expression } from '../engine/formula/expression.ts'
import { formulaOf } from '../engine/formula/formulas.ts'
import { opened } from '../engine/formula/opened.ts'
import type { Slot } from '../engine/layout.ts'
import { activationOf, outputLayer } from '../engine/network.ts'
import type { ParameterPlace } from '../engine/place.ts'
import { operationAt, writerOf, type Schedule } from '../engine/schedule.ts'

/** What the loss is derived by: a weight or a bias, or z or a of a unit. */
export interface PathEnd extends ParameterPlace {
  readonly of: 'parameter' | 'z' | 'a'
}

/** One way from the loss back to what it is derived by. */
export interface Path {
  /** The units that it passes, from the end's own to an output; the first is of the end's layer. */
  readonly units: readonly number[]
  /** From the loss on: ∂L/∂ŷ · ∂ŷ/∂z · ∂z/∂a · … */
  readonly factors: readonly Factor[]
}

/** A derivative along a path */
export interface Factor {
  /** What is derived; null for the loss */
  readonly top: Slot | null
  /** What it is derived by */
  readonly by: Slot
  /** What that is: ŷ − y, a(1 − a), a weight */
  readonly equals: Expression
}

/**
 * What one sample has of a derivative, as the sum over all paths from the loss to it, each the product of the derivatives
 * along it. Backpropagation computes the same sum without going any edge twice.
 */
export const pathsTo = (end: PathEnd, sample: number, schedule: Schedule): Path[] =>
  routes(end, schedule).map((units) => ({ units, factors: factorsAlong(units, end, sample, schedule) }))

/** How many paths there are, without listing them. */
export const countPaths = ({ layer }: Pick<PathEnd, 'layer'>, { network }: Schedule): number =>
  network.sizes.slice(layer + 1).reduce((count, size) => count * size, 1)

export const productOf = ({ factors }: Path): Expression => product(...factors.map(({ equals }) => equals))

function routes({ layer, unit }: PathEnd, { network }: Schedule): number[][] {
  let found = [[unit]]
  for (let next = layer + 1; next <= outputLayer(network); next++) {
    found = found.flatMap((route) => Array.from({ length: network.sizes[next] }, (_, to) => [...route, to]))
  }
  return found
}

function factorsAlong(
  units: readonly number[],
  { of, layer, unit, source }: PathEnd,
  sample: number,
  schedule: Schedule,
): Factor[] {
  const { network, layout } = schedule
  const last = outputLayer(network)
  const unitAt = (at: number): number => units[at - layer]
  const z = (at: number): Slot => layout.weightedSum(sample, at, unitAt(at))
  const a = (at: number): Slot => layout.activation(sample, at, unitAt(at))

  /** By the output: its formula, which is short, stands for the number that backpropagation computed. */
  function fromLoss(): Factor {
    const gradient = layout.activationGradient(sample, last, unitAt(last))
    const computed = gradient ?? layout.delta(sample, last, unitAt(last))
    return {
      top: null,
      by: gradient === null ? z(last) : a(last),
      equals: formulaOf(schedule, operationAt(schedule, writerOf(schedule, computed)!)),
    }
  }
  const alongEdge = (at: number): Factor => ({
    top: z(at + 1),
    by: a(at),
    equals: number(layout.parameter(at + 1, unitAt(at + 1), unitAt(at))),
  })
  const throughUnit = (at: number): Factor => ({
    top: a(at),
    by: z(at),
    equals: opened(slope(activationOf(network, at), number(z(at)), number(a(at)))),
  })

  const factors = [fromLoss()]
  for (let at = last; at >= layer; at--) {
    if (at < last) factors.push(alongEdge(at))
    const isThere = factors[factors.length - 1].by === z(at) || (at === layer && of === 'a')
    if (!isThere) factors.push(throughUnit(at))
  }
  if (of === 'parameter') {
    const along = source === null ? constant(1) : number(layout.activation(sample, layer - 1, source))
    factors.push({ top: z(layer), by: layout.parameter(layer, unit, source), equals: along })
  }
  return factors
}
