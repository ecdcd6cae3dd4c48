import { evaluate } from '../../src/engine/formula/evaluate.ts'
import type { Expression } from '../../src/engine/formula/expression.ts'
import { formulaOf, operandsOf } from '../../src/engine/formula/formulas.ts'
import type { Slot } from '../../src/engine/layout.ts'
import type { Operation } from '../../src/engine/place.ts'
import { operationAt, type Schedule } from '../../src/engine/schedule.ts'

/** Every number of an iteration, by its slot */
export type Memory = Float64Array

/** An operation beside the slots that it reads. */
export interface Reading {
  readonly operation: Operation
  readonly operands: readonly Slot[]
  readonly formula: Expression
}

/** Carries an iteration out operation by operation, each from its formula alone: what the kernels are held against. */
export function interpret(schedule: Schedule, given: Float64Array): Memory {
  const memory = blankMemory(schedule)
  memory.set(given)
  for (const reading of carriedOut(schedule)) memory[reading.operation.target] = compute(reading, memory)
  return memory
}

/** The number that an operation writes, from the numbers in a memory. */
export const compute = ({ formula }: Reading, memory: Memory): number => evaluate(formula, (slot) => memory[slot])

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
  return { operation, operands: operandsOf(schedule, operation), formula: formulaOf(schedule, operation) }
}
