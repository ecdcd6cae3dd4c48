import { useMemo } from 'react'
import type { Step } from '../../engine/schedule.ts'
import { iterationsDone } from '../../store/lesson.ts'
import { formatCount } from '../format.ts'
import { useLesson, useLessonStore } from '../lesson.ts'
import styles from './controls.module.css'

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
  const { iteration, step } = useLesson(({ cursor }) => cursor)
  const lesson = useLessonStore()
  const parts = useMemo(() => partsOf(steps), [steps])

  function scrub(to: number): void {
    const { cursor, pause, goTo } = lesson.getState()
    pause()
    goTo({ iteration: cursor.iteration, step: to })
  }

  return (
    <label className={styles.timeline}>
      <span>
        operation {formatCount(step)} of {formatCount(steps.length)}
        <span className={styles.where}> · iteration {formatCount(iteration + 1)}</span>
      </span>
      <span className={styles.track}>
        <span className={styles.parts} aria-hidden="true">
          {parts.map(({ name, length }, index) => (
            <span key={index} className={styles.part} style={{ flexGrow: length }}>
              {name}
            </span>
          ))}
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
  name: string
  length: number
}

/** The samples, then what is done for the whole batch. */
function partsOf(steps: readonly Step[]): Part[] {
  const parts: Part[] = []
  for (const { sample, stage } of steps) {
    const name = sample !== 'batch' ? `sample ${sample + 1}` : stage === 'update' ? 'update' : 'sums'
    if (parts.at(-1)?.name === name) parts.at(-1)!.length++
    else parts.push({ name, length: 1 })
  }
  return parts
}

function RunTimeline() {
  const goal = useLesson((lesson) => lesson.goal)
  const done = useLesson(iterationsDone)
  const furthest = useLesson((lesson) => lesson.furthest)
  const end = useLesson(({ schedule }) => schedule.steps.length)
  const lesson = useLessonStore()
  const most = Math.max(goal, furthest)

  function scrub(to: number): void {
    const { pause, goTo } = lesson.getState()
    pause()
    goTo(to === 0 ? { iteration: 0, step: 0 } : { iteration: to - 1, step: end })
  }

  return (
    <label className={styles.timeline}>
      <span>
        run · {formatCount(done)} of {formatCount(goal)} iterations
      </span>
      <span className={styles.track}>
        <span className={styles.parts} aria-hidden="true">
          <span className={styles.part} style={{ flexGrow: furthest }} />
          <span className={styles.rest} style={{ flexGrow: most - furthest }} />
        </span>
        <input
          type="range"
          min={0}
          max={most}
          value={done}
          aria-label="Iteration of the run"
          aria-valuetext={`${formatCount(done)} iterations done`}
          onChange={(event) => scrub(Number(event.target.value))}
        />
      </span>
    </label>
  )
}
