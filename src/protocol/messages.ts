import type { Divergence, Trace } from '../engine/trace.ts'
import type { Experiment } from '../experiment/experiment.ts'

/** What the page asks of the worker. */
export type Command =
  /** Forget everything; begin this experiment. It is answered only if it fails. */
  { readonly type: 'start'; readonly experiment: Experiment } | TraceCommand

/**
 * Send the trace of an iteration, training up to it where the run has not come that far. When the time is over before
 * that, the trace of the iteration reached is sent instead: ask again.
 */
export interface TraceCommand {
  readonly type: 'trace'
  readonly iteration: number
  readonly milliseconds: number
}

export type Reply = TraceReply | FailedReply

export interface TraceReply {
  readonly type: 'trace'
  /** The iteration that was asked for; the trace may be of one before it */
  readonly asked: number
  readonly trace: Trace
  readonly losses: LossSeries
  /** Where the run came to a number that is not finite. It cannot go on from there. */
  readonly diverged: Divergence | null
}

/** Something went wrong in the worker; the sentence is for the person. */
export interface FailedReply {
  readonly type: 'failed'
  readonly message: string
}

/** The batch loss of iterations 0, stride, 2·stride, … */
export interface LossSeries {
  readonly stride: number
  readonly values: Float64Array
}

/** A reply names the command that it answers. */
export interface Numbered<Message> {
  readonly id: number
  readonly message: Message
}
