import type { Slot } from '../engine/layout.ts'
import type { Origin, Trace } from '../engine/trace.ts'

/** A number that a person asks about: what made it, wherever in the run that was. */
export interface Inquiry extends Origin {
  readonly slot: Slot
  /** Of the inquiry's iteration, which need not be the one on screen */
  readonly trace: Trace
}
