import { rgb } from 'd3'
import { useEffect, useRef, type ReactNode } from 'react'
import { datasetOf, sampleAt } from '../../experiment/experiment.ts'
import { useLesson } from '../page/lesson.ts'
import { useTheme } from '../page/theme.ts'
import { isTraining } from '../../store/operation.ts'
import { sampleDots } from './dots.ts'
import dotStyles from './dots.module.css'
import { palette, type Colors } from './palette.ts'
import styles from './plane.module.css'

/** In units of the drawing */
const LINE_WIDTH = 2.45
const OUTLINE_WIDTH = 2
/** The largest radius of a dot, as a part of the side of the square that is its share of the drawing */
const DOT_SHARE = 0.2

interface Props {
  /** The drawing's size in its own units, whatever size it has on screen */
  size: number
  /** Of a sample's point, in these units */
  radius: number
  /** Numbers on each side of the square grid */
  grid: number
  /** Row by row from the top; null while they are on their way */
  values: ArrayLike<number> | null
  /** What is painted as paper, and what as ink */
  range: readonly [low: number, high: number]
  /** A path in cells of the grid */
  line: string
  /** What is to be seen, in a sentence */
  label: string
  children?: ReactNode
}

/** Numbers over the input plane, with the samples on it and a line. */
export function Plane({ grid, size, radius, values, range: [low, high], line, label, children }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const colors = palette[useTheme()]

  useEffect(() => {
    if (canvas.current && values) paint(canvas.current, colors, values, low, high)
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
  const dataset = useLesson(({ experiment }) => datasetOf(experiment))
  const active = useLesson((lesson) => {
    const sample = isTraining(lesson) ? null : lesson.operation?.sample
    return typeof sample === 'number' ? sampleAt(lesson.experiment, lesson.cursor.iteration, sample) : null
  })
  const dotRadius = Math.min(radius, (size * DOT_SHARE) / Math.sqrt(dataset.inputs.length))
  const { dots, none, one } = sampleDots(dataset, size, dotRadius)
  const outline = (OUTLINE_WIDTH * dotRadius) / radius
  const shown = active === null ? null : dots[active]
  return (
    <>
      <path className={dotStyles.none} d={none} strokeWidth={outline} />
      <path className={dotStyles.one} d={one} strokeWidth={outline} />
      {shown && (
        <>
          <circle className={styles.active} cx={shown.x} cy={shown.y} r={1.9 * dotRadius} />
          <circle className={dotStyles[shown.kind]} cx={shown.x} cy={shown.y} r={dotRadius} strokeWidth={outline} />
        </>
      )}
    </>
  )
}

/** Fills a canvas of one pixel a value; the page scales it up smoothly. */
function paint(
  canvas: HTMLCanvasElement,
  { planeLow, planeHigh }: Colors,
  values: ArrayLike<number>,
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
