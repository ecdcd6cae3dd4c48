import type { Slot } from '../../engine/layout.ts'
import { outputLayer } from '../../engine/network.ts'
import type { Schedule } from '../../engine/schedule.ts'
import { spokenUnitName } from '../../explain/unitNames.ts'
import { quantitiesOf, type Quantity, type QuantityKind } from '../../explain/quantities.ts'
import type { LessonState } from '../../store/lesson.ts'
import { quantityIn, valueAt, write } from '../quantity.ts'

/** A part of the picture that one can point at: a unit, an edge, or the loss, which stands after the outputs. */
export interface PartPlace {
  readonly layer: number
  readonly unit: number
  /** The unit of the layer before that an edge comes from; null for what is not an edge */
  readonly source: number | null
}

export const partKey = ({ layer, unit, source }: PartPlace): string =>
  source === null ? `${layer} ${unit}` : `${layer} ${unit} ${source}`

export function partOfKey(key: string): PartPlace {
  const [layer, unit, source = null] = key.split(' ').map(Number)
  return { layer, unit, source }
}

/** The numbers that a part stands for while the picture shows a row of the batch: the one asked about first comes first. */
export function partSlots({ network, layout }: Schedule, row: number, { layer, unit, source }: PartPlace): Slot[] {
  const last = outputLayer(network)
  if (source !== null) {
    return [
      layout.batchWeightGradient(layer, unit, source),
      layout.weightGradient(row, layer, unit, source),
      layout.weight(layer, unit, source),
    ]
  }
  if (layer > last) {
    const targets = Array.from({ length: network.sizes[last] }, (_, output) => layout.target(row, output))
    return [layout.batchLoss, layout.loss(row), ...targets]
  }
  if (layer === 0) return [layout.activation(row, 0, unit)]
  return [
    layout.delta(row, layer, unit),
    layout.activationGradient(row, layer, unit),
    layout.activation(row, layer, unit),
    layout.weightedSum(row, layer, unit),
    layout.bias(layer, unit),
    layout.batchBiasGradient(layer, unit),
    layout.biasGradient(row, layer, unit),
  ]
}

/** What a click on a part asks about: of its numbers the first that is known. Parameters, inputs and targets always are. */
export const askedSlot = (lesson: LessonState, slots: readonly Slot[]): Slot =>
  slots.find((slot) => valueAt(lesson, slot) !== null)!

/** The part that a number belongs to: a target stands beside the loss, and the learning rate nowhere. */
export function partOf(schedule: Schedule, slot: Slot): PartPlace | null {
  const quantity = quantitiesOf(schedule)[slot]
  if (quantity.kind === 'eta') return null
  return quantity.kind === 'target' ? { layer: schedule.network.sizes.length, unit: 0, source: null } : quantity
}

export const samePart = (one: PartPlace, other: PartPlace): boolean =>
  one.layer === other.layer && one.unit === other.unit && one.source === other.source

/** Whether a person points at a number of a part, of whichever sample. */
export function isPointedAt({ schedule, pointed }: LessonState, place: PartPlace): boolean {
  return pointed.some((slot) => {
    const part = partOf(schedule, slot)
    return part && samePart(part, place)
  })
}

/** What is written before a number in a list, and what is said; in the order of such a list. */
const captions: [kind: QuantityKind, symbol: string, word: string][] = [
  ['x', '', 'input'],
  ['z', 'z', 'weighted sum'],
  ['a', 'a', 'activation'],
  ['dLda', '∂L/∂a', 'derivative of the loss by the activation'],
  ['delta', 'δ', 'delta'],
  ['w', 'w', ''],
  ['gw', '∂L/∂w', 'gradient'],
  ['b', 'b', 'bias'],
  ['gb', '∂L/∂b', 'gradient of the bias'],
  ['loss', '', ''],
  ['target', 'target', 'target'],
]

/** A number of a list, with its symbol and the words for it. */
interface ListedNumber {
  readonly slot: Slot
  readonly symbol: string
  readonly words: string
}

/** Those of some numbers that are known. */
export function knownNumbers(lesson: LessonState, slots: readonly Slot[]): ListedNumber[] {
  return slots
    .filter((slot) => valueAt(lesson, slot) !== null)
    .map((slot) => listed(slot, quantityIn(lesson.schedule, slot)))
    .sort((one, other) => one.order - other.order)
}

function listed(slot: Slot, { kind, sample }: Quantity): ListedNumber & { readonly order: number } {
  const order = captions.findIndex(([name]) => name === kind)
  const [, symbol, words] = captions[order]
  const isShare = (kind === 'gw' || kind === 'gb') && sample !== 'batch'
  if (isShare) return { slot, order, symbol: 'share', words: `share of the ${words}` }
  if (kind === 'loss' && sample === 'batch') return { slot, order, symbol: 'batch', words: 'of the batch' }
  return { slot, order, symbol, words }
}

/** What a screen reader says of a part: its name and those of some numbers that are known. */
export function spokenPart(lesson: LessonState, place: PartPlace, slots: readonly Slot[]): string {
  const numbers = knownNumbers(lesson, slots).map(({ slot, words }) => {
    const value = write(quantityIn(lesson.schedule, slot).kind, valueAt(lesson, slot)!, lesson.digits)
    return `${words} ${value}`.trim()
  })
  return [partName(lesson.schedule, place), numbers.join(', ')].filter(Boolean).join(': ')
}

function partName({ network }: Schedule, { layer, unit, source }: PartPlace): string {
  if (source !== null) {
    return `weight from ${spokenUnitName(network, layer - 1, source)} to ${spokenUnitName(network, layer, unit)}`
  }
  return layer > outputLayer(network) ? 'loss' : spokenUnitName(network, layer, unit)
}
