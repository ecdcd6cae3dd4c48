import { rgb, scaleLinear } from 'd3'
import { useEffect, useMemo, useRef, type ReactNode } from 'react'
import { datasetOf, sampleAt } from '../../experiment/experiment.ts'
import { useLesson } from '../page/lesson.ts'
import { useTheme } from '../page/theme.ts'
import { isTraining } from '../../store/operation.ts'
import styles from '../panels/overview/boundary.module.css'
import { palette, type Colors } from './palette.ts'

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
  const { inputs, targets, plane } = useLesson(({ experiment }) => datasetOf(experiment))
  const active = useLesson((lesson) => {
    const sample = isTraining(lesson) ? null : lesson.operation?.sample
    return typeof sample === 'number' ? sampleAt(lesson.experiment, lesson.cursor.iteration, sample) : null
  })
  const dotRadius = Math.min(radius, (size * DOT_SHARE) / Math.sqrt(inputs.length))
  const dots = useMemo(() => {
    const across = scaleLinear(plane.x, [0, size])
    const up = scaleLinear(plane.y, [size, 0])
    return inputs.map(([x1, x2], sample): Dot => {
      return { x: across(x1), y: up(x2), kind: targets[sample][0] > 0.5 ? 'one' : 'none' }
    })
  }, [inputs, targets, plane, size])
  const outline = (OUTLINE_WIDTH * dotRadius) / radius
  const shown = active === null ? null : dots[active]
  return (
    <>
      <Dots dots={dots} kind="none" radius={dotRadius} outline={outline} />
      <Dots dots={dots} kind="one" radius={dotRadius} outline={outline} />
      {shown && (
        <>
          <circle className={styles.active} cx={shown.x} cy={shown.y} r={1.9 * dotRadius} />
          <Dots dots={[shown]} kind={shown.kind} radius={dotRadius} outline={outline} />
        </>
      )}
    </>
  )
}

interface Dot {
  readonly x: number
  readonly y: number
  /** Whether the target is 1 */
  readonly kind: 'one' | 'none'
}

interface DotsProps {
  dots: readonly Dot[]
  /** Of these only */
  kind: Dot['kind']
  radius: number
  outline: number
}

/** A single path: a thousand circles would each be laid out, in every map. */
function Dots({ dots, kind, radius: r, outline }: DotsProps) {
  const path = useMemo(() => {
    const circle = `a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`
    const places = dots.filter((dot) => dot.kind === kind)
    return places.map(({ x, y }) => `M${x - r} ${y}${circle}`).join('')
  }, [dots, kind, r])
  return <path className={styles[kind]} d={path} strokeWidth={outline} />
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
