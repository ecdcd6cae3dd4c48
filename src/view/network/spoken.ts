import type { Slot } from '../../engine/layout.ts'
import { outputLayer } from '../../engine/network.ts'
import { quantityOf, type Quantity, type QuantityKind } from '../../engine/quantities.ts'
import type { Schedule } from '../../engine/schedule.ts'
import { kinds } from '../../explain/kinds.ts'
import { spokenUnitName } from '../../explain/unitNames.ts'
import type { LessonState } from '../../store/lesson.ts'
import type { PartPlace } from '../../store/parts.ts'
import { reading } from '../../store/reading.ts'
import { numberText } from '../number/quantity.ts'

/** A number of a list, with its symbol and the words for it. */
interface ListedNumber {
  readonly slot: Slot
  readonly kind: QuantityKind
  readonly value: number
  readonly symbol: string
  readonly words: string
}

/** Those of some numbers that are known. */
export function knownNumbers(lesson: LessonState, slots: readonly Slot[]): ListedNumber[] {
  return slots
    .flatMap((slot): ListedNumber[] => {
      const value = reading(lesson, slot)
      const quantity = quantityOf(lesson.schedule, slot)
      return value === null ? [] : [{ slot, kind: quantity.kind, value, ...wordsFor(quantity) }]
    })
    .sort((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind))
}

const order = Object.keys(kinds)

function wordsFor({ kind, sample }: Quantity): Pick<ListedNumber, 'symbol' | 'words'> {
  const { symbol, words } = kinds[kind]
  const isShare = (kind === 'gw' || kind === 'gb') && sample !== 'batch'
  if (isShare) return { symbol: 'share', words: `share of the ${words}` }
  if (kind === 'loss' && sample === 'batch') return { symbol: 'batch', words: 'of the batch' }
  return { symbol, words }
}

/** What a screen reader says of a part: its name and those of some numbers that are known. */
export function spokenPart(lesson: LessonState, place: PartPlace, slots: readonly Slot[]): string {
  const numbers = knownNumbers(lesson, slots).map(({ kind, value, words }) =>
    `${words} ${numberText(kind, value, lesson.digits)}`.trim(),
  )
  return [partName(lesson.schedule, place), numbers.join(', ')].filter(Boolean).join(': ')
}

function partName({ network }: Schedule, { layer, unit, source }: PartPlace): string {
  if (source !== null) {
    return `weight from ${spokenUnitName(network, layer - 1, source)} to ${spokenUnitName(network, layer, unit)}`
  }
  return layer > outputLayer(network) ? 'loss' : spokenUnitName(network, layer, unit)
}
