import { evaluate, type NumberOf } from '../engine/formula/evaluate.ts'
import { slotsIn, type Expression } from '../engine/formula/expression.ts'
import type { Slot } from '../engine/layout.ts'
import { formatSignificant, numberSaid } from './number.ts'

/** A calculation whose printed numbers do not give the printed result. */
export interface ByHand {
  /** What the printed numbers give, as it would be printed */
  readonly rounded: string
  /** The fewest significant digits of its numbers that do give the printed result; null if all are not enough */
  readonly enough: EnoughDigits | null
}

interface EnoughDigits {
  readonly digits: number
  /** A number that is read, with so many digits; as it was typed, if it was */
  readonly textOf: (slot: Slot) => string
  /** What comes out, with so many digits: rounded, it is the printed result. */
  readonly result: string
}

/** A double has no more. */
const ALL_DIGITS = 16

/**
 * What helps someone who computes an operation again from what is printed; null where the printed numbers do.
 *
 * @param print a number as it stands on the page
 */
export function byHand(
  formula: Expression,
  target: Slot,
  numberOf: NumberOf,
  print: (slot: Slot, value: number) => string,
): ByHand | null {
  const result = print(target, numberOf(target))
  const printed = new Map(slotsIn(formula).map((slot) => [slot, print(slot, numberOf(slot))]))
  const rounded = print(
    target,
    evaluate(formula, (slot) => numberSaid(printed.get(slot)!)),
  )
  if (rounded === result || !Number.isFinite(numberOf(target))) return null

  const isWhole = (slot: Slot): boolean => numberSaid(printed.get(slot)!) === numberOf(slot)
  for (let digits = 1; digits <= ALL_DIGITS; digits++) {
    const textOf = (slot: Slot): string =>
      isWhole(slot) ? printed.get(slot)!.replace('+', '') : formatSignificant(numberOf(slot), digits)
    const value = evaluate(formula, (slot) => numberSaid(textOf(slot)))
    const text = formatSignificant(value, digits)
    const gives = [value, numberSaid(text)].every((one) => print(target, one) === result)
    if (gives) return { rounded, enough: { digits, textOf, result: text } }
  }
  return { rounded, enough: null }
}
