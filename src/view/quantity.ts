import type { Slot } from '../engine/layout.ts'
import type { Schedule } from '../engine/schedule.ts'
import { isKnown } from '../engine/trace.ts'
import { sampleAt } from '../experiment/experiment.ts'
import { formatGiven, formatNumber } from '../explain/number.ts'
import { quantitiesOf, type Quantity, type QuantityKind } from '../explain/quantities.ts'
import type { LessonState } from '../store/lesson.ts'
import { useLesson } from './lesson.ts'

/** Digits after the point */
const DIGITS = 4

/** Of these the sign is half the meaning. */
const signedKinds: ReadonlySet<QuantityKind> = new Set(['w', 'b', 'z', 'dLda', 'delta', 'gw', 'gb'])
/** These were typed by a person, and are shown as they were typed. */
const givenKinds: ReadonlySet<QuantityKind> = new Set(['x', 'target', 'eta'])

/** The value in a slot at the cursor; null while no operation has written it. */
export const valueAt = ({ schedule, cursor, frame }: LessonState, slot: Slot): number | null =>
  isKnown(schedule, slot, cursor.step) ? frame[slot] : null

/** The same just before the operation at the cursor: an update overwrites a number that it reads. */
export function valueBefore(lesson: LessonState, slot: Slot): number | null {
  const { schedule, cursor, trace } = lesson
  const step = schedule.steps[cursor.step - 1]
  return step?.target === slot && slot < schedule.layout.givenCount ? trace.start[slot] : valueAt(lesson, slot)
}

/** How a number of a kind is written. */
export function write(kind: QuantityKind, value: number): string {
  if (givenKinds.has(kind)) return formatGiven(value)
  return formatNumber(value, { digits: DIGITS, signed: signedKinds.has(kind) })
}

/** The promise to programs: what number an element shows. */
export interface QuantityAttributes {
  readonly 'data-quantity': string
  readonly 'data-layer': number
  readonly 'data-unit': number
  readonly 'data-source'?: number
  readonly 'data-sample'?: number | 'batch'
  readonly 'data-value': string
}

export function quantityAttributes(
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
  readonly attributes: Partial<QuantityAttributes>
  /** The full double, for the pointer; for a number that is none, what that means */
  readonly hint: string
}

export function useShown(slot: Slot, read = valueAt): Shown | null {
  const value = useLesson((lesson) => read(lesson, slot))
  const schedule = useLesson((lesson) => lesson.schedule)
  const sample = useLesson((lesson) => datasetSample(lesson, quantityIn(schedule, slot)))
  if (value === null) return null
  const quantity = quantityIn(schedule, slot)
  return {
    text: write(quantity.kind, value),
    value,
    quantity,
    attributes: quantity.kind === 'eta' ? {} : quantityAttributes(quantity, sample, value),
    hint: Number.isFinite(value) ? String(value) : notFiniteHint(value),
  }
}

export const quantityIn = (schedule: Schedule, slot: Slot): Quantity => quantitiesOf(schedule)[slot]

function datasetSample({ experiment, cursor }: LessonState, { sample }: Quantity): number | 'batch' | null {
  return typeof sample === 'number' ? sampleAt(experiment, cursor.iteration, sample) : sample
}

const notFiniteHint = (value: number): string =>
  Number.isNaN(value)
    ? 'NaN, not a number: it comes of a calculation without a result, such as ∞ − ∞ or 0 × ∞.'
    : 'Infinity: the result was too large for a double, which ends at about 1.8 × 10³⁰⁸.'
