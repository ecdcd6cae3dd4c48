import { useMemo } from 'react'
import { parameterCountOf } from '../../../engine/layout.ts'
import { outputLayer } from '../../../engine/network.ts'
import { useLesson } from '../../page/lesson.ts'
import styles from './boundary.module.css'
import { levelLine } from '../../chart/level.ts'
import { Plane } from '../../chart/Plane.tsx'
import type { Schedule } from '../../../engine/schedule.ts'
import { useProbeOfParameters } from '../../chart/useProbe.ts'

const GRID = 44
const SIZE = 240

/** The network's answer over the whole input plane, with the samples on it and the line where it is 0.5. */
export function Boundary() {
  const network = useLesson(({ schedule }) => schedule.network)
  const found = useProbeOfParameters<'surface'>(probeOf, GRID * GRID * parameterCountOf(network))
  const values = found?.answer[0] ?? null
  const line = useMemo(() => (values ? levelLine(values, GRID, 0.5) : ''), [values])

  return (
    <section aria-labelledby="boundary-title">
      <h2 className={styles.heading} id="boundary-title">
        Prediction over the plane
      </h2>
      <div className={styles.row}>
        <Plane grid={GRID} size={SIZE} radius={8} values={values} range={PREDICTIONS} line={line} label={DESCRIPTION}>
          <rect className={styles.plate} x={SIZE - 41} y={SIZE - 22} width={41} height={22} />
          <rect className={styles.plate} width={41} height={22} />
          <text className={styles.axis} x={SIZE - 6} y={SIZE - 7} textAnchor="end">
            x₁ →
          </text>
          <text className={styles.axis} x={7} y={16}>
            ↑ x₂
          </text>
        </Plane>
        <dl className={styles.legend}>
          <dt className={styles.ramp} />
          <dd>1</dd>
          <dd className={styles.half}>0.5</dd>
          <dd>0</dd>
        </dl>
      </div>
    </section>
  )
}

function probeOf({ network }: Schedule, parameters: Float64Array) {
  const maps = [{ of: 'activation', layer: outputLayer(network), unit: 0 }] as const
  return { type: 'surface', parameters, grid: GRID, maps } as const
}

const PREDICTIONS = [0, 1] as const

const DESCRIPTION =
  'The prediction for every pair of inputs, from light for 0 to dark for 1, with the samples of the data on it.'
