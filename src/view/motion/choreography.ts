import { range } from 'd3'
import { activations } from '../../engine/activations.ts'
import type { Slot } from '../../engine/layout.ts'
import { activationOf, outputLayer } from '../../engine/network.ts'
import type { Operation, OperationName } from '../../engine/place.ts'
import type { QuantityKind } from '../../engine/quantities.ts'
import type { Schedule } from '../../engine/schedule.ts'
import { formatChange, formatNumber } from '../../explain/number.ts'
import { edgeWidth } from '../chart/scales.ts'
import { formatCount } from '../number/format.ts'
import { numberText } from '../number/quantity.ts'
import type { Act, EdgePlace, Face, Journey, Spot, UnitPart } from './acts.ts'

/** The numbers that a choreography is about, all of one iteration. */
export interface Numbers {
  readonly schedule: Schedule
  readonly numberOf: (slot: Slot) => number
  readonly digits: number
}

/** How long an operation takes that is looked at alone, in milliseconds */
export const durations: Record<OperationName, number> = {
  weightedSum: 600,
  activation: 350,
  loss: 500,
  lossDerivative: 500,
  backSum: 600,
  delta: 700,
  pairedDelta: 500,
  share: 550,
  batchLoss: 400,
  gradient: 600,
  update: 1400,
}

/**
 * What happens in the picture while an operation is carried out.
 *
 * @param isBrief whether there is no time to read what is multiplied
 */
export function actsOf(operation: Operation, numbers: Numbers, isBrief: boolean): Act[] {
  return [...choreographies[operation.name](operation, numbers, isBrief), landingOf(operation)]
}

/** Only what has come in is written. */
const landingOf = ({ target }: Operation): Act => ({ kind: 'landing', slot: target, time: 0.92 })

type Choreography = (operation: Operation, numbers: Numbers, isBrief: boolean) => Act[]

