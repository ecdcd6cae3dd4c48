import type { Slot } from '../engine/layout.ts'
import type { Memory } from '../engine/operations.ts'
import { firstUpdate, type Schedule } from '../engine/schedule.ts'
import { frameAt, type Origin, type Trace } from '../engine/trace.ts'
import type { Cursor } from '../experiment/cursor.ts'

/** A number that a person asks about: what made it, wherever in the run that was. */
export interface Inquiry extends Origin {
  readonly slot: Slot
  /** Of the inquiry's iteration, which need not be the one on screen */
  readonly trace: Trace
}

/** A moment, with every number at it. */
export interface View extends Cursor {
  readonly frame: Memory
}

/**
 * The moment that shows what an inquiry is about: of its iteration as much as the run has come to, but the parameters as
 * the operation found them, or as the update that is asked about left them.
 */
export function viewOf(schedule: Schedule, { iteration, step, trace }: Inquiry, cursor: Cursor): View {
  const reached = iteration === cursor.iteration ? cursor.step : schedule.steps.length
  const updates = firstUpdate(schedule)
  const isUpdate = step !== null && step >= updates
  const last = Math.min(reached, isUpdate ? step + 1 : updates)
  return { iteration, step: last, frame: frameAt(schedule, trace, last) }
}
