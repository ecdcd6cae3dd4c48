import { Link, X } from 'lucide-react'
import { fragmentOf } from '../page/address.ts'
import { CopyOutcome, useCopying } from '../page/Copying.tsx'
import { useLessonStore } from '../page/lesson.ts'
import styles from './CopyLink.module.css'

/** Copies a link to what is on screen. */
export function CopyLink({ className }: { className: string | undefined }) {
  const lesson = useLessonStore()
  const { outcome, isDone, copy, forget } = useCopying(lesson)
  const linkHere = () => new URL(fragmentOf(lesson.getState()), location.href).href
  return (
    <div>
      <button
        type="button"
        className={`${className} ${styles.button}`}
        title="Copy a link to what you see: moment, sample, panel and questions"
        onClick={() => copy(linkHere(), 'Link')}
      >
        <Link size="1rem" aria-hidden="true" /> Copy link
      </button>
      <div className={outcome ? styles.outcome : undefined}>
        <CopyOutcome outcome={outcome} />
        {outcome && !isDone && (
          <button type="button" className={styles.close} aria-label="Close the text" onClick={forget}>
            <X size="1rem" aria-hidden="true" />
          </button>
        )}
      </div>
    </div>
  )
}
