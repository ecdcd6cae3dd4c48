import type { ReactNode } from 'react'
import { datasetOf, sampleAt } from '../../experiment/experiment.ts'
import { formatCount } from '../number/format.ts'
import { useLesson } from '../page/lesson.ts'
import styles from './equation.module.css'

export function Title({ children }: { children: ReactNode }) {
  return (
    <h2 className={styles.title} id="equation-title">
      {children}
    </h2>
  )
}

interface MomentProps {
  /** The row of the batch; null for a number that belongs to none */
  row: number | 'batch' | null
  iteration: number
}

/** Whose numbers these are: of which sample, and of which iteration if it is not the one on screen. */
export function MomentName({ row, iteration }: MomentProps) {
  const count = useLesson(({ experiment }) => datasetOf(experiment).inputs.length)
  const sample = useLesson(({ experiment }) => (typeof row === 'number' ? sampleAt(experiment, iteration, row) : null))
  const isElsewhere = useLesson(({ cursor }) => cursor.iteration !== iteration)
  const parts = [
    sample === null
      ? row === 'batch' && 'all samples of the batch'
      : `sample ${formatCount(sample + 1)} of ${formatCount(count)}`,
    isElsewhere && `iteration ${formatCount(iteration + 1)}`,
  ]
  return <span className={styles.moment}>{parts.filter(Boolean).join(' · ')}</span>
}
