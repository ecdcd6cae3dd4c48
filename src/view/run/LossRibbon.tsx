import { useMemo, useState } from 'react'
import { isKnown, numberIn } from '../../engine/trace.ts'
import { iterationsDone, type LessonState } from '../../store/lesson.ts'
import { polyline } from '../chart/polyline.ts'
import { tickText } from '../chart/tickText.ts'
import { useSize } from '../chart/useSize.ts'
import { formatCount } from '../number/format.ts'
import { NumberText } from '../number/Numeral.tsx'
import { useShowing, type Shown } from '../number/quantity.ts'
import { digitsIn } from '../number/room.ts'
import { useLesson, useLessonStore } from '../page/lesson.ts'
import { recall, remember } from '../page/remembered.ts'
import { pixelsOfRem } from '../page/rem.ts'
import { lossColumns } from './lossColumns.ts'
import styles from './LossRibbon.module.css'
import { lossScale, scaleNames, type LossScale, type ScaleName } from './lossScale.ts'

/** The loss of the batch over the whole run, from its start to its goal, and the slider that goes through the run. */
export function LossRibbon() {
  const [scaleName, setScaleName] = useState<ScaleName>(() => (recall('loss-scale') === 'log' ? 'log' : 'linear'))
  const goal = useLesson((lesson) => lesson.goal)
  const done = useLesson(iterationsDone)
  const scale = useLossScale(scaleName)

  function choose(name: ScaleName): void {
    setScaleName(name)
    remember('loss-scale', name)
  }

  return (
    <section className={styles.ribbon} aria-labelledby="loss-title">
      {/* As wide as it gets: the run's place must not change with its words. */}
      <div className={styles.words} style={{ minWidth: `${2 * formatCount(goal).length + 6}ch` }}>
        <h2 className={styles.title} id="loss-title">
          Loss of the batch
        </h2>
        <p>
          run · {formatCount(done)} of {formatCount(goal)}
          <span className={styles.more}> iterations</span>
        </p>
        <div className={styles.scales} role="group" aria-label="Scale of the loss">
          {scaleNames.map((name) => (
            <button key={name} type="button" aria-pressed={name === scaleName} onClick={() => choose(name)}>
              {name}
            </button>
          ))}
        </div>
      </div>
      <div className={styles.losses} aria-hidden="true">
        <span>{tickText(scale.highest)}</span>
        <span>{tickText(scale.lowest)}</span>
      </div>
      <Plot scale={scale} />
    </section>
  )
}

/** The loss of the batch in the iteration shown, whether the cursor has come to it or not */
const lossHere = ({ schedule, trace }: LessonState): number =>
  numberIn(schedule, trace, schedule.layout.batchLoss) ?? NaN

/** The scale of the losses so far: it changes only at a loss that goes beyond it, to another round number. */
function useLossScale(name: ScaleName): LossScale {
  const { values } = useLesson((lesson) => lesson.losses)
  const here = useLesson(lossHere)
  return useMemo(() => lossScale(name, [here, ...values]), [name, here, values])
}

/** Units of the drawing, which is stretched over its place */
const [WIDTH, HEIGHT] = [1000, 100]

/** Where the run has marks for the eye */
const QUARTERS = [0, 0.25, 0.5, 0.75, 1]

