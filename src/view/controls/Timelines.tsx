import { useMemo } from 'react'
import type { Step } from '../../engine/schedule.ts'
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
  const steps = useLesson(({ schedule }) => schedule.steps)
  const experiment = useLesson((lesson) => lesson.experiment)
  const { iteration, step } = useLesson(({ cursor }) => cursor)
  const lesson = useLessonStore()
  const parts = useMemo(() => partsOf(steps), [steps])
  const marks = useMemo(() => stageMarksOf(steps), [steps])

  function scrub(to: number): void {
    const { cursor, jumpTo } = lesson.getState()
    jumpTo({ iteration: cursor.iteration, step: to })
  }

  return (
    <label className={styles.timeline}>
      <span className={styles.words}>
        <span>
          operation {formatCount(step)} of {formatCount(steps.length)}
          <span className={styles.more}> · iteration {formatCount(iteration + 1)}</span>
        </span>
        <Legend marks={['loss', 'backward', 'gradients']} />
      </span>
      <span className={styles.track}>
        <span className={styles.iteration} aria-hidden="true">
          {parts.map(({ of, length }) =>
            typeof of === 'number' ? (
              <span key={of} className={styles.part} style={{ flexGrow: length }}>
                sample {sampleAt(experiment, iteration, of) + 1}
              </span>
            ) : (
              <span key={of} className={`${styles.part} ${styles.ofBatch}`} style={{ flexGrow: length }}>
                {of}
              </span>
            ),
          )}
          <Marks className={styles.stageMark} at={marks} of={steps.length} />
        </span>
        <input
          type="range"
          min={0}
          max={steps.length}
          value={step}
          aria-label="Operation of the iteration"
          aria-valuetext={`operation ${step} of ${steps.length}`}
          onChange={(event) => scrub(Number(event.target.value))}
        />
      </span>
    </label>
  )
}

interface Part {
  /** The row of the batch, or what is done for all of it */
  of: number | 'sums' | 'update'
  length: number
}

function partsOf(steps: readonly Step[]): Part[] {
  const parts: Part[] = []
  for (const { sample, stage } of steps) {
    const of = sample !== 'batch' ? sample : stage === 'update' ? 'update' : 'sums'
    if (parts.at(-1)?.of === of) parts.at(-1)!.length++
    else parts.push({ of, length: 1 })
  }
  return parts
}

/** The positions at which a sample goes on from one stage to the next. */
function stageMarksOf(steps: readonly Step[]): number[] {
  return steps.flatMap(({ sample, stage }, index) => {
    const before = steps[index - 1]
    return sample !== 'batch' && before?.sample === sample && before.stage !== stage ? [index] : []
  })
}

function RunTimeline() {
  const goal = useLesson((lesson) => lesson.goal)
  const done = useLesson(iterationsDone)
  const furthest = useLesson((lesson) => lesson.furthest)
  const end = useLesson(({ schedule }) => schedule.steps.length)
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
