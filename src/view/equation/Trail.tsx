import { useQuantity } from '../number/quantity.ts'
import { ChevronRight, Undo2 } from 'lucide-react'
import { Fragment } from 'react'
import { quantityName } from '../../explain/quantityNames.ts'
import type { Inquiry } from '../../store/inquiry.ts'
import { formatCount } from '../number/format.ts'
import { useLesson } from '../page/lesson.ts'
import { PhraseText } from '../number/PhraseText.tsx'
import styles from './equation.module.css'

/** The last ones; those before are counted. */
const SHOWN = 4

/** What was asked, one "why?" after the other, with a way back to each. */
export function Trail() {
  const trail = useLesson((lesson) => lesson.trail)
  const returnTo = useLesson((lesson) => lesson.returnTo)
  const step = useLesson(({ cursor }) => cursor.step)
  if (trail.length === 0) return null
  const titleOf = (length: number) => (length === trail.length - 1 ? 'Back (Esc)' : undefined)
  return (
    <nav className={styles.trail} aria-label="Why?">
      <button type="button" className={styles.link} title={titleOf(0) ?? 'Back to the run'} onClick={() => returnTo(0)}>
        <Undo2 size={16} aria-hidden="true" /> {step === 0 ? 'the start' : `operation ${formatCount(step)}`}
      </button>
      {trail.length > SHOWN && <span> … {trail.length - SHOWN} more</span>}
      {trail.map(
        (inquiry, index) =>
          index >= trail.length - SHOWN && (
            <Fragment key={index}>
              <ChevronRight size={14} aria-hidden="true" />
              {index === trail.length - 1 ? (
                <InquiryName inquiry={inquiry} isLast />
              ) : (
                <button
                  type="button"
                  className={styles.link}
                  title={titleOf(index + 1)}
                  onClick={() => returnTo(index + 1)}
                >
                  <InquiryName inquiry={inquiry} />
                </button>
              )}
            </Fragment>
          ),
      )}
    </nav>
  )
}

function InquiryName({ inquiry: { slot, trace }, isLast = false }: { inquiry: Inquiry; isLast?: boolean }) {
  const quantity = useQuantity(slot)
  const { iteration } = trace
  const isElsewhere = useLesson(({ cursor }) => cursor.iteration !== iteration)
  return (
    <span aria-current={isLast ? 'location' : undefined}>
      <PhraseText phrase={quantityName(quantity)} />
      {isElsewhere && ` (iteration ${formatCount(iteration + 1)})`}
    </span>
  )
}