const choreographies: Record<OperationName, Choreography> = {
  // Every input goes along its edge, meets the weight there and arrives as their product; the bias comes from below.
  weightedSum({ sample, layer, unit }, numbers, isBrief) {
    const { network, layout } = numbers.schedule
    const row = rowOf(sample)
    const sources = network.sizes[layer - 1]
    const bias = numbers.numberOf(layout.parameter(layer, unit, null))
    const along = range(sources).map((source) =>
      product(numbers, {
        edge: { layer, unit, source },
        isBackward: false,
        slot: layout.activation(row, layer - 1, source),
        kind: layer === 1 ? 'x' : 'a',
        weight: layout.parameter(layer, unit, source),
        time: staggered(source, sources),
        scale: FORWARD,
        isBrief,
      }),
    )
    if (bias === 0) return along
    return [
      ...along,
      {
        kind: 'journey',
        stops: [stop({ layer, unit, part: 'bias' }, 0.6), stop({ layer, unit, part: 'z' }, 0.9)],
        faces: [face(numbers, 'b', bias, FORWARD, 0.6, 0.9)],
      },
    ]
  },

  // z goes through the unit and is a when it comes out.
  activation({ sample, layer, unit }, numbers) {
    const { layout } = numbers.schedule
    const z = numbers.numberOf(layout.weightedSum(rowOf(sample), layer, unit))
    const a = numbers.numberOf(layout.activation(rowOf(sample), layer, unit))
    const { symbol } = activations[activationOf(numbers.schedule.network, layer)]
    const at = (part: UnitPart): Spot => ({ layer, unit, part })
    const asZ = face(numbers, 'z', z, FORWARD, 0, 0.3)
    return [
      {
        kind: 'journey',
        stops: [stop(at('z'), 0), stop(at('middle'), 0.3), stop(at('middle'), 0.6), stop(at('a'), 0.92)],
        faces: [
          asZ,
          { ...asZ, text: `${symbol}(${asZ.text})`, from: 0.3, to: 0.6 },
          face(numbers, 'a', a, FORWARD, 0.6, 0.95),
        ],
      },
    ]
  },

  // Predictions and targets meet at the loss.
  loss({ sample, layer, unit }, numbers) {
    const { network, layout } = numbers.schedule
    const row = rowOf(sample)
    const outputs = network.sizes[layer - 1]
    return range(outputs).flatMap((source): Act[] => {
      const [from, to] = staggered(source, outputs)
      const [a, target] = [layout.activation(row, layer - 1, source), layout.target(row, source)].map(numbers.numberOf)
      const edge = { layer, unit, source }
      const end: Spot = { layer, unit, part: 'middle' }
      return [
        {
          kind: 'journey',
          stops: [stop({ edge, part: 'start' }, from), stop({ edge, part: 'end' }, to)],
          faces: [face(numbers, 'a', a, FORWARD, from, to)],
        },
        {
          kind: 'journey',
          stops: [stop({ layer, unit, part: `target ${source}` }, from), stop(end, to)],
          faces: [face(numbers, 'target', target, FORWARD, from, to)],
        },
      ]
    })
  },

  lossDerivative: (operation, numbers) => fromTheLoss(operation, numbers, 'dLda'),
  pairedDelta: (operation, numbers) => fromTheLoss(operation, numbers, 'delta'),

  // Every delta of the layer after goes back along its edge, and arrives times the weight.
  backSum({ sample, layer, unit, target }, numbers, isBrief) {
    const { network, layout } = numbers.schedule
    const after = network.sizes[layer + 1]
    return [
      ...range(after).map((k) =>
        product(numbers, {
          edge: { layer: layer + 1, unit: k, source: unit },
          isBackward: true,
          slot: layout.delta(rowOf(sample), layer + 1, k),
          kind: 'delta',
          weight: layout.parameter(layer + 1, k, unit),
          time: staggered(k, after),
          scale: BACKWARD,
          isBrief,
        }),
      ),
      grow('dLda', layer, unit, numbers.numberOf(target)),
    ]
  },

  // What came back stays beside the unit; it goes through the unit, times the slope there, and is what is left of it.
  delta({ sample, layer, unit, target }, numbers, isBrief) {
    const { network, layout } = numbers.schedule
    const [z, a, dLda] = [
      layout.weightedSum(rowOf(sample), layer, unit),
      layout.activation(rowOf(sample), layer, unit),
      layout.activationGradient(rowOf(sample), layer, unit)!,
    ].map(numbers.numberOf)
    const delta = numbers.numberOf(target)
    const { slope } = activations[activationOf(network, layer)]
    const [meets, parts] = isBrief ? [0.5, 0.5] : [0.3, 0.65]
    const arriving = face(numbers, 'dLda', dLda, BACKWARD, 0, meets)
    const at = (part: UnitPart): Spot => ({ layer, unit, part })
    const slopeText = formatNumber(slope(z, a), { digits: numbers.digits })
    return [
      {
        kind: 'journey',
        stops: [stop(at('dLda'), 0), stop(at('middle'), meets), stop(at('middle'), parts), stop(at('delta'), 0.92)],
        faces: [
          arriving,
          { ...arriving, text: `${arriving.text} × ${slopeText}`, from: meets, to: parts },
          face(numbers, 'delta', delta, BACKWARD, parts, delta === 0 ? 0.8 : 0.92),
        ],
      },
      { kind: 'ring', of: 'delta', layer, unit, values: [dLda, delta], from: 0.3, to: 0.9 },
      { kind: 'swing', from: 0.1, to: 0.85 },
    ]
  },

  // Delta from the one end and the activation from the other meet on the edge; a bias has delta alone.
  share({ sample, layer, unit, source, target }, numbers) {
    const { layout } = numbers.schedule
    const row = rowOf(sample)
    const delta = numbers.numberOf(layout.delta(row, layer, unit))
    if (source === null) {
      return [
        {
          kind: 'journey',
          stops: [stop({ layer, unit, part: 'delta' }, 0), stop({ layer, unit, part: 'biasGradient' }, 0.9)],
          faces: [face(numbers, 'delta', delta, BACKWARD, 0, delta === 0 ? 0.7 : 0.9)],
        },
      ]
    }
    const edge = { layer, unit, source }
    const a = numbers.numberOf(layout.activation(row, layer - 1, source))
    const share = numbers.numberOf(target)
    const meeting: Spot = { edge, part: 'gradient' }
    return [
      {
        kind: 'journey',
        stops: [stop({ wayBack: edge, part: 'end' }, 0), stop(meeting, 0.5)],
        faces: [face(numbers, 'delta', delta, BACKWARD, 0, 0.5)],
      },
      {
        kind: 'journey',
        stops: [stop({ edge, part: 'start' }, 0), stop(meeting, 0.5)],
        faces: [face(numbers, layer === 1 ? 'x' : 'a', a, FORWARD, 0, 0.5)],
      },
      {
        kind: 'journey',
        stops: [stop(meeting, 0.5)],
        faces: [face(numbers, 'gw', share, BACKWARD, 0.5, share === 0 ? 0.75 : 0.92)],
      },
    ]
  },

  // No number travels: all of them are at the loss.
  batchLoss: () => [],

  // The samples' shares, one after the other, and then their sum.
  gradient({ layer, unit, source, target }, numbers) {
    const { layout, batchSize } = numbers.schedule
    const shares = range(Math.min(batchSize, MOST_SHARES)).map((n) =>
      numbers.numberOf(layout.share(n, layer, unit, source)!),
    )
    const kind = source === null ? 'gb' : 'gw'
    const spot: Spot =
      source === null ? { layer, unit, part: 'biasGradient' } : { edge: { layer, unit, source }, part: 'gradient' }
    const each = 0.7 / shares.length
    return [
      {
        kind: 'journey',
        stops: [stop(spot, 0)],
        faces: [
          ...shares.map((share, n) => face(numbers, kind, share, BACKWARD, n * each, (n + 1) * each)),
          face(numbers, kind, numbers.numberOf(target), BACKWARD, 0.7, 0.95),
        ],
      },
    ]
  },

  // The change comes from the gradient to the weight; the edge grows or shrinks beside its old width.
  update({ layer, unit, source, target }, numbers, isBrief) {
    const { layout } = numbers.schedule
    const before = numbers.numberOf(layout.parameter(layer, unit, source))
    const after = numbers.numberOf(target)
    const magnified = source === null ? 1 : magnificationOf(before, after)
    const change: Face = {
      text: `Δ ${formatChange(after - before)}`,
      ...(magnified > 1 && !isBrief && { note: `drawn ×${formatCount(magnified)}` }),
      value: after - before,
      amount: BACKWARD(after - before),
      from: 0,
      to: 0.92,
    }
    if (source === null) {
      return [
        {
          kind: 'journey',
          stops: [
            stop({ layer, unit, part: 'biasGradient' }, 0),
            stop({ layer, unit, part: 'biasGradient' }, 0.75),
            stop({ layer, unit, part: 'bias' }, 0.92),
          ],
          faces: [change],
        },
      ]
    }
    const edge = { layer, unit, source }
    return [
      { kind: 'widening', edge, weights: [before, after], magnified, from: 0.1, to: 0.75 },
      {
        kind: 'journey',
        stops: [
          stop({ edge, part: 'aboveLabel' }, 0),
          stop({ edge, part: 'aboveLabel' }, 0.75),
          stop({ edge, part: 'label' }, 0.92),
        ],
        faces: [change],
      },
    ]
  },
}

