import type { Slot } from '../engine/layout.ts'
import { useShown, valueAt, type QuantityAttributes } from './quantity.ts'

interface Props {
  slot: Slot
  /** Which moment to read: the cursor, unless said otherwise */
  read?: typeof valueAt
  /** What the number is called where it stands, if not by the name of its slot */
  as?: string
  className?: string | undefined
}

/** A number in running text. Blank until it has been computed. */
export function Numeral({ slot, read, as, className }: Props) {
  const shown = useShown(slot, read)
  if (!shown) return null
  const attributes: Partial<QuantityAttributes> = as ? { ...shown.attributes, 'data-quantity': as } : shown.attributes
  return (
    <span {...attributes} className={numberClass(shown.value, className)} title={shown.hint}>
      {shown.text}
    </span>
  )
}

/** A number that is none has a look of its own. */
export const numberClass = (value: number, className?: string): string =>
  [Number.isFinite(value) ? '' : 'not-finite', className ?? ''].join(' ').trim()
