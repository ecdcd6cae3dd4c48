import { createKernels } from '../engine/kernels.ts'
import { safeSize } from '../engine/safety.ts'
import { workOf } from '../engine/schedule.ts'
import { blankValues, divergenceIn, record, type Divergence, type Trace } from '../engine/trace.ts'
import { batchAt, datasetOf, scheduleOf, startOf, startParameters, type Experiment } from '../experiment/experiment.ts'
import type { KeptRows } from '../experiment/keptRows.ts'
import { createProbes } from '../probe/probes.ts'
import type { AnswerReply, Command, Question, Reply, TraceCommand } from '../protocol/messages.ts'
import { createSeries, type Series } from './series.ts'

/** Training and its history: a plain object, so that it can be tested without a worker. */
export interface Trainer {
  /** Carries a command out. `start` has no reply. What goes wrong comes back as a reply too. */
  handle(command: Command): Reply | AnswerReply | null
  /** Trains on towards the iteration that was asked for last. Whether there is more to do. */
  goOn(milliseconds: number): boolean
}

/** Iterations between two looks at the clock and at the size of the parameters: at most so many … */
const CHUNK = 64
/** … and fewer where they take longer: about two milliseconds, in multiplications. */
const CHUNK_WORK = 3e6

const KEYFRAME_BYTES = 16 * 2 ** 20
/** Recomputing up to 15 iterations is quicker than a frame; keeping each of them would slow training down. */
const KEYFRAME_STRIDE = 16
/** Where it is not, keyframes stand closer: about ten milliseconds apart. */
const KEYFRAME_WORK = 1.5e7
/** What is on screen, what is on its way, and one to spare */
const SENT_KEPT = 3
const LOSS_POINTS = 2048
const HISTORY_POINTS = 512
const HISTORY_BYTES = 16 * 2 ** 20

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
    return command.type === 'trace' ? run.traceOf(command) : { type: 'answer', answer: run.answer(command) }
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

interface Run {
  traceOf(command: TraceCommand): Reply
  /** It does not change what the run is on its way to. */
  answer(question: Question): AnswerReply['answer']
  goOn(milliseconds: number): boolean
}

/** The parameters that an iteration starts from. */
interface Keyframe {
  readonly iteration: number
  readonly parameters: Float64Array
}

