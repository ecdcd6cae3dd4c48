import { useMemo } from 'react'
import type { Slot } from '../../engine/layout.ts'
import type { Operation } from '../../engine/place.ts'
import type { Quantity } from '../../engine/quantities.ts'
import type { Trace } from '../../engine/trace.ts'
import { readBy } from '../../store/operation.ts'
import { reading } from '../../store/reading.ts'
import { useLesson } from '../page/lesson.ts'

/** An operation of the run with the numbers that it reads and the one that it writes. */
export interface Derivation {
  readonly operation: Operation
  readonly trace: Trace
  readonly numberOf: (slot: Slot) => number
}

/** What the faces of a number are about that are not its formula. */
export interface FaceProps {
  readonly quantity: Quantity
  readonly trace: Trace
}

/** What is looked at: the operation asked about, or the one at the cursor; null if there is none, or while its numbers are on their way. */
export function useDerivation(): Derivation | null {
  const schedule = useLesson((lesson) => lesson.schedule)
  const trace = useLesson(({ view }) => view.trace)
  const operation = useLesson(({ view }) => view.operation)
  return useMemo(() => {
    if (!operation) return null
    const moment = { schedule, view: { step: operation.k + 1, trace } }
    const isHeld = [operation.target, ...readBy(schedule, operation)].every((slot) => reading(moment, slot) !== null)
    return isHeld ? { operation, trace, numberOf: (slot) => reading(moment, slot) ?? NaN } : null
  }, [schedule, trace, operation])
}

/** A moment at which all numbers of the derivation are known. */
export const momentOf = ({ operation, trace }: Derivation): string => `${trace.iteration}.${operation.k + 1}`
