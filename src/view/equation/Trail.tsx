import { ChevronRight, Undo2 } from 'lucide-react'
import { Fragment } from 'react'
import { quantityName } from '../../explain/naming.ts'
import type { Inquiry } from '../../store/inquiry.ts'
import { useLesson } from '../lesson.ts'
import { PhraseText } from '../PhraseText.tsx'
import { quantityIn } from '../quantity.ts'
import styles from './equation.module.css'

/** What was asked, one "why?" after the other, with a way back to each. */
export function Trail() {
  const trail = useLesson((lesson) => lesson.trail)
  const returnTo = useLesson((lesson) => lesson.returnTo)
  const step = useLesson(({ cursor }) => cursor.step)
  if (trail.length === 0) return null
  return (
    <nav className={styles.trail} aria-label="Why?">
      <button type="button" className={styles.link} title="Back to the run (Esc)" onClick={() => returnTo(0)}>
        <Undo2 size={16} aria-hidden="true" /> {step === 0 ? 'the start' : `operation ${step}`}
      </button>
      {trail.map((inquiry, index) => (
        <Fragment key={index}>
          <ChevronRight size={14} aria-hidden="true" />
          {index === trail.length - 1 ? (
            <InquiryName inquiry={inquiry} isLast />
          ) : (
            <button type="button" className={styles.link} onClick={() => returnTo(index + 1)}>
              <InquiryName inquiry={inquiry} />
            </button>
          )}
        </Fragment>
      ))}
    </nav>
  )
}

function InquiryName({ inquiry: { slot }, isLast = false }: { inquiry: Inquiry; isLast?: boolean }) {
  const quantity = useLesson(({ schedule }) => quantityIn(schedule, slot))
  return (
    <span aria-current={isLast ? 'location' : undefined}>
      <PhraseText phrase={quantityName(quantity)} />
    </span>
  )
}
