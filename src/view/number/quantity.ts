import { useMemo } from 'react'
import type { Slot } from '../../engine/layout.ts'
import type { Schedule } from '../../engine/schedule.ts'
import { sampleAt, type Experiment } from '../../experiment/experiment.ts'
import { kinds } from '../../explain/kinds.ts'
import { formatGiven, formatNumber } from '../../explain/number.ts'
import { quantityOf, type Quantity, type QuantityKind } from '../../engine/quantities.ts'
import { MOST_DIGITS, type LessonState } from '../../store/lesson.ts'
import { reading } from '../../store/reading.ts'
import { useLesson } from '../page/lesson.ts'

/** How a number of a kind is written. */
export function numberText(kind: QuantityKind, value: number, digits: number): string {
  const { isTyped, isSigned } = kinds[kind]
  return isTyped ? formatGiven(value) : formatNumber(value, { digits, signed: isSigned })
}

/** The promise to programs: what number an element shows. */
interface QuantityAttributes {
  readonly 'data-quantity': string
  readonly 'data-layer': number
  readonly 'data-unit': number
  readonly 'data-source'?: number
  readonly 'data-sample'?: number | 'batch'
  readonly 'data-value': string
}

/** What a click or the pointer finds: the slot of the number, for `pointing.ts`. */
interface SlotAttribute {
  readonly 'data-slot': Slot
}

function quantityAttributes(
  { layer, unit, source, kind }: Quantity,
  sample: number | 'batch' | null,
  value: number,
): QuantityAttributes {
  return {
    'data-quantity': kind,
    'data-layer': layer,
    'data-unit': unit,
    ...(source === null ? {} : { 'data-source': source }),
    ...(sample === null ? {} : { 'data-sample': sample }),
    'data-value': String(value),
  }
}

/** A number as the page shows it, or null while it is not known. */
export interface Shown {
  readonly text: string
  readonly value: number
  readonly quantity: Quantity
  /** None for the learning rate: it belongs to no unit, and the promise does not name it. */
  readonly attributes: Partial<QuantityAttributes> & SlotAttribute
  /** The full double, for the pointer; for a number that is none, what that means */
  readonly hint: string
}

/** What the number in a slot is. */
export function useQuantity(slot: Slot): Quantity {
  const schedule = useLesson((lesson) => lesson.schedule)
  return useMemo(() => quantityOf(schedule, slot), [schedule, slot])
}

/** Whether there is room for a text */
type Fits = (text: string) => boolean

const hasRoom: Fits = () => true

/**
 * @param most digits after the point, where there is no room for as many as the person chose
 * @param fits where that depends on the number; digits are left out as far as it takes
 */
export const useShown = (slot: Slot | null, most = MOST_DIGITS, fits = hasRoom): Shown | null =>
  useLesson(useMemo(() => shownAtCursor(slot, most, fits), [slot, most, fits]))

/** One subscription for each number, and a new object only if something of it is different: there are hundreds. */
function shownAtCursor(slot: Slot | null, most: number, fits: Fits): (lesson: LessonState) => Shown | null {
  let made: { value: number; digits: number; sample: Quantity['sample']; schedule: Schedule } | null = null
  let quantity: Quantity | null = null
  let shown: Shown | null = null
  return (lesson) => {
    const { schedule, experiment, view } = lesson
    const value = slot === null ? null : reading(lesson, slot)
    if (slot === null || value === null) return null
    const digits = Math.min(lesson.digits, most)
    if (made?.schedule !== schedule) quantity = quantityOf(schedule, slot)
    const sample = quantity && datasetSample(experiment, view.iteration, quantity)
    const isSame =
      made &&
      Object.is(made.value, value) &&
      made.digits === digits &&
      made.sample === sample &&
      made.schedule === schedule
    if (quantity && !isSame) {
      made = { value, digits, sample, schedule }
      shown = show(slot, quantity, sample, value, fittingDigits(quantity.kind, value, digits, fits))
    }
    return shown
  }
}

/** At least one digit stands after the point; none only where that leaves 2e−3. */
function fittingDigits(kind: QuantityKind, value: number, most: number, fits: Fits): number {
  const isFitting = (digits: number) => fits(numberText(kind, value, digits))
  for (let digits = most; digits > 1; digits--) if (isFitting(digits)) return digits
  return isFitting(1) || !numberText(kind, value, 1).includes('e') ? 1 : 0
}

/** How numbers that stand in slots in some iteration are shown. */
export function useShowing(iteration: number, most = MOST_DIGITS): (slot: Slot, value: number) => Shown {
  const schedule = useLesson((lesson) => lesson.schedule)
  const experiment = useLesson((lesson) => lesson.experiment)
  const digits = useLesson((lesson) => Math.min(lesson.digits, most))
  return (slot, value) => {
    const quantity = quantityOf(schedule, slot)
    return show(slot, quantity, datasetSample(experiment, iteration, quantity), value, digits)
  }
}

function show(slot: Slot, quantity: Quantity, sample: Quantity['sample'], value: number, digits: number): Shown {
  return {
    text: numberText(quantity.kind, value, digits),
    value,
    quantity,
    attributes: {
      'data-slot': slot,
      ...(quantity.kind === 'eta' ? {} : quantityAttributes(quantity, sample, value)),
    },
    hint: Number.isFinite(value) ? String(value) : notFiniteHint(value),
  }
}

function datasetSample(experiment: Experiment, iteration: number, { sample }: Quantity): number | 'batch' | null {
  return typeof sample === 'number' ? sampleAt(experiment, iteration, sample) : sample
}

const notFiniteHint = (value: number): string =>
  Number.isNaN(value)
    ? 'NaN, not a number: it comes of a calculation without a result, such as ∞ − ∞ or 0 × ∞.'
    : 'Infinity: the result was too large for a double, which ends at about 1.8 × 10³⁰⁸.'
