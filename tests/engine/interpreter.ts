import { evaluate } from '../../src/engine/formula/evaluate.ts'
import { formulaOf, operandsOf } from '../../src/engine/formula/formulas.ts'
import { operationAt, type Schedule } from '../../src/engine/schedule.ts'

/** Every number of an iteration, by its slot */
export type Memory = Float64Array

/** Carries an iteration out operation by operation, each from its formula alone: what the kernels are held against. */
export function interpret(schedule: Schedule, given: Float64Array): Memory {
  const memory = new Float64Array(schedule.layout.givenCount + schedule.count).fill(NaN)
  memory.set(given)
  const numberOf = (slot: number) => memory[slot]
  for (const { operation, formula } of carriedOut(schedule)) memory[operation.target] = evaluate(formula, numberOf)
  return memory
}

const known = new WeakMap<Schedule, ReturnType<typeof listOperations>>()

/** All operations of an iteration with their formulas and operands; a schedule is interpreted many times. */
export function carriedOut(schedule: Schedule) {
  const operations = known.get(schedule) ?? listOperations(schedule)
  known.set(schedule, operations)
  return operations
}

const listOperations = (schedule: Schedule) =>
  Array.from({ length: schedule.count }, (_, k) => {
    const operation = operationAt(schedule, k)
    return { operation, formula: formulaOf(schedule, operation), operands: operandsOf(schedule, operation) }
  })
