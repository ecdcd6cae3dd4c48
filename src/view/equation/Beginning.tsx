import { Play } from 'lucide-react'
import { datasetOf } from '../../experiment/experiment.ts'
import { formatCount } from '../number/format.ts'
import { useLesson, useLessonStore } from '../page/lesson.ts'
import { wording } from '../page/wording.ts'
import styles from './equation.module.css'
import { Title } from './Title.tsx'

/** Before the first operation of an iteration. */
export function Beginning() {
  const iteration = useLesson(({ cursor }) => cursor.iteration)
  return iteration === 0 ? <FirstView /> : <NextIteration iteration={iteration} />
}

/** One invitation, and what else can be done. */
function FirstView() {
  const title = useLesson(({ experiment }) => datasetOf(experiment).title)
  const store = useLessonStore()
  return (
    <div className={styles.plainMain}>
      <div className={styles.head}>
        <Title>The network with its start values</Title>
        <p className={styles.sentence}>
          It knows nothing yet: the maps in its units show what each of them answers to every pair of inputs.
        </p>
      </div>
      <div className={styles.invitation}>
        <button type="button" className={styles.invite} onClick={() => store.getState().watch()}>
          <Play size="1em" fill="currentColor" aria-hidden="true" /> Watch it learn {title}
        </button>
        <p>
          or {wording.press} <kbd>{wording.forward}</kbd> for the first operation
        </p>
      </div>
      <p>{wording.Click} any number, at any time, to see where it comes from.</p>
    </div>
  )
}

function NextIteration({ iteration }: { iteration: number }) {
  return (
    <div className={styles.head}>
      <Title>Iteration {formatCount(iteration + 1)} begins</Title>
      <p className={styles.sentence}>
        It starts from the weights that iteration {formatCount(iteration)} left; nothing else is known yet.{' '}
        {wording.Press} <kbd>{wording.forward}</kbd> for its first operation, or <kbd>{wording.back}</kbd> to go back
        over the update.
      </p>
    </div>
  )
}
