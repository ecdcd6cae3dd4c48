import type { Slot } from './layout.ts'
import { outputLayer } from './network.ts'
import type { OperationName } from './place.ts'
import { operationAt, writerOf, type Schedule } from './schedule.ts'

export type QuantityKind = 'w' | 'b' | 'eta' | 'x' | 'target' | 'z' | 'a' | 'loss' | 'dLda' | 'delta' | 'gw' | 'gb'

/** What the number in a slot is. */
export interface Quantity {
  readonly kind: QuantityKind
  /** 0 = inputs. A loss belongs to the layer after the outputs, unit 0. */
  readonly layer: number
  readonly unit: number
  /** The unit of the layer before that a weight or its gradient belongs to */
  readonly source: number | null
  /** The row in the batch; 'batch' for what is about all of them; null for a parameter, which belongs to none */
  readonly sample: number | 'batch' | null
}

/** What an operation makes: of a weight, or of anything else, and of a bias. */
const made: Record<OperationName, QuantityKind | readonly [ofWeight: QuantityKind, ofBias: QuantityKind]> = {
  weightedSum: 'z',
  activation: 'a',
  loss: 'loss',
  lossDerivative: 'dLda',
  backSum: 'dLda',
  delta: 'delta',
  pairedDelta: 'delta',
  share: ['gw', 'gb'],
  batchLoss: 'loss',
  gradient: ['gw', 'gb'],
  update: ['w', 'b'],
}

/** The kind of number that an operation makes. */
export function kindMadeBy(name: OperationName, isOfWeight: boolean): QuantityKind {
  const kinds = made[name]
  return typeof kinds === 'string' ? kinds : kinds[isOfWeight ? 0 : 1]
}

/** The inverse of `Layout`. A parameter is the same quantity before its update and after it. */
export function quantityOf(schedule: Schedule, slot: Slot): Quantity {
  const k = writerOf(schedule, slot)
  if (k === null) return givenQuantity(schedule, slot)
  const { name, layer, unit, source, sample } = operationAt(schedule, k)
  const kind = kindMadeBy(name, source !== null)
  return { kind, layer, unit, source, sample: name === 'update' ? null : sample }
}

function givenQuantity(schedule: Schedule, slot: Slot): Quantity {
  const { network, layout } = schedule
  const { sizes } = network
  const last = outputLayer(network)
  if (slot < layout.parameterCount) return parameterQuantity(schedule, slot)
  if (slot === layout.learningRate) return { kind: 'eta', layer: 0, unit: 0, source: null, sample: null }
  const [inputs, targets] = [layout.activation(0, 0, 0), layout.target(0, 0)]
  const isInput = slot < targets
  const [first, units] = isInput ? [inputs, sizes[0]] : [targets, sizes[last]]
  return {
    kind: isInput ? 'x' : 'target',
    layer: isInput ? 0 : last,
    unit: (slot - first) % units,
    source: null,
    sample: Math.floor((slot - first) / units),
  }
}

function parameterQuantity({ network: { sizes }, layout }: Schedule, slot: Slot): Quantity {
  let layer = 1
  while (layer + 1 < sizes.length && layout.parameter(layer + 1, 0, 0) <= slot) layer++
  const place = slot - layout.parameter(layer, 0, 0)
  const bias = slot - layout.parameter(layer, 0, null)
  if (bias >= 0) return { kind: 'b', layer, unit: bias, source: null, sample: null }
  const sources = sizes[layer - 1]
  return { kind: 'w', layer, unit: Math.floor(place / sources), source: place % sources, sample: null }
}
