import { nice, ticks as ticksBetween } from 'd3'
import { isKnown, numberIn } from '../../../engine/trace.ts'
import { iterationsDone, type LessonState } from '../../../store/lesson.ts'
import { formatCount } from '../../number/format.ts'
import { useLesson, useLessonStore } from '../../page/lesson.ts'
import { useShowing } from '../../number/quantity.ts'
import { digitsIn } from '../../number/room.ts'
import { SvgNumeral } from '../../number/SvgNumeral.tsx'
import { linear } from '../../chart/linear.ts'
import { polyline } from '../../chart/polyline.ts'
import { tickText } from '../../chart/tickText.ts'
import axes from '../../chart/axes.module.css'
import { useSize } from '../../chart/useSize.ts'
import styles from './loss.module.css'

/** The width of a slider's thumb, whose middle marks the value */
const THUMB = 18

/** About the width of a digit of the number at the cursor */
const CHARACTER = 9

const MARGIN = { top: 10, right: 14, bottom: 24, left: 40 }
/** In pixels, of the numbers on the axis */
const TICK_CHARACTER = 8

/** The loss of the batch over the run, with the cursor on it. An unseen slider lies over it: click, drag or use the arrow keys. */
export function LossCurve() {
  const [ref, size] = useSize<HTMLDivElement>()
  return (
    <section className={styles.panel} aria-labelledby="loss-title">
      <h2 className={styles.heading} id="loss-title">
        Loss of the batch
      </h2>
      <div ref={ref} className={styles.frame}>
        {size && size.width > 0 && <Chart width={size.width} height={size.height} />}
      </div>
    </section>
  )
}

interface Point {
  iteration: number
  loss: number
}

function Chart({ width, height }: { width: number; height: number }) {
  const losses = useLesson((lesson) => lesson.losses)
  const furthest = useLesson((lesson) => lesson.furthest)
  const lesson = useLessonStore()
  const here = useLesson(lossHere)
  const iteration = useLesson(({ trace }) => trace.iteration)
  const done = useLesson(iterationsDone)

  const points = pointsOf(losses)
  const highest = Math.max(...[here, ...points.map(({ loss }) => loss)].filter(Number.isFinite), 0)
  const [, top] = nice(0, highest || 1, 3)
  const y = linear([0, top], [height - MARGIN.bottom, MARGIN.top])
  const ticks = ticksBetween(0, top, 3)
  const left = Math.max(MARGIN.left, 10 + TICK_CHARACTER * Math.max(...ticks.map((tick) => tickText(tick).length)))
  const end = Math.max(furthest, 10)
  const x = linear([0, end], [left + 10, width - MARGIN.right])

  const beyondMiddle = x(iteration) > width * 0.6
  const room = beyondMiddle ? x(iteration) - left : width - x(iteration)
  const batchLoss = useLesson(({ schedule }) => schedule.layout.batchLoss)
  const isReached = useLesson(({ schedule, cursor }) => isKnown(schedule.layout, batchLoss, cursor.step))
  const show = useShowing(iteration, digitsIn(Math.floor(room / CHARACTER) - 2, here))
  const shown = isReached ? show(batchLoss, here) : null

  function goToIteration(chosen: number): void {
    const { jumpTo, schedule } = lesson.getState()
    jumpTo({ iteration: chosen, step: schedule.count })
  }

  return (
    <div className={styles.chart}>
      <svg
        width={width}
        height={height}
        role="img"
        aria-label={`The loss of the batch over ${furthest === 0 ? 'one iteration' : `${formatCount(furthest + 1)} iterations`}${shown ? `; ${shown.text} in iteration ${formatCount(iteration + 1)}` : ''}.`}
      >
        {ticks.map((tick) => (
          <g key={tick} transform={`translate(0 ${y(tick)})`}>
            <line className={axes.grid} x1={left} x2={width - MARGIN.right} />
            <text className={axes.smallTick} x={left - 7} y={4} textAnchor="end">
              {tickText(tick)}
            </text>
          </g>
        ))}
        {ticksBetween(0, end, 3)
          .filter(Number.isInteger)
          .map((tick) => (
            <text
              key={tick}
              className={axes.smallTick}
              x={x(tick)}
              y={height - 6}
              textAnchor={x(tick) > width - 40 ? 'end' : 'middle'}
            >
              {formatCount(tick)}
            </text>
          ))}
        <path className={styles.curve} d={polyline(points.map(({ iteration, loss }) => [x(iteration), y(loss)]))} />
        {Number.isFinite(here) && (
          <>
            <circle className={shown ? styles.cursor : styles.notReached} cx={x(iteration)} cy={y(here)} r={6} />
            <text
              className={styles.here}
              x={x(iteration) + (beyondMiddle ? -10 : 12)}
              y={beyondMiddle ? Math.min(y(here) + 20, height - MARGIN.bottom - 6) : Math.max(y(here) - 10, 14)}
              textAnchor={beyondMiddle ? 'end' : 'start'}
            >
              {shown ? <SvgNumeral shown={shown} /> : done === 0 && 'the start'}
            </text>
          </>
        )}
      </svg>
      <input
        className={styles.picker}
        type="range"
        min={0}
        max={furthest}
        value={iteration}
        aria-label="Iteration on the loss curve"
        aria-valuetext={`iteration ${formatCount(iteration + 1)}${shown ? `, loss ${shown.text}` : ''}`}
        style={{ left: x(0) - THUMB / 2, width: x(furthest) - x(0) + THUMB }}
        onChange={(event) => goToIteration(Number(event.target.value))}
      />
    </div>
  )
}

/** The batch loss of the iteration shown. */
const lossHere = ({ schedule, trace }: LessonState): number =>
  numberIn(schedule, trace, schedule.layout.batchLoss) ?? NaN

/** At most so many points are drawn: more would fall on the same pixels. */
const MOST_POINTS = 400

function pointsOf({ stride, values }: LessonState['losses']): Point[] {
  const every = Math.max(1, Math.ceil(values.length / MOST_POINTS))
  const points: Point[] = []
  for (let index = 0; index < values.length; index += every) {
    points.push({ iteration: index * stride, loss: values[index] })
  }
  return points
}
