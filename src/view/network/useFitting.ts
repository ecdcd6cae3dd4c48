import type { Slot } from '../../engine/layout.ts'
import { textWidth } from '../number/SvgNumeral.tsx'
import { useShown, type Shown } from '../number/quantity.ts'
import { MOST_DIGITS_IN_DRAWING } from './labels.ts'

/** A number with as many digits after the point as there is room for in so many pixels; at least one, or 2e−3. */
export function useFitting(slot: Slot | null, width: number): Shown | null {
  const whole = useShown(slot, MOST_DIGITS_IN_DRAWING)
  const fitting = useShown(slot, whole ? digitsWithin(whole.text, width) : MOST_DIGITS_IN_DRAWING)
  const isTooLong = fitting !== null && fitting.text.includes('e') && textWidth(fitting.text) > width
  const shortest = useShown(isTooLong ? slot : null, 0)
  return shortest ?? fitting
}

function digitsWithin(text: string, width: number): number {
  const [, digits = ''] = text.split('.')
  const shorter = Array.from(digits, (_, index) => text.slice(0, text.length - index))
  const fitting = shorter.findIndex((part) => textWidth(part) <= width)
  return Math.max(1, digits.length - (fitting < 0 ? digits.length : fitting))
}
