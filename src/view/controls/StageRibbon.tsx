import { RotateCw } from 'lucide-react'
import { Fragment } from 'react'
import { useLesson, useLessonStore } from '../page/lesson.ts'
import { boxes, boxTitles, currentBox, goToBox } from '../../store/stages.ts'
import styles from './StageRibbon.module.css'

/** The boxes of the textbook diagram, and where in it the cursor is. Click one to go to its first operation. */
export function StageRibbon() {
  const current = useLesson(currentBox)
  const lesson = useLessonStore()
  return (
    <nav className={styles.ribbon} aria-label="Stages">
      {boxes.map((box, index) => (
        <Fragment key={box}>
          {index > 0 && (
            <span className={styles.arrow} aria-hidden="true">
              →
            </span>
          )}
          <button
            type="button"
            className={box === current ? styles.currentStage : styles.stage}
            aria-current={box === current ? 'step' : undefined}
            onClick={() => goToBox(lesson, box)}
          >
            {boxTitles[box]}
          </button>
        </Fragment>
      ))}
      <RotateCw className={styles.again} size="0.85rem" aria-label="and again" />
    </nav>
  )
}
