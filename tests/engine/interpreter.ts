import type { Slot } from '../../src/engine/layout.ts'
import { evaluate, operandsOf, type Memory } from '../../src/engine/operations.ts'
import type { Operation } from '../../src/engine/place.ts'
import { operationAt, type Schedule } from '../../src/engine/schedule.ts'

export type { Memory }

/** An operation beside the slots that it reads. */
export interface Reading {
  readonly operation: Operation
  readonly operands: readonly Slot[]
}

/** Carries an iteration out operation by operation, each from its formula alone: what the kernels are held against. */
export function interpret(schedule: Schedule, given: Float64Array): Memory {
  const memory = blankMemory(schedule)
  memory.set(given)
  for (const reading of carriedOut(schedule)) memory[reading.operation.target] = compute(schedule, reading, memory)
  return memory
}

/** The number that an operation writes, from the numbers in a memory. */
export const compute = (schedule: Schedule, { operation, operands }: Reading, memory: Memory): number =>
  evaluate(schedule, operation, operands, memory)

/** A number for each slot, none of them known. */
export const blankMemory = ({ layout, count }: Schedule): Memory =>
  new Float64Array(layout.givenCount + count).fill(NaN)

const known = new WeakMap<Schedule, readonly Reading[]>()

/** All operations of an iteration with their operands; a schedule is interpreted many times. */
export function carriedOut(schedule: Schedule): readonly Reading[] {
  const operations = known.get(schedule) ?? listOperations(schedule)
  known.set(schedule, operations)
  return operations
}

const listOperations = (schedule: Schedule): Reading[] =>
  Array.from({ length: schedule.count }, (_, k) => readingAt(schedule, k))

/** The k-th operation. */
export function readingAt(schedule: Schedule, k: number): Reading {
  const operation = operationAt(schedule, k)
  return { operation, operands: operandsOf(schedule, operation) }
}