/** By how much the change of an edge's width is drawn larger, in powers of ten, so that it can be seen; 1 where it can. */
export function magnificationOf(before: number, after: number): number {
  const change = Math.abs(edgeWidth(after) - edgeWidth(before))
  let magnified = 1
  if (change === 0) return magnified
  while (change * magnified < LEAST_CHANGE && magnified < MOST_MAGNIFIED) magnified *= 10
  return magnified
}

/** A change of an edge's width that can be seen, in pixels of the drawing */
const LEAST_CHANGE = 2.5
const MOST_MAGNIFIED = 1e9
/** Of more samples the first ones stand for all. */
const MOST_SHARES = 6

interface Product {
  readonly edge: EdgePlace
  readonly isBackward: boolean
  /** What goes along the edge */
  readonly slot: Slot
  readonly kind: QuantityKind
  readonly weight: Slot
  readonly time: readonly [leaves: number, lands: number]
  readonly scale: Scale
  readonly isBrief: boolean
}

/** A number that meets a weight on its way. A product of 0 does not come in: it fades. */
function product(numbers: Numbers, { edge, isBackward, slot, kind, weight, time, scale, isBrief }: Product): Journey {
  const [leaves, lands] = time
  const [value, factor] = [numbers.numberOf(slot), numbers.numberOf(weight)]
  const meets = leaves + (lands - leaves) * (isBrief ? 0.5 : 0.33)
  const parts = leaves + (lands - leaves) * (isBrief ? 0.5 : 0.7)
  const at = (part: 'start' | 'label' | 'end'): Spot => (isBackward ? { wayBack: edge, part } : { edge, part })
  const result = value * factor
  const alone = face(numbers, kind, value, scale, leaves, meets)
  const met = { ...alone, text: `${alone.text} × ${numberText('w', factor, numbers.digits)}`, from: meets, to: parts }
  const end = result === 0 ? parts + (lands - parts) * 0.6 : lands
  return {
    kind: 'journey',
    stops: [
      stop(at(isBackward ? 'end' : 'start'), leaves),
      stop(at('label'), meets),
      stop(at('label'), parts),
      stop(at(isBackward ? 'start' : 'end'), lands),
    ],
    faces: [alone, ...(isBrief ? [] : [met]), face(numbers, 'z', result, scale, parts, end)],
  }
}

