import { RotateCw } from 'lucide-react'
import { Fragment } from 'react'
import { stages, type Stage } from '../../engine/schedule.ts'
import type { LessonState } from '../../store/lesson.ts'
import { useLesson, useLessonStore } from '../lesson.ts'
import { currentStep, isTraining, shownRow } from '../operation.ts'
import styles from './StageRibbon.module.css'

type Box = 'inputs' | Stage

const titles: Record<Box, string> = {
  inputs: 'Inputs',
  forward: 'Forward',
  loss: 'Loss',
  backward: 'Backward',
  gradients: 'Gradients',
  update: 'Update',
}

/** The boxes of the textbook diagram, and where in it the cursor is. Click one to go to its first operation. */
export function StageRibbon() {
  const current = useLesson(currentBox)
  const training = useLesson(isTraining)
  const lesson = useLessonStore()

  function goToStage(box: Box): void {
    const { cursor, pause, goTo } = lesson.getState()
    const step = firstStepOf(lesson.getState(), box)
    pause()
    goTo({ iteration: cursor.iteration, step })
  }

  return (
    <nav className={styles.ribbon} aria-label="Stages">
      {(['inputs', ...stages] as const).map((box, index) => (
        <Fragment key={box}>
          {index > 0 && (
            <span className={styles.arrow} aria-hidden="true">
              →
            </span>
          )}
          <button
            type="button"
            className={box === current && !training ? styles.currentStage : styles.stage}
            aria-current={box === current && !training ? 'step' : undefined}
            onClick={() => goToStage(box)}
          >
            {titles[box]}
          </button>
        </Fragment>
      ))}
      <RotateCw className={styles.again} size={15} aria-label="and again" />
    </nav>
  )
}

const currentBox = (lesson: LessonState): Box => currentStep(lesson)?.stage ?? 'inputs'

/** The position after the first operation of a stage, for the sample shown. Inputs are given: before all operations. */
function firstStepOf(lesson: LessonState, box: Box): number {
  const { steps } = lesson.schedule
  const row = shownRow(lesson)
  if (box === 'inputs') return 0
  const ofSample = steps.findIndex(({ stage, sample }) => stage === box && sample === row)
  return 1 + (ofSample >= 0 ? ofSample : steps.findIndex(({ stage }) => stage === box))
}
