import type { Divergence, Trace } from '../engine/trace.ts'
import type { Experiment } from '../experiment/experiment.ts'

/** What the page asks of the worker. */
export type Command =
  /** Forget everything; begin this experiment. It is answered only if it fails. */
  { readonly type: 'start'; readonly experiment: Experiment } | TraceCommand | Question

/**
 * Send the trace of an iteration, training up to it where the run has not come that far. When the time is over before
 * that, the trace of the iteration reached is sent instead: ask again.
 */
export interface TraceCommand {
  readonly type: 'trace'
  readonly iteration: number
  readonly milliseconds: number
}

/** What can be asked beside the run: answering does not move it. */
export type Question =
  /** The trace of an iteration, wherever the run is */
  | { readonly type: 'look'; readonly iteration: number }
  /** The parameters that the iterations so far started from, in the order of `Layout`'s parameter slots */
  | { readonly type: 'history' }

export interface Answers {
  readonly look: Trace
  readonly history: KeptRows
}

export type Reply = TraceReply | FailedReply

export interface AnswerReply {
  readonly type: 'answer'
  readonly answer: Answers[Question['type']]
}

export interface TraceReply {
  readonly type: 'trace'
  /** The iteration that was asked for; the trace may be of one before it */
  readonly asked: number
  readonly trace: Trace
  /** The loss of the batch */
  readonly losses: KeptRows
  /** Where the run came to a number that is not finite. It cannot go on from there. */
  readonly diverged: Divergence | null
}

/** Something went wrong in the worker; the sentence is for the person. */
export interface FailedReply {
  readonly type: 'failed'
  readonly message: string
}

/** What was kept of iterations 0, stride, 2·stride, …: a row of numbers each, one after another. */
export interface KeptRows {
  readonly stride: number
  readonly values: Float64Array
}

/** A reply names the command that it answers. */
export interface Numbered<Message> {
  readonly id: number
  readonly message: Message
}