/** The slope of the loss goes back to its output. */
function fromTheLoss(operation: Operation, numbers: Numbers, kind: 'dLda' | 'delta'): Act[] {
  const { layer, unit, target } = operation
  const edge = { layer: outputLayer(numbers.schedule.network) + 1, unit: 0, source: unit }
  const value = numbers.numberOf(target)
  return [
    {
      kind: 'journey',
      stops: [stop({ wayBack: edge, part: 'end' }, 0), stop({ wayBack: edge, part: 'start' }, 0.9)],
      faces: [face(numbers, kind, value, BACKWARD, 0, value === 0 ? 0.7 : 0.9)],
    },
    grow(kind, layer, unit, value),
  ]
}

const grow = (of: 'dLda' | 'delta', layer: number, unit: number, value: number): Act => ({
  kind: 'ring',
  of,
  layer,
  unit,
  values: [0, value],
  from: 0.8,
  to: 1,
})

const stop = (spot: Spot, time: number) => ({ spot, time })

const UNSIGNED: ReadonlySet<QuantityKind> = new Set(['x', 'a', 'target', 'loss'])

function face(numbers: Numbers, kind: QuantityKind, value: number, scale: Scale, from: number, to: number): Face {
  const text = numberText(kind, value, numbers.digits)
  return { text, value: UNSIGNED.has(kind) && value !== 0 ? null : value, amount: scale(value), from, to }
}

/** How large a number is, from 0 to 1 */
type Scale = (value: number) => number

const scaleTo =
  (full: number): Scale =>
  (value) =>
    Number.isFinite(value) ? Math.min(1, Math.sqrt(Math.abs(value) / full)) : 1

/** Weights of a trained XOR are between 3 and 9; a delta of half a squared error with a sigmoid is at most 0.25. */
const [FORWARD, BACKWARD] = [scaleTo(6), scaleTo(0.25)]

/** One leaves a little after the other. */
function staggered(index: number, count: number): [leaves: number, lands: number] {
  const leaves = count > 1 ? (0.14 * index) / (count - 1) : 0
  return [leaves, leaves + 0.76]
}

const rowOf = (sample: Operation['sample']): number => Number(sample)
