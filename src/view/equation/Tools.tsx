import { useState } from 'react'
import type { Slot } from '../../engine/layout.ts'
import { usesOf, type Origin } from '../../engine/trace.ts'
import { sampleAt } from '../../experiment/experiment.ts'
import { spokenName } from '../../explain/quantityNames.ts'
import { useLesson } from '../page/lesson.ts'
import { quantityIn } from '../number/quantity.ts'
import { Copy } from './Copy.tsx'
import type { Derivation } from './derivation.ts'
import styles from './equation.module.css'
import { SlotSymbol } from './SlotSymbol.tsx'

/** More are shown when asked for. */
const FEW_USES = 4

interface Props {
  slot: Slot
  origin: Origin
  /** None for a number that is given */
  derivation?: Derivation
}

/** What can be done with a number: follow it to where it is used, or take it along. */
export function Tools({ slot, origin, derivation }: Props) {
  return (
    <div className={styles.tools}>
      <Uses key={`${slot} ${origin.iteration}`} slot={slot} origin={origin} />
      {derivation && <Copy derivation={derivation} />}
    </div>
  )
}

function Uses({ slot, origin }: { slot: Slot; origin: Origin }) {
  const [showsAll, setShowsAll] = useState(false)
  const schedule = useLesson((lesson) => lesson.schedule)
  const cursor = useLesson((lesson) => lesson.cursor)
  const { iteration, steps } = usesOf(schedule, slot, origin)
  const shown = showsAll ? steps : steps.slice(0, FEW_USES)
  const isDone = (k: number) => iteration < cursor.iteration || (iteration === cursor.iteration && k < cursor.step)
  const isOfNone = quantityIn(schedule, slot).sample === null
  if (steps.length === 0) return <p className={styles.uses}>Nothing else is computed from it.</p>
  return (
    <p className={styles.uses}>
      used for{' '}
      {shown.map((k, index) => (
        <span key={k}>
          {index > 0 && ' · '}
          <Use k={k} iteration={iteration} isDone={isDone(k)} saysSample={isOfNone} />
        </span>
      ))}{' '}
      {steps.length > shown.length && (
        <button type="button" className={styles.link} onClick={() => setShowsAll(true)}>
          and {steps.length - shown.length} more
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
  const { target, sample } = schedule.steps[k]
  const of = sample === 'batch' ? '' : `, sample ${sampleAt(experiment, iteration, sample) + 1}`
  const name = `${spokenName(schedule, quantityIn(schedule, target))}${of}`
  const symbol = (
    <span>
      <math>
        <SlotSymbol slot={target} iteration={iteration} flat />
      </math>
      {saysSample && of}
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
      onClick={() => lookAt(target, { iteration, step: k })}
    >
      {symbol}
    </button>
  )
}
