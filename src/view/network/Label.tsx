import type { Role } from '../../store/operation.ts'
import type { Shown } from '../number/quantity.ts'
import { SvgNumeral, textWidth } from '../number/SvgNumeral.tsx'
import styles from './network.module.css'

interface Props {
  shown: Shown
  symbol?: string
  role: Role
  /** Where the text begins or, with `isBefore`, ends; without it the text has its middle at 0. */
  x?: number
  y: number
  isBefore?: boolean
  isSigned?: boolean
  /** For what is not of the moment */
  isQuiet?: boolean
}

/** A number in the drawing, with the highlighter behind it if the operation looked at writes or, paler, reads it. */
export function Label({ shown, symbol = '', role, x, y, isBefore = false, isSigned = false, isQuiet = false }: Props) {
  const width = textWidth(shown.text, symbol)
  const left = x === undefined ? -width / 2 : isBefore ? x - width : x
  return (
    <g data-role={role ?? undefined}>
      {role && <rect className={grounds[role]} x={left - 4} y={y - 16} width={width + 8} height={21} rx={5} />}
      <text
        className={role === 'written' ? styles.litText : isQuiet && !role ? styles.quiet : styles.number}
        x={x}
        y={y}
        textAnchor={x === undefined ? 'middle' : isBefore ? 'end' : 'start'}
      >
        <SvgNumeral shown={shown} symbol={symbol} signed={isSigned && role !== 'written'} />
      </text>
    </g>
  )
}

const grounds = { written: styles.litLabel, read: styles.readLabel }
