import type { ScaleContinuousNumeric } from 'd3'
import type { ReactNode } from 'react'
import { formatCount } from '../number/format.ts'
import styles from './axes.module.css'
import { tickText } from './tickText.ts'

interface Props {
  x: ScaleContinuousNumeric<number, number>
  y: ScaleContinuousNumeric<number, number>
  width: number
  height: number
  /** The numbers beside the chart */
  ticks: readonly number[]
  /** Where the cursor is on x */
  now: number
  /** What is to be seen, in a sentence */
  label: string
  children: ReactNode
}

/** The frame of a chart over the run: grid, axes and the cursor's iteration. */
export function RunChart({ x, y, width, height, ticks, now, label, children }: Props) {
  const [left, right] = x.range()
  const [bottom, top] = y.range()
  return (
    <svg className={styles.chart} width={width} height={height} role="img" aria-label={label}>
      {ticks.map((tick) => (
        <g key={tick} transform={`translate(0 ${y(tick)})`}>
          <line className={styles.grid} x1={left} x2={right} />
          <text className={styles.tick} x={left - 7} y={5} textAnchor="end">
            {tickText(tick)}
          </text>
        </g>
      ))}
      {x
        .ticks(3)
        .filter(Number.isInteger)
        .map((tick) => (
          <text key={tick} className={styles.tick} x={x(tick)} y={bottom + 22} textAnchor="middle">
            {formatCount(tick)}
          </text>
        ))}
      <line className={styles.now} x1={x(now)} x2={x(now)} y1={top} y2={bottom} />
      {children}
    </svg>
  )
}
