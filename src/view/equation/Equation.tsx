import { useEffect, useRef, type RefObject } from 'react'
import { useLesson } from '../page/lesson.ts'
import { isTraining } from '../../store/operation.ts'
import { Beginning } from './Beginning.tsx'
import { useDerivation } from './derivation.ts'
import styles from './equation.module.css'
import { Given } from './Given.tsx'
import { Learned } from './Learned.tsx'
import { Operation } from './Operation.tsx'
import { Title } from './Title.tsx'
import { Training } from './Training.tsx'

/** The operation that is looked at, in words, in symbols, in numbers: the one at the cursor, or one that was asked about. */
export function Equation() {
  const section = useKeptFocus()
  return (
    <section ref={section} className={styles.equation} aria-labelledby="equation-title" tabIndex={-1}>
      <Content />
    </section>
  )
}

function Content() {
  const training = useLesson(isTraining)
  const asksForGiven = useLesson(({ trail, view }) => trail.length > 0 && view.operation === null)
  const rests = useLesson(({ rests, trail }) => rests && trail.length === 0)
  if (training) return <Training />
  if (rests) return <Learned />
  return asksForGiven ? <Given /> : <Explained />
}

function Explained() {
  const isBeginning = useLesson(({ view }) => view.operation === null)
  const derivation = useDerivation()
  if (isBeginning) return <Beginning />
  return derivation ? (
    <Operation derivation={derivation} />
  ) : (
    <div className={styles.head}>
      <Title>The numbers of this iteration are on their way</Title>
    </div>
  )
}

/** Where the button that had the focus goes away with what was looked at, the focus stays in the section. */
function useKeptFocus(): RefObject<HTMLElement | null> {
  const section = useRef<HTMLElement>(null)
  const hadFocus = useRef(false)
  const trail = useLesson((lesson) => lesson.trail)
  useEffect(() => {
    const within = () => (hadFocus.current = section.current?.contains(document.activeElement) ?? false)
    document.addEventListener('focusin', within)
    return () => document.removeEventListener('focusin', within)
  }, [])
  useEffect(() => {
    if (hadFocus.current && document.activeElement === document.body) section.current?.focus({ preventScroll: true })
  }, [trail])
  return section
}
