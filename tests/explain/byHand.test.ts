import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evaluate, type NumberOf } from '../../src/engine/formula/evaluate.ts'
import { constant, difference, number, product } from '../../src/engine/formula/expression.ts'
import type { Slot } from '../../src/engine/layout.ts'
import { quantityOf } from '../../src/engine/quantities.ts'
import type { Schedule } from '../../src/engine/schedule.ts'
import { classicXor, scheduleOf, startOf, startParameters, type Experiment } from '../../src/experiment/experiment.ts'
import { byHand } from '../../src/explain/byHand.ts'
import { kinds } from '../../src/explain/kinds.ts'
import { linesOf } from '../../src/explain/lines.ts'
import { formatGiven, formatNumber, numberSaid } from '../../src/explain/number.ts'
import { start } from '../engine/arbitraries.ts'
import { parametersAfter } from '../engine/helpers.ts'
import { interpret } from '../engine/interpreter.ts'
import { numbersOf, operationsOf } from '../engine/iteration.ts'

/** As the page prints a number in a slot */
const printing =
  (schedule: Schedule, digits: number) =>
  (slot: Slot, value: number): string => {
    const { isTyped, isSigned } = kinds[quantityOf(schedule, slot).kind]
    return isTyped ? formatGiven(value) : formatNumber(value, { digits, signed: isSigned })
  }

/** The operations whose printed numbers do not give the printed result; each line that helps is held against it. */
function misleading(schedule: Schedule, numberOf: NumberOf, digits: number): number {
  const print = printing(schedule, digits)
  let count = 0
  for (const operation of operationsOf(schedule)) {
    const { inNumbers } = linesOf(schedule, operation)
    const { target } = operation
    const result = print(target, numberOf(target))
    const printed = (slot: Slot) => numberSaid(print(slot, numberOf(slot)))
    const help = byHand(inNumbers, target, numberOf, print)
    if (help === null) {
      expect(print(target, evaluate(inNumbers, printed)), `operation ${operation.k + 1}`).toBe(result)
      continue
    }
    count++
    expect(help.rounded).toBe(print(target, evaluate(inNumbers, printed)))
    expect(help.rounded).not.toBe(result)
    expect(help.enough, `operation ${operation.k + 1}`).not.toBeNull()
    const { textOf, result: found } = help.enough!
    expect(
      print(
        target,
        evaluate(inNumbers, (slot) => numberSaid(textOf(slot))),
      ),
    ).toBe(result)
    expect(print(target, numberSaid(found))).toBe(result)
  }
  return count
}

/** What stands in the slots of an iteration of a run */
function numbersAt(experiment: Experiment, iteration: number): NumberOf {
  const schedule = scheduleOf(experiment)
  let parameters = startParameters(experiment)
  for (let done = 0; done < iteration; done++) {
    parameters = parametersAfter(schedule, interpret(schedule, startOf(experiment, schedule, done, parameters)))
  }
  const memory = interpret(schedule, startOf(experiment, schedule, iteration, parameters))
  return (slot) => memory[slot]
}

describe('Computed by hand', () => {
  it('an update is off in its last digit with four digits after the point, and right with five significant ones', () => {
    const formula = difference(number(0), product(number(1), number(2)))
    const numbers = [0.3745401188473625, 0.1, 0.0017595335710219, 0.3743641654902603]
    const help = byHand(
      formula,
      3,
      (slot) => numbers[slot],
      (slot, value) => (slot === 1 ? formatGiven(value) : value.toFixed(4)),
    )
    expect(help?.rounded).toBe('0.3743')
    expect(help?.enough?.digits).toBe(5)
    expect([0, 1, 2].map(help!.enough!.textOf)).toEqual(['0.37454', '0.1', '0.0017595'])
    expect(help?.enough?.result).toBe('0.37436')
  })

  it('what comes out as printed needs no help', () => {
    const half = byHand(
      product(number(0), constant(2)),
      1,
      (slot) => [0.25, 0.5][slot],
      (_, value) => value.toFixed(4),
    )
    expect(half).toBeNull()
  })

  it.each([
    ['XOR', classicXor, 0],
    ['XOR', classicXor, 3000],
    ['XOR', classicXor, 9999],
    ['2-8-8-1', { ...classicXor, hiddenSizes: [8, 8] }, 0],
    ['2-8-8-1', { ...classicXor, hiddenSizes: [8, 8] }, 300],
  ] as [string, Experiment, number][])(
    'every operation of %s comes to its printed result, from what is printed or with the digits that are told (%#)',
    (_, experiment, iteration) => {
      const numberOf = numbersAt(experiment, iteration)
      for (const digits of [2, 4, 6]) misleading(scheduleOf(experiment), numberOf, digits)
      expect(misleading(scheduleOf(experiment), numberOf, 4)).toBeGreaterThan(0)
    },
    60_000,
  )

  it('holds for every network whose numbers are finite, unless rounding of the double itself is in the way', () => {
    fc.assert(
      fc.property(start, fc.integer({ min: 2, max: 8 }), (drawn, digits) => {
        const numberOf = numbersOf(drawn)
        const print = printing(drawn.schedule, digits)
        for (const operation of operationsOf(drawn.schedule)) {
          const { inNumbers } = linesOf(drawn.schedule, operation)
          const help = byHand(inNumbers, operation.target, numberOf, print)
          if (!help) continue
          expect(help.rounded).not.toBe(print(operation.target, numberOf(operation.target)))
          if (!help.enough) continue
          expect(print(operation.target, numberSaid(help.enough.result))).toBe(
            print(operation.target, numberOf(operation.target)),
          )
        }
      }),
      { numRuns: 30 },
    )
  })
})