function createRun(experiment: Experiment, now: () => number): Run {
  const schedule = scheduleOf(experiment)
  const { network, batchSize } = schedule
  const kernels = createKernels(network, batchSize)
  const probes = createProbes(experiment, schedule)
  const { parameterCount } = schedule.layout
  const rowsIn = (bytes: number) => Math.max(2, Math.floor(bytes / (8 * parameterCount)))
  const keyframes = createSeries({
    width: parameterCount,
    capacity: rowsIn(KEYFRAME_BYTES),
    stride: fewer(KEYFRAME_STRIDE, KEYFRAME_WORK),
  })
  const losses = createSeries({ width: 1, capacity: LOSS_POINTS, stride: 1 })
  const history = createSeries({
    width: parameterCount,
    capacity: Math.min(HISTORY_POINTS, rowsIn(HISTORY_BYTES)),
    stride: 1,
  })
  const chunk = fewer(CHUNK, CHUNK_WORK)
  const safe = safeSize(network, batchSize, datasetOf(experiment), experiment.learningRate)
  const takesAllData = batchSize === datasetOf(experiment).inputs.length
  /** The iteration that the kernels' parameters are the start of. */
  let position = 0
  /** The iteration that was asked for last, and the latest that was sent */
  let wanted = 0
  let furthestSent = 0
  /** The last iterations that were sent: a person pauses at one of them, while the run is ahead. */
  let lastSent: readonly Keyframe[] = []
  const before = new Float64Array(parameterCount)
  const after = new Float64Array(parameterCount)
  let diverged: Divergence | null = null

  kernels.writeParameters(startParameters(experiment))
  setBatch(0)

  /** At most so many iterations, and as few as take so much work, but one. */
  function fewer(most: number, work: number): number {
    return Math.max(1, Math.min(most, Math.floor(work / workOf(schedule))))
  }

  function setBatch(iteration: number): void {
    const { inputs, targets } = batchAt(experiment, iteration)
    kernels.setBatch(inputs, targets)
  }

  /** Jumps to the newest known parameters that are not after an iteration: where the run stands, or a keyframe. */
  function jumpBelow(iteration: number): void {
    const kept = keyframes.newestUntil(iteration)
    const sent = lastSent.find((keyframe) => keyframe.iteration <= iteration && keyframe.iteration > kept)
    if (sent) jumpTo(sent, iteration)
    else if (kept >= 0) jumpTo({ iteration: kept, parameters: keyframes.row(kept) }, iteration)
  }

  /** Not, if the run stands between the two already. */
  function jumpTo(keyframe: Keyframe, iteration: number): void {
    if (position <= iteration && keyframe.iteration <= position) return
    kernels.writeParameters(keyframe.parameters)
    position = keyframe.iteration
  }

  function advanceChunk(to: number): void {
    const from = position
    const end = Math.min(to, from + chunk)
    kernels.readParameters(before)
    while (position < end) advanceTo(end)
    if (!isWithin(safe, kernels.readParameters(after))) watch(from, end)
  }

  /** Trains up to an iteration, or to the next one of which something is kept. */
  function advanceTo(end: number): void {
    if (position === keyframes.next) keyframes.push(kernels.readParameters())
    if (position === history.next) history.push(kernels.readParameters())
    if (!takesAllData) setBatch(position)
    kernels.forward()
    if (position === losses.next) losses.push([kernels.loss()])
    const stop = Math.min(end, keyframes.next, losses.next, history.next)
    for (;;) {
      kernels.backward()
      kernels.update(experiment.learningRate)
      position++
      if (position >= stop) return
      if (!takesAllData) setBatch(position)
      kernels.forward()
    }
  }

  /** Goes through iterations again, one by one, and stops the run at a number that is not finite. */
  function watch(from: number, end: number): void {
    const values = blankValues(schedule)
    kernels.writeParameters(before)
    position = from
    while (position < end) {
      const found = divergenceIn(schedule, traceHere(null, values))
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

  function traceHere(rows: readonly number[] | null = null, values?: Float64Array): Trace {
    if (!takesAllData) setBatch(position)
    const given = startOf(experiment, schedule, position, kernels.readParameters())
    return record(schedule, kernels, position, given, rows, values)
  }

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
    return { stride, values: series.values().slice(0, (Math.floor(furthestSent / stride) + 1) * width) }
  }

  const lastReachable = (iteration: number) => Math.min(iteration, diverged?.iteration ?? Infinity)

  function look(iteration: number): Trace {
    jumpBelow(lastReachable(iteration))
    while (position < lastReachable(iteration)) advanceChunk(lastReachable(iteration))
    return traceHere()
  }

  return {
    goOn(milliseconds) {
      if (position < wanted && !diverged) {
        jumpBelow(wanted) // a question may have gone back
        advance(wanted, milliseconds)
      }
      return position < wanted && !diverged
    },
    answer(question) {
      if (question.type === 'look') return look(question.iteration)
      return question.type === 'history' ? sentOf(history, parameterCount) : probes.carryOut(question)
    },
    traceOf({ iteration, milliseconds, drawn, rests }) {
      wanted = iteration
      const target = lastReachable(iteration)
      jumpBelow(target)
      advance(target, milliseconds)

      const parameters = kernels.readParameters()
      const mayDiverge = !isWithin(safe, parameters)
      const restsHere = rests && position === lastReachable(iteration)
      const trace = traceHere(mayDiverge || restsHere ? null : drawn)
      if (!diverged && mayDiverge) diverged = divergenceIn(schedule, trace)
      furthestSent = Math.max(furthestSent, position)
      lastSent = [{ iteration: position, parameters }, ...lastSent.slice(0, SENT_KEPT - 1)]
      return { type: 'trace', asked: iteration, trace, losses: sentOf(losses, 1), diverged }
    },
  }
}

/** Whether all numbers are smaller than a size; NaN is not. */
function isWithin(size: number, numbers: Float64Array): boolean {
  for (let p = 0; p < numbers.length; p++) {
    if (!(Math.abs(numbers[p]) < size)) return false
  }
  return true
}
