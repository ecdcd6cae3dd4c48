import { iterationsDone } from '../../store/lesson.ts'
import { formatCount } from '../number/format.ts'
import { useLesson } from '../page/lesson.ts'
import { wording } from '../page/wording.ts'
import { Numeral } from '../number/Numeral.tsx'
import { reading } from '../../store/reading.ts'
import styles from './equation.module.css'
import { Title } from './Title.tsx'

/** Training goes faster than operations can be read. */
export function Training() {
  const done = useLesson(iterationsDone)
  const goal = useLesson((lesson) => lesson.goal)
  /** The iteration of a moment far off that was asked for; none while the run just plays */
  const heading = useLesson(({ travelling, playing, wanted }) =>
    travelling && !playing && wanted ? wanted.iteration : null,
  )
  const batchLoss = useLesson(({ schedule }) => schedule.layout.batchLoss)
  const isKnownHere = useLesson((lesson) => reading(lesson, lesson.schedule.layout.batchLoss) !== null)
  return (
    <>
      <Title>Training</Title>
      <p className={styles.sentence}>
        {heading === null
          ? `${formatCount(done)} of ${formatCount(goal)} iterations done.`
          : `${formatCount(done)} iterations done, on the way to iteration ${formatCount(heading + 1)}.`}{' '}
        {isKnownHere && (
          <>
            The loss of the batch is <Numeral slot={batchLoss} />.
          </>
        )}
      </p>
      <p className={styles.sentence}>
        <kbd>{wording.pause}</kbd> stops at any iteration; from there every operation can be stepped through, forwards
        and back.
      </p>
    </>
  )
}
