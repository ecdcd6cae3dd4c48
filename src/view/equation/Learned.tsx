import { datasetOf } from '../../experiment/experiment.ts'
import { formatNumber } from '../../explain/number.ts'
import type { LessonState } from '../../store/lesson.ts'
import { outcomeOf, type Outcome } from '../../store/outcome.ts'
import { goToBox } from '../../store/stages.ts'
import { useLesson, useLessonStore } from '../page/lesson.ts'
import { formatCount } from '../number/format.ts'
import styles from './equation.module.css'
import { Title } from './Title.tsx'

/** At the end of a run: what was learned, and what to do next. */
export function Learned() {
  const lesson = useLesson((lesson) => lesson)
  const store = useLessonStore()
  const { title, sentence } = wordsFor(lesson, outcomeOf(lesson))
  return (
    <div className={styles.plainMain}>
      <div className={styles.head}>
        <Title>{title}</Title>
        <p className={styles.sentence}>
          {sentence} How did every weight get to know which way to go? That is the backward pass.
        </p>
      </div>
      <div className={styles.invitation}>
        <button type="button" className={styles.invite} onClick={() => goToBox(store, 'backward')}>
          Step into the backward pass
        </button>
        <button type="button" className={styles.link} onClick={() => store.getState().play()}>
          train on
        </button>
        <button type="button" className={styles.link} onClick={() => store.getState().restart()}>
          start again
        </button>
      </div>
    </div>
  )
}

function wordsFor({ experiment, digits }: LessonState, outcome: Outcome): { title: string; sentence: string } {
  const { title } = datasetOf(experiment)
  const { answers, isYesOrNo, right, largestMiss } = outcome
  const miss = formatNumber(largestMiss, { digits })
  if (!isYesOrNo) {
    return { title: 'The run has come to its end', sentence: `No prediction is farther than ${miss} from its target.` }
  }
  if (right === answers.length) {
    return {
      title: `It has learned ${title}`,
      sentence: `All ${formatCount(right)} predictions are on the right side of 0.5; none is farther than ${miss} from its target.`,
    }
  }
  return {
    title: `It has not learned ${title} yet`,
    sentence: `${formatCount(right)} of ${formatCount(answers.length)} predictions are on the right side of 0.5. Train on, or try another start, rate or network in Set-up.`,
  }
}
