import { range } from 'd3'
import { useMemo } from 'react'
import { sampleRange, stageRange, type Schedule } from '../../engine/schedule.ts'
import { sampleAt } from '../../experiment/experiment.ts'
import { formatCount } from '../number/format.ts'
import { useLesson, useLessonStore } from '../page/lesson.ts'
import styles from './IterationTimeline.module.css'

/** Where the cursor is in the iteration: drag to go to any operation of it. */
export function IterationTimeline() {
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
        <span className={styles.legend} aria-hidden="true">
          {marks.length > 0 && ['loss', 'backward', 'gradients'].map((stage) => <span key={stage}>{stage}</span>)}
        </span>
      </span>
      <span className={styles.track}>
        <span className={styles.iteration} aria-hidden="true">
          {parts.map(({ of, length }) => (
            <span key={of} className={styles.part} style={{ flexGrow: length }}>
              {typeof of === 'number' ? (
                <span className={styles.name}>
                  <span className={styles.long}>sample </span>
                  {sampleAt(experiment, iteration, of) + 1}
                </span>
              ) : (
                <PartName of={of} samples={schedule.batchSize} />
              )}
            </span>
          ))}
          {marks.map((position) => (
            <span
              key={position}
              className={styles.stageMark}
              style={{ left: `${(100 * position) / schedule.count}%` }}
            />
          ))}
        </span>
        <input
          type="range"
          min={0}
          max={schedule.count}
          value={step}
          title="The samples, then Σ: the sums over the batch, then w ←: the update"
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

/** Where there is no room for a name, its sign in the formulas */
const names = {
  samples: ['samples', ''],
  sums: ['sums', 'Σ'],
  update: ['update', 'w ←'],
} as const

function PartName({ of, samples }: { of: keyof typeof names; samples: number }) {
  const [name, sign] = names[of]
  return (
    <span className={styles.name}>
      <span className={styles.long}>
        {of === 'samples' && `${formatCount(samples)} `}
        {name}
      </span>
      <span className={styles.sign}>{sign}</span>
    </span>
  )
}
