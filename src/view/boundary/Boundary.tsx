import { contours } from 'd3-contour'
import { scaleLinear } from 'd3-scale'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Schedule } from '../../engine/schedule.ts'
import { datasetOf, sampleAt } from '../../experiment/experiment.ts'
import type { LessonState } from '../../store/lesson.ts'
import { useLesson } from '../lesson.ts'
import { currentStep, isTraining } from '../operation.ts'
import styles from './boundary.module.css'
import { createSurface, GRID, PLANE } from './surface.ts'

/** The drawing's size in its own units, whatever size it has on screen. */
const SIZE = 240

const position = scaleLinear([PLANE.low, PLANE.high], [0, SIZE])
const halfLine = contours().size([GRID, GRID]).thresholds([0.5])

/** The network's answer over the whole input plane, with the samples on it and the line where it is 0.5. */
export function Boundary() {
  const schedule = useLesson((lesson) => lesson.schedule)
  const parameters = useParameters()
  const surface = useMemo(() => createSurface(schedule.network), [schedule])
  const canvas = useRef<HTMLCanvasElement>(null)
  const theme = useThemeChange()
  const values = useMemo(() => surface.evaluate(parameters), [surface, parameters])
  const line = useMemo(() => linePath(halfLine(values)[0].coordinates), [values])

  useEffect(() => {
    if (canvas.current) paint(canvas.current, values)
  }, [values, theme])

  return (
    <section aria-labelledby="boundary-title">
      <h2 className={styles.heading} id="boundary-title">
        Prediction over the plane
      </h2>
      <div className={styles.row}>
        <div className={styles.plane}>
          <canvas ref={canvas} className={styles.canvas} width={GRID} height={GRID} />
          <svg className={styles.overlay} viewBox={`0 0 ${SIZE} ${SIZE}`} role="img" aria-label={DESCRIPTION}>
            <path className={styles.line} d={line} transform={`scale(${SIZE / GRID})`} />
            <Samples />
            <rect className={styles.plate} x={SIZE - 41} y={SIZE - 22} width={41} height={22} />
            <rect className={styles.plate} width={41} height={22} />
            <text className={styles.axis} x={SIZE - 6} y={SIZE - 7} textAnchor="end">
              x₁ →
            </text>
            <text className={styles.axis} x={7} y={16}>
              ↑ x₂
            </text>
          </svg>
        </div>
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

/** The parameters at the cursor: the same array until an update changes one of them. */
function useParameters(): Float64Array {
  const schedule = useLesson((lesson) => lesson.schedule)
  const trace = useLesson((lesson) => lesson.trace)
  const updates = useLesson(updatesDone)
  return useMemo(() => {
    const parameters = trace.start.slice(0, schedule.layout.parameterCount)
    const first = firstUpdate(schedule)
    for (let k = first; k < first + updates; k++) parameters[schedule.steps[k].target] = trace.values[k]
    return parameters
  }, [schedule, trace, updates])
}

/** The updates of this iteration that lie before the cursor. */
const updatesDone = ({ schedule, cursor }: LessonState): number => Math.max(0, cursor.step - firstUpdate(schedule))

const firstUpdate = ({ steps }: Schedule): number => steps.findIndex(({ stage }) => stage === 'update')

const DESCRIPTION =
  'The prediction for every pair of inputs, from light for 0 to dark for 1, with the samples of the data on it.'

function Samples() {
  const { inputs, targets } = useLesson(({ experiment }) => datasetOf(experiment))
  const active = useLesson((lesson) => {
    const sample = isTraining(lesson) ? null : currentStep(lesson)?.sample
    return typeof sample === 'number' ? sampleAt(lesson.experiment, lesson.cursor.iteration, sample) : null
  })
  return inputs.map(([x1, x2], sample) => {
    const [x, y] = [position(x1), SIZE - position(x2)]
    return (
      <g key={sample}>
        {sample === active && <circle className={styles.active} cx={x} cy={y} r={15} />}
        <circle className={targets[sample][0] > 0.5 ? styles.one : styles.none} cx={x} cy={y} r={8} />
      </g>
    )
  })
}

/** Fills a canvas of one pixel a value, from paper for 0 to ink for 1; the page scales it up smoothly. */
function paint(canvas: HTMLCanvasElement, values: number[]): void {
  const context = canvas.getContext('2d')
  if (!context) return
  const style = getComputedStyle(canvas)
  const [low, high] = [style.backgroundColor, style.color].map(channels)
  const image = context.createImageData(GRID, GRID)
  const { data } = image
  for (let point = 0; point < values.length; point++) {
    const part = Math.min(1, Math.max(0, values[point])) || 0 // NaN too
    for (let channel = 0; channel < 3; channel++) {
      data[4 * point + channel] = low[channel] + part * (high[channel] - low[channel])
    }
    data[4 * point + 3] = 255
  }
  context.putImageData(image, 0, 0)
}

/** "rgb(12, 34, 56)" as computed styles give it */
const channels = (color: string): number[] => (color.match(/[\d.]+/g) ?? ['0', '0', '0']).slice(0, 3).map(Number)

/** The contour lines as a path. Contours also follow the frame of the grid; those pieces are left out. */
const linePath = (polygons: number[][][][]): string =>
  polygons
    .flat()
    .map((ring) => ring.map((point, index) => `${isDrawn(ring, index) ? 'L' : 'M'}${point.join(' ')}`).join(''))
    .join('')

/** Whether the piece that ends in a point lies inside the grid. */
const isDrawn = (ring: number[][], index: number): boolean =>
  index > 0 && !(isOnFrame(ring[index - 1]) && isOnFrame(ring[index]))

const isOnFrame = (point: number[]): boolean => point.some((coordinate) => coordinate <= 0 || coordinate >= GRID)

/** A number that changes when the page turns light or dark, since a canvas does not repaint itself. */
function useThemeChange(): number {
  const [changes, setChanges] = useState(0)
  useEffect(() => {
    const changed = () => setChanges((count) => count + 1)
    const preference = matchMedia('(prefers-color-scheme: dark)')
    const choice = new MutationObserver(changed)
    preference.addEventListener('change', changed)
    choice.observe(document.documentElement, { attributeFilter: ['data-theme'] })
    return () => {
      preference.removeEventListener('change', changed)
      choice.disconnect()
    }
  }, [])
  return changes
}
