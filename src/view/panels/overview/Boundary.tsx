import { useMemo } from 'react'
import { parameterCountOf } from '../../../engine/layout.ts'
import { outputLayer } from '../../../engine/network.ts'
import { useLesson } from '../../page/lesson.ts'
import styles from './boundary.module.css'
import dotStyles from '../../chart/dots.module.css'
import { levelPieces } from '../../chart/level.ts'
import { Plane } from '../../chart/Plane.tsx'
import { PREDICTIONS } from '../../chart/planeScale.ts'
import type { Schedule } from '../../../engine/schedule.ts'
import { useProbeOfParameters } from '../../chart/useProbe.ts'

const GRID = 44
const SIZE = 240
/** The line at one half is the strong one. */
const FAINT_LEVELS = [0.1, 0.25, 0.75, 0.9]

/** The network's answer over the whole input plane, with the samples on it and the lines where it is 0.5 and so on. */
export function Boundary() {
  const network = useLesson(({ schedule }) => schedule.network)
  const found = useProbeOfParameters<'surface'>(probeOf, GRID * GRID * parameterCountOf(network))
  const values = found?.answer[0] ?? null
  const { line, faintLines } = useMemo(() => linesOf(values), [values])

  return (
    <section aria-labelledby="boundary-title">
      <h2 className={styles.heading} id="boundary-title">
        Prediction over the plane
      </h2>
      <div className={styles.row}>
        <Plane
          grid={GRID}
          size={SIZE}
          radius={8}
          values={values}
          scale={PREDICTIONS}
          line={line}
          faintLines={faintLines}
          label={DESCRIPTION}
        >
          <text className={styles.axis} x={SIZE - 6} y={SIZE - 7} textAnchor="end">
            x₁ →
          </text>
          <text className={styles.axis} x={7} y={17}>
            ↑ x₂
          </text>
        </Plane>
        <Legend />
      </div>
    </section>
  )
}

const linesOf = (values: ArrayLike<number> | null) => {
  const linesAt = (levels: readonly number[]) =>
    values ? levels.flatMap((level) => levelPieces(values, GRID, level)) : []
  return { line: linesAt([PREDICTIONS.level]), faintLines: linesAt(FAINT_LEVELS) }
}

/** What colours, lines and points mean. */
const Legend = () => (
  <div className={styles.legend}>
    <div
      className={styles.ramp}
      role="img"
      aria-label="ŷ from green for 0 to purple for 1, with lines at 0.1, 0.25, 0.5, 0.75 and 0.9"
    >
      {[0, ...FAINT_LEVELS, PREDICTIONS.level, 1].map((level) => (
        <span key={level} className={`${styles.level} ${lookOf(level)}`} style={{ bottom: `${100 * level}%` }}>
          {level === 1 ? 'ŷ = 1' : level}
        </span>
      ))}
    </div>
    <ul className={styles.points}>
      {(['one', 'none'] as const).map((kind) => (
        <li key={kind}>
          <svg className={styles.point} viewBox="-10 -10 20 20" aria-hidden="true">
            <circle className={dotStyles[kind]} r={8} strokeWidth={2.4} />
          </svg>
          target {kind === 'one' ? 1 : 0}
        </li>
      ))}
    </ul>
  </div>
)

const lookOf = (level: number): string =>
  FAINT_LEVELS.includes(level) ? styles.faint : level === PREDICTIONS.level ? styles.half : styles.end

function probeOf({ network }: Schedule, parameters: Float64Array) {
  const maps = [{ of: 'activation', layer: outputLayer(network), unit: 0 }] as const
  return { type: 'surface', parameters, grid: GRID, maps } as const
}

const DESCRIPTION =
  'The prediction for every pair of inputs, from green for 0 to purple for 1, with the samples of the data on it.'
