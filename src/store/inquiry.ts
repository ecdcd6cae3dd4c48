import type { Slot } from '../engine/layout.ts'
import type { Operation } from '../engine/place.ts'
import { operationAt, writerOf, type Schedule } from '../engine/schedule.ts'
import type { Trace } from '../engine/trace.ts'
import { stepReached } from './reading.ts'
import type { Cursor } from '../experiment/cursor.ts'

/** A number that a person asks about, in the iteration in which it was made, wherever in the run that was. */
export interface Inquiry {
  readonly slot: Slot
  /** Of the inquiry's iteration, which need not be the one on screen */
  readonly trace: Trace
}

/** A moment as the picture shows it: after so many operations of an iteration. */
export interface View extends Cursor {
  readonly trace: Trace
  /** What is looked at there; none at the start of an iteration, and for a number that is given. */
  readonly operation: Operation | null
}

/** The moment at the cursor. */
export const viewOfCursor = (schedule: Schedule, trace: Trace, step: number): View => ({
  iteration: trace.iteration,
  step,
  trace,
  operation: step === 0 ? null : operationAt(schedule, step - 1),
})

/**
 * The moment that shows what an inquiry is about: of its iteration as much as the run has come to, but the parameters as
 * the operation found them, or as the update that is asked about left them.
 */
export function viewOfInquiry(schedule: Schedule, { slot, trace }: Inquiry, cursor: Cursor): View {
  const { iteration } = trace
  const k = writerOf(schedule, slot)
  const reached = stepReached({ schedule, cursor }, iteration)
  const isUpdate = k !== null && k >= schedule.firstUpdate
  return {
    iteration,
    step: Math.min(reached, isUpdate ? k + 1 : schedule.firstUpdate),
    trace,
    operation: k === null ? null : operationAt(schedule, k),
  }
}