function Plot({ scale }: { scale: LossScale }) {
  const [ref, size] = useSize<HTMLDivElement>()
  const lesson = useLessonStore()
  const goal = useLesson((lesson) => lesson.goal)
  const done = useLesson(iterationsDone)
  const furthest = useLesson((lesson) => lesson.furthest)
  const diverged = useLesson((lesson) => lesson.diverged)
  const pauses = useLesson((lesson) => lesson.pauses)
  const count = useLesson(({ schedule }) => schedule.count)
  const iteration = useLesson(({ trace }) => trace.iteration)
  const step = useLesson(({ cursor }) => cursor.step)
  const here = useLesson(lossHere)
  const isReached = useLesson(({ schedule, cursor }) =>
    isKnown(schedule.layout, schedule.layout.batchLoss, cursor.step),
  )

  const most = Math.max(goal, done, furthest, ...pauses)
  const now = iteration + step / count
  const place = useNumberPlace(now / most, size?.width ?? 0, isReached ? here : null)
  const isOverCurve = place.side === 'left' || done < furthest
  const height = scale.heightOf(here)

  function goTo(to: number): void {
    lesson.getState().jumpTo(to === 0 ? { iteration: 0, step: 0 } : { iteration: to - 1, step: count })
  }

  return (
    <div className={styles.frame}>
      <div ref={ref} className={styles.plot}>
        <Curve scale={scale} most={most} now={isReached ? { done: now, loss: here } : null} />
        <span className={styles.future} style={{ left: percent(Math.max(now, furthest) / most) }} />
        {pauses.map((paused) => (
          <span key={paused} className={styles.pauseMark} style={{ left: percent(paused / most) }} />
        ))}
        {diverged && (
          <span className={styles.diverged} style={{ left: percent((diverged.iteration + 1) / most) }}>
            ×
          </span>
        )}
        <span className={styles.now} style={{ left: percent(now / most) }} />
        {Number.isFinite(here) && (
          <span
            className={`${styles.dot} ${isReached ? '' : styles.notReached}`}
            style={{ left: percent(now / most), bottom: percent(height) }}
          />
        )}
        {(place.shown || (done === 0 && step === 0)) && (
          <span
            className={`${styles.number} ${isOverCurve && height > 0.5 ? styles.below : ''}`}
            style={place.side === 'left' ? { right: percent(1 - now / most) } : { left: percent(now / most) }}
          >
            {place.shown ? <NumberText shown={place.shown} /> : 'the start'}
          </span>
        )}
      </div>
      <div className={styles.iterations} aria-hidden="true">
        {QUARTERS.map((share) => (
          <span key={share} style={{ left: percent(share) }}>
            {formatCount(Math.round(share * most))}
          </span>
        ))}
        {pauses.length > 0 && <span className={styles.legend}>paused or restarted here</span>}
      </div>
      <input
        className={styles.slider}
        type="range"
        min={0}
        max={most}
        value={done}
        aria-label="Iteration of the run"
        aria-valuetext={[
          `${formatCount(done)} iterations done`,
          ...(place.shown ? [`loss ${place.shown.text}`] : []),
          ...(pauses.includes(done) ? ['paused here before'] : []),
        ].join(', ')}
        onChange={(event) => goTo(Number(event.target.value))}
      />
    </div>
  )
}

const percent = (share: number): string => `${100 * share}%`

interface CurveProps {
  scale: LossScale
  most: number
  /** The cursor's own loss, through which the line goes */
  now: { done: number; loss: number } | null
}

function Curve({ scale, most, now }: CurveProps) {
  const losses = useLesson((lesson) => lesson.losses)
  const furthest = useLesson((lesson) => lesson.furthest)
  const diverged = useLesson((lesson) => lesson.diverged)
  const columns = useMemo(() => lossColumns(losses, most), [losses, most])

  const x = (done: number) => (WIDTH * done) / most
  const y = (loss: number) => HEIGHT * (1 - scale.heightOf(loss))
  const points = columns.map(({ done, mean }) => ({ done, loss: mean }))
  const after = now ? points.findIndex(({ done }) => done >= now.done) : -1
  if (now) points.splice(after < 0 ? points.length : after, points[after]?.done === now.done ? 1 : 0, now)
  const line = points.map(({ done, loss }) => [x(done), y(loss)] as const)
  const filled = line.filter((point) => point.every(Number.isFinite))
  const band = columns.filter(({ highest, lowest }) => Number.isFinite(highest - lowest))

  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`The loss of the batch over ${furthest === 0 ? 'one iteration' : `${formatCount(furthest + 1)} iterations`} of ${formatCount(most)}${diverged ? `; in iteration ${formatCount(diverged.iteration + 1)} it stops being a number` : ''}.`}
    >
      {filled.length > 0 && (
        <path
          className={styles.area}
          d={polyline([[filled[0][0], HEIGHT], ...filled, [filled[filled.length - 1][0], HEIGHT]])}
        />
      )}
      <path
        className={styles.band}
        d={polyline([
          ...band.map(({ done, highest }) => [x(done), y(highest)] as const),
          ...[...band].reverse().map(({ done, lowest }) => [x(done), y(lowest)] as const),
        ])}
      />
      <path className={styles.line} d={polyline(line)} />
    </svg>
  )
}

interface NumberPlace {
  /** Of the cursor */
  readonly side: 'left' | 'right'
  readonly shown: Shown | null
}

/** About the width of a digit of the number at the cursor, and of what is around it, in rem */
const DIGIT = 0.56
const AROUND = 1.2

/**
 * The number at the cursor stands to the right, where the future is blank, as long as there is room.
 * @param at the share of the width at which the cursor stands
 * @param width in pixels
 */
function useNumberPlace(at: number, width: number, loss: number | null): NumberPlace {
  const slot = useLesson(({ schedule }) => schedule.layout.batchLoss)
  const iteration = useLesson(({ trace }) => trace.iteration)
  const rem = useMemo(() => (width > 0 ? pixelsOfRem() : 16), [width])
  const charactersOn = (share: number) => Math.floor(((share * width) / rem - AROUND) / DIGIT)
  const whole = useShowing(iteration)
  const side = loss !== null && at > 0.5 && charactersOn(1 - at) < whole(slot, loss).text.length ? 'left' : 'right'
  const show = useShowing(iteration, digitsIn(charactersOn(side === 'left' ? at : 1 - at), loss))
  return { side, shown: loss === null ? null : show(slot, loss) }
}
