import { formatCount } from '../number/format.ts'
import { useLesson } from '../page/lesson.ts'
import { wording } from '../page/wording.ts'
import styles from './equation.module.css'
import { Title } from './Title.tsx'

/** Before the first operation of an iteration. */
export function Beginning() {
  const iteration = useLesson(({ cursor }) => cursor.iteration)
  if (iteration === 0) {
    return (
      <>
        <Title>The network with its start values</Title>
        <p className={styles.sentence}>
          {wording.Press} <kbd>{wording.forward}</kbd> to see the first operation, or <kbd>{wording.play}</kbd> to
          train.
        </p>
        <p className={styles.sentence}>{wording.Click} any number, at any time, to see where it comes from.</p>
      </>
    )
  }
  return (
    <>
      <Title>Iteration {formatCount(iteration + 1)} begins</Title>
      <p className={styles.sentence}>
        It starts from the weights that iteration {formatCount(iteration)} left; nothing else is known yet.{' '}
        {wording.Press} <kbd>{wording.forward}</kbd> for its first operation, or <kbd>{wording.back}</kbd> to go back
        over the update.
      </p>
    </>
  )
}
