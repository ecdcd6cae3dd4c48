import { useLayoutEffect, useRef, type ReactNode } from 'react'
import { datasetOf } from '../../experiment/experiment.ts'
import { useLesson } from '../page/lesson.ts'
import { useTheme } from '../page/theme.ts'
import { isShownCurrent, sampleShown } from '../../store/operation.ts'
import { dotRadius, sampleDots } from './dots.ts'
import dotStyles from './dots.module.css'
import { piecesPath } from './level.ts'
import { paintPlane, type PlaneScale } from './planeScale.ts'
import styles from './plane.module.css'

/** In units of the drawing */
const LINE_WIDTH = 2.45
const FAINT_WIDTH = 1
const OUTLINE_WIDTH = 2

interface Props {
  /** The drawing's size in its own units, whatever size it has on screen */
  size: number
  /** Of a sample's point, in these units */
  radius: number
  /** Numbers on each side of the square grid */
  grid: number
  /** Row by row from the top; null while they are on their way */
  values: ArrayLike<number> | null
  scale: PlaneScale
  /** Where the numbers pass a level, as `levelPieces` has it */
  line: readonly number[]
  /** Likewise, of other levels */
  faintLines?: readonly number[]
  /** What is to be seen, in a sentence */
  label: string
  children?: ReactNode
}

/** Numbers over the input plane, with the samples on it and a line. */
export function Plane({ grid, size, radius, values, scale, line, faintLines = [], label, children }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const theme = useTheme()

  // Before the browser paints, so that numbers and lines are of one moment
  useLayoutEffect(() => {
    if (canvas.current && values) paintPlane(canvas.current, values, scale, theme)
  }, [values, scale, theme])

  return (
    <div className={styles.plane}>
      <canvas ref={canvas} className={styles.canvas} width={grid} height={grid} />
      <svg className={styles.overlay} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
        <g className={styles.line} transform={`scale(${size / grid})`}>
          <path className={styles.faint} d={piecesPath(faintLines)} strokeWidth={(FAINT_WIDTH * grid) / size} />
          <path d={piecesPath(line)} strokeWidth={(LINE_WIDTH * grid) / size} />
        </g>
        <Samples size={size} radius={radius} />
        {children}
      </svg>
    </div>
  )
}

function Samples({ size, radius }: Pick<Props, 'size' | 'radius'>) {
  const dataset = useLesson(({ experiment }) => datasetOf(experiment))
  const active = useLesson(sampleShown)
  const isCurrent = useLesson(isShownCurrent)
  const fitting = dotRadius(radius, size, dataset)
  const { dots, none, one } = sampleDots(dataset, size, fitting)
  const outline = (OUTLINE_WIDTH * fitting) / radius
  const shown = active === null ? null : dots[active]
  return (
    <>
      <path className={dotStyles.none} d={none} strokeWidth={outline} />
      <path className={dotStyles.one} d={one} strokeWidth={outline} />
      {shown && (
        <>
          <circle className={isCurrent ? styles.current : styles.shown} cx={shown.x} cy={shown.y} r={1.9 * fitting} />
          <circle className={dotStyles[shown.kind]} cx={shown.x} cy={shown.y} r={fitting} strokeWidth={outline} />
        </>
      )}
    </>
  )
}
