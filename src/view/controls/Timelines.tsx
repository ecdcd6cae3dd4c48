import { range } from 'd3'
import { useMemo } from 'react'
import { sampleRange, stageRange, type Schedule } from '../../engine/schedule.ts'
import { sampleAt } from '../../experiment/experiment.ts'
import { iterationsDone } from '../../store/lesson.ts'
import { formatCount } from '../number/format.ts'
import { useLesson, useLessonStore } from '../page/lesson.ts'
import styles from './Timelines.module.css'

/** Where the cursor is in the iteration, and in the run: drag to go anywhere. */
export function Timelines() {
  return (
    <div className={styles.timelines}>
      <IterationTimeline />
      <RunTimeline />
    </div>
  )
}

function IterationTimeline() {
  const schedule = useLesson((lesson) => lesson.schedule)
  const experiment = useLesson((lesson) => lesson.experiment)
  const { iteration, step } = useLesson(({ cursor }) => cursor)
  const lesson = useLessonStore()
  const parts = useMemo(() => partsOf(schedule), [schedule])
  const marks = useMemo(() => stageMarksOf(schedule), [schedule])

  function scrub(to: number): void {
    const { cursor, jumpTo } = lesson.getState()
    jumpTo({ iteration: cursor.iteration, step: to })
  }

  return (
    <label className={styles.timeline}>
      <span className={styles.words}>
        <span>
          operation {formatCount(step)} of {formatCount(schedule.count)}
          <span className={styles.more}> · iteration {formatCount(iteration + 1)}</span>
        </span>
        {marks.length > 0 && <Legend marks={['loss', 'backward', 'gradients']} />}
      </span>
      <span className={styles.track}>
        <span className={styles.iteration} aria-hidden="true">
          {parts.map(({ of, length }) =>
            typeof of === 'number' ? (
              <span key={of} className={styles.part} style={{ flexGrow: length }}>
                {parts.length > MOST_NAMED ? '' : 'sample '}
                {sampleAt(experiment, iteration, of) + 1}
              </span>
            ) : (
              <span
                key={of}
                className={`${styles.part} ${of === 'samples' ? '' : styles.ofBatch}`}
                style={{ flexGrow: length }}
              >
                {length > LEAST_SHARE * schedule.count &&
                  (of === 'samples' ? `${formatCount(schedule.batchSize)} samples` : of)}
              </span>
            ),
          )}
          <Marks className={styles.stageMark} at={marks} of={schedule.count} />
        </span>
        <input
          type="range"
          min={0}
          max={schedule.count}
          value={step}
          aria-label="Operation of the iteration"
          aria-valuetext={`operation ${step} of ${schedule.count}`}
          onChange={(event) => scrub(Number(event.target.value))}
        />
      </span>
    </label>
  )
}

interface Part {
  /** The row of the batch, all rows where there is no room for each, or what is done for all of them */
  of: number | 'samples' | 'sums' | 'update'
  length: number
}

/** Of an iteration, a part that has room for its name */
const LEAST_SHARE = 0.06

/** Of more parts, a sample's says its number alone. */
const MOST_NAMED = 7

/** More rows have no room for a part and for marks of their own. */
const MOST_ROWS = 12

function partsOf(schedule: Schedule): Part[] {
  const { batchSize, count, firstUpdate } = schedule
  const { from, to } = sampleRange(schedule, 0)
  const samples: Part[] =
    batchSize > MOST_ROWS
      ? [{ of: 'samples', length: batchSize * (to - from) }]
      : range(batchSize).map((row) => ({ of: row, length: to - from }))
  const sums = firstUpdate - batchSize * (to - from)
  return [...samples, { of: 'sums', length: sums }, { of: 'update', length: count - firstUpdate }]
}

/** The positions at which a sample goes on from one stage to the next. */
function stageMarksOf(schedule: Schedule): number[] {
  if (schedule.batchSize > MOST_ROWS) return []
  return range(schedule.batchSize).flatMap((row) =>
    (['loss', 'backward', 'gradients'] as const).flatMap((stage) => stageRange(schedule, row, stage)?.from ?? []),
  )
}

function RunTimeline() {
  const goal = useLesson((lesson) => lesson.goal)
  const done = useLesson(iterationsDone)
  const furthest = useLesson((lesson) => lesson.furthest)
  const end = useLesson(({ schedule }) => schedule.count)
  const pauses = useLesson((lesson) => lesson.pauses)
  const lesson = useLessonStore()
  const most = Math.max(goal, furthest, ...pauses)

  function scrub(to: number): void {
    const { jumpTo } = lesson.getState()
    jumpTo(to === 0 ? { iteration: 0, step: 0 } : { iteration: to - 1, step: end })
  }

  return (
    <label className={styles.timeline}>
      <span className={styles.words}>
        <span>
          run · {formatCount(done)} of {formatCount(goal)}
          <span className={styles.more}> iterations</span>
        </span>
        {pauses.length > 0 && <Legend marks={['paused or restarted here']} />}
      </span>
      <span className={styles.track}>
        <span className={styles.run} aria-hidden="true">
          <span className={styles.part} style={{ flexGrow: furthest }} />
          <span className={styles.rest} style={{ flexGrow: most - furthest }} />
          <Marks className={styles.pauseMark} at={pauses} of={most} />
        </span>
        <input
          type="range"
          min={0}
          max={most}
          value={done}
          aria-label="Iteration of the run"
          aria-valuetext={`${formatCount(done)} iterations done${pauses.includes(done) ? ', paused here before' : ''}`}
          onChange={(event) => scrub(Number(event.target.value))}
        />
      </span>
    </label>
  )
}

/** What the marks mean, while the pointer or the focus is on their timeline. */
function Legend({ marks }: { marks: readonly string[] }) {
  return (
    <span className={styles.legend} aria-hidden="true">
      {marks.map((meaning) => (
        <span key={meaning}>{meaning}</span>
      ))}
    </span>
  )
}

function Marks({ className, at, of }: { className: string | undefined; at: readonly number[]; of: number }) {
  return at.map((position) => (
    <span key={position} className={className} style={{ left: `${(100 * position) / of}%` }} />
  ))
}
