import { quantityOf } from '../../engine/quantities.ts'
import { useMemo, useState } from 'react'
import type { Slot } from '../../engine/layout.ts'
import { operationAt } from '../../engine/schedule.ts'
import { usesOf } from '../../engine/uses.ts'
import { sampleAt } from '../../experiment/experiment.ts'
import { spokenName } from '../../explain/quantityNames.ts'
import { formatCount } from '../number/format.ts'
import { useLesson } from '../page/lesson.ts'
import { Copy } from './Copy.tsx'
import type { Derivation } from './derivation.ts'
import styles from './equation.module.css'
import { SlotSymbol } from './SlotSymbol.tsx'

/** More are shown when asked for … */
const FEW_USES = 4
/** … of those that have a sample with them fewer, which take more room … */
const FEW_USES_OF_SAMPLES = 2
/** … but no more than one can look through. */
const MOST_USES = 100

interface Props {
  slot: Slot
  iteration: number
  /** None for a number that is given */
  derivation?: Derivation
}

/** What can be done with a number: follow it to where it is used, or take it along. */
export function Tools({ slot, iteration, derivation }: Props) {
  return (
    <div className={styles.tools}>
      <Uses key={`${slot} ${iteration}`} slot={slot} iteration={iteration} />
      {derivation && <Copy derivation={derivation} />}
    </div>
  )
}

function Uses({ slot, iteration: made }: { slot: Slot; iteration: number }) {
  const [showsAll, setShowsAll] = useState(false)
  const schedule = useLesson((lesson) => lesson.schedule)
  const cursor = useLesson((lesson) => lesson.cursor)
  const { iteration, operations } = useMemo(() => usesOf(schedule, slot, made), [schedule, slot, made])
  const isDone = (k: number) => iteration < cursor.iteration || (iteration === cursor.iteration && k < cursor.step)
  const isOfNone = quantityOf(schedule, slot).sample === null
  const few = isOfNone ? FEW_USES_OF_SAMPLES : FEW_USES
  const shown = operations.slice(0, showsAll ? MOST_USES : few)
  if (operations.length === 0) return <p className={styles.uses}>Nothing else is computed from it.</p>
  return (
    <p className={styles.uses}>
      used for{' '}
      {shown.map((k, index) => (
        <span key={k}>
          {index > 0 && ', '}
          <Use k={k} iteration={iteration} isDone={isDone(k)} saysSample={isOfNone} />
        </span>
      ))}{' '}
      {operations.length > shown.length && showsAll && `and ${formatCount(operations.length - shown.length)} more`}
      {operations.length > shown.length && !showsAll && (
        <button type="button" className={styles.link} onClick={() => setShowsAll(true)}>
          and {formatCount(operations.length - shown.length)} more
        </button>
      )}
    </p>
  )
}

interface UseProps {
  k: number
  iteration: number
  isDone: boolean
  /** For a number that belongs to no sample, and is used for all of them */
  saysSample: boolean
}

/** An operation that reads the number, by the symbol of what it makes; one that is still to come cannot be looked at yet. */
function Use({ k, iteration, isDone, saysSample }: UseProps) {
  const schedule = useLesson((lesson) => lesson.schedule)
  const experiment = useLesson((lesson) => lesson.experiment)
  const lookAt = useLesson((lesson) => lesson.lookAt)
  const { target, sample } = operationAt(schedule, k)
  const of = sample === 'batch' ? '' : `sample ${sampleAt(experiment, iteration, sample) + 1}`
  const name = `${spokenName(schedule, quantityOf(schedule, target))}${of && `, ${of}`}`
  const symbol = (
    <span>
      <math>
        <SlotSymbol slot={target} iteration={iteration} flat />
      </math>
      {saysSample && of && ` (${of})`}
    </span>
  )
  if (!isDone) return <span title={`${name}: comes later in the run`}>{symbol}</span>
  return (
    <button
      type="button"
      className={styles.link}
      data-slots={target}
      title={name}
      aria-label={name}
      onClick={() => lookAt({ slot: target, iteration })}
    >
      {symbol}
    </button>
  )
}
