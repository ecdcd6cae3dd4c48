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

/** In the network's type size, of the font's tabular figures */
const [FIGURE, POINT, SIGN] = [11.2, 5.4, 11.8]
const [SYMBOL, AFTER_SYMBOL] = [8.4, 6]

/** About as wide as a number, with its symbol before it, in the network's type size. */
export function textWidth(number: string, symbol = ''): number {
  const figures = Array.from(number, (character) =>
    character === '.' ? POINT : /[−+]/.test(character) ? SIGN : FIGURE,
  )
  return figures.reduce((sum, width) => sum + width, symbol ? SYMBOL * symbol.length + AFTER_SYMBOL : 0)
}
