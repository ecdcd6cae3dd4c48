import type { Divergence, Trace } from '../engine/trace.ts'
import type { Experiment } from '../experiment/experiment.ts'
import type { KeptRows } from '../experiment/keptRows.ts'
import type { Probe, ProbeAnswers } from '../probe/probes.ts'

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
  /** The rows of the batch that the page draws: of an iteration that the run only passes, no others are sent. Null for all. */
  readonly drawn: readonly number[] | null
  /** Whether the run is to rest at the iteration: then all of its rows are sent. */
  readonly rests: boolean
}

/** What can be asked beside the run: answering does not move it. */
export type Question =
  /** The trace of an iteration, wherever the run is */
  | { readonly type: 'look'; readonly iteration: number }
  /** The parameters that the iterations so far started from, in the order of `Layout`'s parameter slots */
  | { readonly type: 'history' }
  | Probe

export interface Answers extends ProbeAnswers {
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

/** A reply names the command that it answers. */
export interface Numbered<Message> {
  readonly id: number
  readonly message: Message
}
