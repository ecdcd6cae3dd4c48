import { useMemo } from 'react'
import type { Slot } from '../../engine/layout.ts'
import { textWidth } from '../number/SvgNumeral.tsx'
import { useShown, type Shown } from '../number/quantity.ts'
import { MOST_DIGITS_IN_DRAWING } from './labels.ts'

/**
 * A number with as many digits after the point as there is room for, at least one, or 2e−3.
 *
 * @param width of the room, in units of the drawing
 * @param symbol that stands in it too
 */
export function useFitting(slot: Slot | null, width: number, symbol = ''): Shown | null {
  const fits = useMemo(() => (text: string) => textWidth(text, symbol) <= width, [width, symbol])
  return useShown(slot, MOST_DIGITS_IN_DRAWING, fits)
}
