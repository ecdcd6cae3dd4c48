import { iterationsDone } from '../../store/lesson.ts'
import { formatCount } from '../number/format.ts'
import { useLesson } from '../page/lesson.ts'
import { wording } from '../page/wording.ts'
import { Numeral } from '../number/Numeral.tsx'
import { progressOf, type Progress } from '../../store/progress.ts'
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
  const progress = useLesson((lesson) => (isKnownHere ? progressOf(lesson) : null))
  return (
    <div className={styles.plainMain}>
      <div className={styles.head}>
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
      </div>
      <p className={styles.progress}>{progress && progressWords[progress]}</p>
      <p>
        <kbd>{wording.pause}</kbd> stops at any iteration; from there every operation can be stepped through, forwards
        and back.
      </p>
    </div>
  )
}

const progressWords: Record<Progress, string> = {
  gathering: 'All predictions move together: one answer for everything is the first thing that lowers the loss.',
  plateau: 'A plateau. Every sample gets nearly the same answer, for the hidden units still agree; slowly they part.',
  parting: 'Now the hidden units differ: their lines swing into place, the predictions part, and the loss falls.',
  right: 'All predictions are on the right side of 0.5, and each iteration makes them surer.',
}
