import type { Slot } from './layout.ts'
import { evaluate, type Memory } from './operations.ts'
import type { Schedule } from './schedule.ts'

/** All that happened in one iteration. */
export interface Trace {
  /** Updates made before this iteration. */
  readonly iteration: number
  /** The given slots as they stood before the first step: length `layout.givenCount`. */
  readonly start: Float64Array
  /** `values[k]` is what step k wrote. */
  readonly values: Float64Array
}

/** What an iteration starts from. */
export interface Givens {
  /** In the order of `Layout`'s parameter slots. */
  readonly parameters: ArrayLike<number>
  readonly learningRate: number
  /** [sample][unit], row by row */
  readonly inputs: ArrayLike<number>
  /** [sample][unit], row by row */
  readonly targets: ArrayLike<number>
}

/** Puts the givens into their slots, as `record` takes them. */
export function givenNumbers(
  { layout }: Schedule,
  { parameters, learningRate, inputs, targets }: Givens,
): Float64Array {
  const start = new Float64Array(layout.givenCount)
  start.set(parameters)
  start[layout.learningRate] = learningRate
  start.set(inputs, layout.activation(0, 0, 0))
  start.set(targets, layout.target(0, 0))
  return start
}

/** Runs one iteration step by step from its given numbers and keeps what each step wrote. */
export function record(schedule: Schedule, iteration: number, start: Float64Array): Trace {
  const memory = blankMemory(schedule, start)
  const values = new Float64Array(schedule.steps.length)
  schedule.steps.forEach((step, k) => {
    values[k] = memory[step.target] = evaluate(step, memory, schedule)
  })
  return { iteration, start, values }
}

/** Every number at the instant after the first k steps. Slots that none of them has written are NaN: ask `isKnown`. */
export function frameAt(schedule: Schedule, trace: Trace, k: number): Memory {
  const memory = blankMemory(schedule, trace.start)
  for (let i = 0; i < k; i++) memory[schedule.steps[i].target] = trace.values[i]
  return memory
}

/** Whether a slot has a value after the first k steps of an iteration. */
export const isKnown = ({ layout, writtenAt }: Schedule, slot: Slot, k: number): boolean =>
  slot < layout.givenCount || (writtenAt[slot] >= 0 && writtenAt[slot] < k)

/** The operation that made a number; `step` is null for what is given: data, learning rate, start parameters. */
export interface Origin {
  readonly iteration: number
  readonly step: number | null
}

/**
 * Where the number comes from that stands in a slot after the first k steps of an iteration, if it is known by then: for
 * one that is not, the step that will write it. A parameter that this iteration has not updated yet was made by the
 * update of the one before.
 */
export function originOf({ layout, writtenAt }: Schedule, slot: Slot, iteration: number, k: number): Origin {
  const step = writtenAt[slot]
  if (step < 0) return { iteration, step: null }
  if (step < k || slot >= layout.parameterCount) return { iteration, step }
  return iteration > 0 ? { iteration: iteration - 1, step } : { iteration, step: null }
}

/** The operations that read a number, and the iteration in which they do: an updated parameter is read in the next. */
export function usesOf({ layout, steps }: Schedule, slot: Slot, { iteration, step }: Origin) {
  const isUpdated = step !== null && slot < layout.parameterCount
  return {
    iteration: isUpdated ? iteration + 1 : iteration,
    steps: steps.flatMap(({ operands }, k) => (operands.includes(slot) ? [k] : [])),
  }
}

/** The parameters that an iteration leaves to the next one. */
export const parametersAfter = (schedule: Schedule, trace: Trace): Float64Array =>
  frameAt(schedule, trace, schedule.steps.length).slice(0, schedule.layout.parameterCount)

/** The number at which a run stops being one. */
export interface Divergence {
  readonly iteration: number
  /** The index of the step that wrote it */
  readonly step: number
}

/** The first number of an iteration that is not finite. */
export function divergenceIn({ iteration, values }: Trace): Divergence | null {
  const step = values.findIndex((value) => !Number.isFinite(value))
  return step < 0 ? null : { iteration, step }
}

function blankMemory({ layout }: Schedule, start: Float64Array): Memory {
  const memory = new Float64Array(layout.size).fill(NaN)
  memory.set(start)
  return memory
}
