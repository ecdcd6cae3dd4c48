import { useLesson } from '../lesson.ts'
import { isTraining } from '../operation.ts'
import { Beginning } from './Beginning.tsx'
import { useDerivation } from './derivation.ts'
import styles from './equation.module.css'
import { Given } from './Given.tsx'
import { Operation } from './Operation.tsx'
import { Trail } from './Trail.tsx'
import { Training } from './Training.tsx'

/** The operation that is looked at, in words, in symbols, in numbers: the one at the cursor, or one that was asked about. */
export function Equation() {
  const notice = useLesson((lesson) => lesson.notice)
  return (
    <section className={styles.equation} aria-labelledby="equation-title">
      {notice && <p className={styles.notice}>{notice}</p>}
      <Trail />
      <Content />
    </section>
  )
}

function Content() {
  const training = useLesson(isTraining)
  const asksForGiven = useLesson(({ trail }) => trail.at(-1)?.step === null)
  const derivation = useDerivation()
  if (training) return <Training />
  if (asksForGiven) return <Given />
  return derivation ? <Operation derivation={derivation} /> : <Beginning />
}
