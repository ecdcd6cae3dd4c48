import { createKernels } from '../engine/kernels.ts'
import { divergenceIn, record, type Divergence, type Trace } from '../engine/trace.ts'
import {
  batchAt,
  datasetOf,
  networkOf,
  scheduleOf,
  startOf,
  startParameters,
  type Experiment,
} from '../experiment/experiment.ts'
import type { AnswerReply, Command, KeptRows, Question, Reply, TraceCommand } from '../protocol/messages.ts'
import { createSeries, type Series } from './series.ts'

/** Training and its history: a plain object, so that it can be tested without a worker. */
export interface Trainer {
  /** Carries a command out. `start` has no reply. What goes wrong comes back as a reply too. */
  handle(command: Command): Reply | AnswerReply | null
  /** Trains on towards the iteration that was asked for last. Whether there is more to do. */
  goOn(milliseconds: number): boolean
}

/** Iterations between two looks at the clock and at the size of the parameters. */
const CHUNK = 64

const KEYFRAME_BYTES = 16 * 2 ** 20
/** Recomputing up to 15 iterations is quicker than a frame; keeping each of them would slow training down. */
const KEYFRAME_STRIDE = 16
const LOSS_POINTS = 2048
const HISTORY_POINTS = 512

/**
 * While no parameter is larger than this, no operation of a network that the page can build overflows, so the kernels
 * may run unwatched. Beyond it, every number of every iteration is looked at.
 */
const SAFE_SIZE = 1e25

/** @param now a clock in milliseconds; it decides only how far one command goes, never a number */
export function createTrainer(now: () => number): Trainer {
  let run: Run | null = null

  function carryOut(command: Command): Reply | AnswerReply | null {
    if (command.type === 'start') {
      run = null // where the next cannot be begun, the last must not answer for it
      run = createRun(command.experiment, now)
      return null
    }
    if (!run) throw new Error('No experiment has been started.')
    return command.type === 'trace' ? run.traceOf(command) : { type: 'answer', answer: answer(run, command) }
  }

  return {
    goOn: (milliseconds) => run?.goOn(milliseconds) ?? false,
    handle(command) {
      try {
        return carryOut(command)
      } catch (error) {
        return { type: 'failed', message: error instanceof Error ? error.message : String(error) }
      }
    },
  }
}

const answer = (run: Run, question: Question) =>
  question.type === 'look' ? run.look(question.iteration) : run.history()

interface Run {
  traceOf(command: TraceCommand): Reply
  /** The trace of an iteration; it does not change what the run is on its way to. */
  look(iteration: number): Trace
  history(): KeptRows
  goOn(milliseconds: number): boolean
}

function createRun(experiment: Experiment, now: () => number): Run {
  const schedule = scheduleOf(experiment)
  const kernels = createKernels(networkOf(experiment), experiment.batchSize)
  const { parameterCount } = schedule.layout
  const keyframes = createSeries({
    width: parameterCount,
    capacity: Math.floor(KEYFRAME_BYTES / (8 * parameterCount)),
    stride: KEYFRAME_STRIDE,
  })
  const losses = createSeries({ width: 1, capacity: LOSS_POINTS, stride: 1 })
  const history = createSeries({ width: parameterCount, capacity: HISTORY_POINTS, stride: 1 })
  const takesAllData = experiment.batchSize === datasetOf(experiment).inputs.length
  /** The iteration that the kernels' parameters are the start of. */
  let position = 0
  /** The iteration that was asked for last, and the latest that was sent */
  let wanted = 0
  let sent = 0
  const before = new Float64Array(parameterCount)
  const after = new Float64Array(parameterCount)
  let diverged: Divergence | null = null

  kernels.writeParameters(startParameters(experiment))
  setBatch(0)

  function setBatch(iteration: number): void {
    const { inputs, targets } = batchAt(experiment, iteration)
    kernels.setBatch(inputs, targets)
  }

  /** Jumps to the newest known parameters that are not after an iteration: where the run stands, or a keyframe. */
  function jumpBelow(iteration: number): void {
    const keyframe = keyframes.newestUntil(iteration)
    if (position <= iteration && keyframe <= position) return
    kernels.writeParameters(keyframes.row(keyframe))
    position = keyframe
  }

  function advanceChunk(to: number): void {
    const from = position
    const end = Math.min(to, from + CHUNK)
    kernels.readParameters(before)
    while (position < end) advanceTo(end)
    if (!isSafe(kernels.readParameters(after))) watch(from, end)
  }

  /** Trains up to an iteration, or to the next one of which something is kept. */
  function advanceTo(end: number): void {
    keep()
    const stop = Math.min(end, keyframes.next, losses.next, history.next)
    do {
      if (!takesAllData) setBatch(position)
      kernels.forward()
      kernels.backward()
      kernels.update(experiment.learningRate)
      position++
    } while (position < stop)
  }

  function keep(): void {
    if (position === keyframes.next) keyframes.push(kernels.readParameters())
    if (position === history.next) history.push(kernels.readParameters())
    if (position !== losses.next) return
    if (!takesAllData) setBatch(position)
    kernels.forward()
    losses.push([kernels.loss()])
  }

  /** Goes through iterations again, operation by operation, and stops the run at a number that is not finite. */
  function watch(from: number, end: number): void {
    kernels.writeParameters(before)
    position = from
    while (position < end) {
      const found = divergenceIn(traceHere())
      if (found) {
        diverged = found
        keyframes.dropAfter(position)
        losses.dropAfter(position)
        history.dropAfter(position)
        return
      }
      advanceTo(position + 1)
    }
  }

  const traceHere = () => record(schedule, position, startOf(experiment, schedule, position, kernels.readParameters()))

  /** As far as the time allows. */
  function advance(to: number, milliseconds: number): void {
    const end = now() + milliseconds
    // One chunk at least, so that asking again always gets further.
    do {
      if (position < to) advanceChunk(to)
    } while (position < to && !diverged && now() < end)
  }

  /** The part of a series that was sent so far: training goes on between two replies, ahead of what the page shows. */
  function sentOf(series: Series, width: number): KeptRows {
    const { stride } = series
    return { stride, values: series.values().slice(0, (Math.floor(sent / stride) + 1) * width) }
  }

  return {
    goOn(milliseconds) {
      if (position < wanted && !diverged) {
        jumpBelow(wanted) // a question may have gone back
        advance(wanted, milliseconds)
      }
      return position < wanted && !diverged
    },
    look(iteration) {
      const end = () => Math.min(iteration, diverged?.iteration ?? Infinity)
      jumpBelow(end())
      while (position < end()) advanceChunk(end())
      return traceHere()
    },
    history: () => sentOf(history, parameterCount),
    traceOf({ iteration, milliseconds }) {
      wanted = iteration
      const target = Math.min(iteration, diverged?.iteration ?? Infinity)
      jumpBelow(target)
      advance(target, milliseconds)

      const trace = traceHere()
      if (!diverged) diverged = divergenceIn(trace)
      sent = Math.max(sent, position)
      return { type: 'trace', asked: iteration, trace, losses: sentOf(losses, 1), diverged }
    },
  }
}

function isSafe(parameters: Float64Array): boolean {
  for (let p = 0; p < parameters.length; p++) {
    if (!(Math.abs(parameters[p]) < SAFE_SIZE)) return false
  }
  return true
}
