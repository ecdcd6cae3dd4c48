import { rgb, scaleLinear } from 'd3'
import { useEffect, useRef, type ReactNode } from 'react'
import { datasetOf, sampleAt } from '../../experiment/experiment.ts'
import { useLesson } from '../page/lesson.ts'
import { useTheme } from '../page/theme.ts'
import { currentStep, isTraining } from '../../store/operation.ts'
import styles from '../panels/overview/boundary.module.css'
import { palette, type Colors } from './palette.ts'
import { PLANE } from './surface.ts'

/** In units of the drawing */
const LINE_WIDTH = 2.45

interface Props {
  /** The drawing's size in its own units, whatever size it has on screen */
  size: number
  /** Of a sample's point, in these units */
  radius: number
  /** Row by row from the top, on a square grid */
  values: readonly number[]
  /** What is painted as paper, and what as ink */
  range: readonly [low: number, high: number]
  /** A path in cells of the grid */
  line: string
  /** What is to be seen, in a sentence */
  label: string
  children?: ReactNode
}

/** Numbers over the input plane, with the samples on it and a line. */
export function Plane({ size, radius, values, range: [low, high], line, label, children }: Props) {
  const grid = Math.sqrt(values.length)
  const canvas = useRef<HTMLCanvasElement>(null)
  const colors = palette[useTheme()]

  useEffect(() => {
    if (canvas.current) paint(canvas.current, colors, values, low, high)
  }, [values, low, high, colors])

  return (
    <div className={styles.plane}>
      <canvas ref={canvas} className={styles.canvas} width={grid} height={grid} />
      <svg className={styles.overlay} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
        <path
          className={styles.line}
          d={line}
          transform={`scale(${size / grid})`}
          strokeWidth={(LINE_WIDTH * grid) / size}
        />
        <Samples size={size} radius={radius} />
        {children}
      </svg>
    </div>
  )
}

function Samples({ size, radius }: Pick<Props, 'size' | 'radius'>) {
  const { inputs, targets } = useLesson(({ experiment }) => datasetOf(experiment))
  const active = useLesson((lesson) => {
    const sample = isTraining(lesson) ? null : currentStep(lesson)?.sample
    return typeof sample === 'number' ? sampleAt(lesson.experiment, lesson.cursor.iteration, sample) : null
  })
  const position = scaleLinear([PLANE.low, PLANE.high], [0, size])
  return inputs.map(([x1, x2], sample) => {
    const [x, y] = [position(x1), size - position(x2)]
    return (
      <g key={sample}>
        {sample === active && <circle className={styles.active} cx={x} cy={y} r={1.9 * radius} />}
        <circle className={targets[sample][0] > 0.5 ? styles.one : styles.none} cx={x} cy={y} r={radius} />
      </g>
    )
  })
}

/** Fills a canvas of one pixel a value; the page scales it up smoothly. */
function paint(
  canvas: HTMLCanvasElement,
  { planeLow, planeHigh }: Colors,
  values: readonly number[],
  lowest: number,
  highest: number,
): void {
  const context = canvas.getContext('2d')
  if (!context) return
  const [low, high] = [planeLow, planeHigh].map(channels)
  const image = context.createImageData(canvas.width, canvas.height)
  const { data } = image
  for (let point = 0; point < values.length; point++) {
    const part = Math.min(1, Math.max(0, (values[point] - lowest) / (highest - lowest))) || 0 // NaN too
    for (let channel = 0; channel < 3; channel++) {
      data[4 * point + channel] = low[channel] + part * (high[channel] - low[channel])
    }
    data[4 * point + 3] = 255
  }
  context.putImageData(image, 0, 0)
}

function channels(color: string): number[] {
  const { r, g, b } = rgb(color)
  return [r, g, b]
}
