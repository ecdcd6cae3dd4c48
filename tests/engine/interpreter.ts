import { evaluate, operandsOf, type Memory } from '../../src/engine/operations.ts'
import { operationAt, type Schedule } from '../../src/engine/schedule.ts'

/** Carries an iteration out operation by operation, each from its formula alone: what the kernels are held against. */
export function interpret(schedule: Schedule, given: Float64Array): Memory {
  const memory = new Float64Array(schedule.layout.givenCount + schedule.count).fill(NaN)
  memory.set(given)
  for (const { operation, operands } of carriedOut(schedule)) {
    memory[operation.target] = evaluate(schedule, operation, operands, memory)
  }
  return memory
}

const known = new WeakMap<Schedule, ReturnType<typeof listOperations>>()

/** All operations of an iteration with their operands; a schedule is interpreted many times. */
export function carriedOut(schedule: Schedule) {
  const operations = known.get(schedule) ?? listOperations(schedule)
  known.set(schedule, operations)
  return operations
}

const listOperations = (schedule: Schedule) =>
  Array.from({ length: schedule.count }, (_, k) => {
    const operation = operationAt(schedule, k)
    return { operation, operands: operandsOf(schedule, operation) }
  })
