import { datasetOf, iterationsPerEpoch } from '../../experiment/experiment.ts'
import { formatNumber } from '../../explain/number.ts'
import type { LessonState } from '../../store/lesson.ts'
import { outcomeOf } from '../../store/outcome.ts'
import { goToBox } from '../../store/stages.ts'
import { useLesson, useLessonStore } from '../page/lesson.ts'
import { capitalized, formatCount } from '../number/format.ts'
import styles from './equation.module.css'
import { Title } from './Title.tsx'

/** At the end of a run: what was learned, and what to do next. */
export function Learned() {
  const lesson = useLesson((lesson) => lesson)
  const store = useLessonStore()
  const { title, sentence } = wordsFor(lesson)
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

function wordsFor(lesson: LessonState): { title: string; sentence: string } {
  const { experiment, digits } = lesson
  const { title } = datasetOf(experiment)
  const outcome = outcomeOf(lesson)
  const ended = 'The run has come to its end'
  if (!outcome) return { title: ended, sentence: 'Its last predictions are on their way.' }
  const { answers, isYesOrNo, right, largestMiss } = outcome
  const miss = formatNumber(largestMiss, { digits })
  const isWhole = iterationsPerEpoch(experiment) === 1
  const of = isWhole ? '' : 'Of the last batch, '
  if (!isYesOrNo) {
    return {
      title: ended,
      sentence: `${of || 'Of all samples, '}no prediction is farther than ${miss} from its target.`,
    }
  }
  const isAll = right === answers.length
  const count = isAll ? `all ${formatCount(right)}` : `${formatCount(right)} of ${formatCount(answers.length)}`
  const rightSide = `${count} predictions are on the right side of 0.5`
  const sentence = isAll
    ? `${rightSide}; none is farther than ${miss} from its target.`
    : `${rightSide}. Train on, or try another start, rate or network in Set-up.`
  return {
    // A batch that is not all of the data does not tell.
    title: !isWhole ? ended : isAll ? `It has learned ${title}` : `It has not learned ${title} yet`,
    sentence: isWhole ? capitalized(sentence) : of + sentence,
  }
}
