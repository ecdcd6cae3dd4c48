import type { Slot } from '../../engine/layout.ts'
import { useShown, type Shown } from './quantity.ts'

interface Props {
  slot: Slot
  /** What the number is called where it stands, if not by the name of its slot */
  as?: string
  /** Digits after the point, where there is no room for as many as the person chose */
  most?: number
  className?: string | undefined
}

/** A number in running text. Blank until it has been computed. */
export function Numeral({ slot, as, most, className }: Props) {
  const shown = useShown(slot, most)
  if (!shown) return null
  return <NumberText shown={as ? renamed(shown, as) : shown} className={className} />
}

/** A number of whatever moment. */
export function NumberText({ shown, className }: { shown: Shown; className?: string | undefined }) {
  return (
    <span {...shown.attributes} className={numberClass(shown.value, className)} title={shown.hint}>
      {shown.text}
    </span>
  )
}

const renamed = (shown: Shown, name: string): Shown => ({
  ...shown,
  attributes: { ...shown.attributes, 'data-quantity': name },
})

/** A number that is none has a look of its own. */
export const numberClass = (value: number, className?: string): string =>
  [Number.isFinite(value) ? '' : 'not-finite', className ?? ''].join(' ').trim()
