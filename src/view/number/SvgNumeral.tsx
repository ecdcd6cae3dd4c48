import { numberClass } from './Numeral.tsx'
import type { Shown } from './quantity.ts'
import { signedInk } from '../chart/scales.ts'

interface Props {
  shown: Shown
  /** What stands before the number: b, δ, ∂w */
  symbol?: string
  signed?: boolean
}

/** A number inside an SVG text, with its symbol before it. */
export function SvgNumeral({ shown, symbol, signed = false }: Props) {
  return (
    <>
      {/* Beside the number, not in it: programs read the text of the number's own element. */}
      <title>{shown.hint}</title>
      {symbol && <tspan className="symbol">{symbol}&#8202;&nbsp;</tspan>}
      <tspan
        {...shown.attributes}
        className={numberClass(shown.value)}
        style={signed ? { fill: signedInk(shown.value) } : undefined}
      >
        {shown.text}
      </tspan>
    </>
  )
}

/** About as wide as a text of so many characters in the network's type size, in pixels. */
export const textWidth = (text: string): number => text.length * 8.4 + 4
