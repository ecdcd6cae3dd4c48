import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { activations, type ActivationName } from '../../src/engine/activations.ts'
import { atPlace } from '../../src/engine/formula/atPlace.ts'
import { evaluate } from '../../src/engine/formula/evaluate.ts'
import { number } from '../../src/engine/formula/expression.ts'
import {
  evaluateOperation,
  formulaOf,
  generalFormulaOf,
  operandsOf,
  textbookLoss,
} from '../../src/engine/formula/formulas.ts'
import { losses, type LossName } from '../../src/engine/losses.ts'
import { createSchedule, operationAt } from '../../src/engine/schedule.ts'
import { start } from './arbitraries.ts'
import { expand, plainForm } from './expand.ts'
import { numbersOf, operationsOf } from './iteration.ts'
import { plainOperands, plainValue } from './plainOperations.ts'

describe('The formula of an operation', () => {
  it('gives, bit for bit, what the equation gives when it is written without trees, and what the kernels compute', () => {
    fc.assert(
      fc.property(start, (drawn) => {
        const { schedule } = drawn
        const numberOf = numbersOf(drawn)
        for (const operation of operationsOf(schedule)) {
          const value = evaluateOperation(schedule, operation, numberOf)
          const plain = plainValue(schedule, operation, operandsOf(schedule, operation).map(numberOf))
          expect(value, operation.name).toBe(plain)
          expect(value, operation.name).toBe(numberOf(operation.target))
        }
      }),
    )
  })

  it('gives the same bits where numbers are not finite', () => {
    const strange = fc.constantFrom(NaN, Infinity, -Infinity, 0, 1e308, -1e308, 5e-324, 1, -800)
    fc.assert(
      fc.property(start, fc.array(strange, { minLength: 7, maxLength: 7 }), ({ schedule }, values) => {
        const numberOf = (slot: number) => values[slot % values.length]
        for (const operation of operationsOf(schedule)) {
          const plain = plainValue(schedule, operation, operandsOf(schedule, operation).map(numberOf))
          expect(evaluateOperation(schedule, operation, numberOf), operation.name).toBe(plain)
        }
      }),
    )
  })

  it('reads the operands of the equation, in its order', () => {
    fc.assert(
      fc.property(start, ({ schedule }) => {
        for (const operation of operationsOf(schedule)) {
          expect(operandsOf(schedule, operation)).toEqual(plainOperands(schedule, operation))
        }
      }),
    )
  })

  it('is, at its place, what the general formula says of any unit and sample', () => {
    fc.assert(
      fc.property(start, ({ schedule }) => {
        for (const operation of operationsOf(schedule)) {
          const { name, layer, source } = operation
          const general = generalFormulaOf(schedule, { name, layer, source: source === null ? null : 'i' })
          const expanded = expand(general, schedule, operation)
          expect(plainForm(expanded)).toEqual(plainForm(formulaOf(schedule, operation)))
        }
      }),
    )
  })

  it('is built in no time, however long its sum', () => {
    const schedule = createSchedule(
      {
        sizes: [2, 1000, 1],
        activations: ['relu', 'sigmoid'],
        loss: 'meanSquaredError',
        reduction: 'mean',
        trainBiases: true,
      },
      1000,
    )
    const started = performance.now()
    const lengths = [schedule.count - 1, schedule.layout.batchLoss - schedule.layout.givenCount].map(
      (k) => operandsOf(schedule, operationAt(schedule, k)).length,
    )
    expect(lengths).toEqual([3, 1000])
    expect(performance.now() - started).toBeLessThan(50)
  })
})

describe('What is written out', () => {
  const finite = fc.double({ min: -30, max: 30, noNaN: true })
  const names = Object.keys(activations) as ActivationName[]

  it.each(names)('as the definition of %s is the function', (name) => {
    fc.assert(
      fc.property(finite, (z) => {
        const value = evaluate(activations[name].definition(number(0)), () => z)
        expect(Math.abs(value - activations[name].value(z))).toBeLessThan(1e-14)
      }),
    )
  })

  it.each(names)('as the slope of %s is, bit for bit, the slope', (name) => {
    fc.assert(
      fc.property(fc.double(), (z) => {
        const { value, slope, slopeDefinition } = activations[name]
        const numbers = [z, value(z)]
        expect(evaluate(slopeDefinition(number(0), number(1)), (slot) => numbers[slot])).toBe(slope(z, value(z)))
      }),
    )
  })

  it.each(Object.keys(losses) as LossName[])('as the term and the slope of %s is, bit for bit, both', (name) => {
    fc.assert(
      fc.property(fc.double(), fc.double(), (output, y) => {
        const { term, slope, termDefinition, slopeDefinition } = losses[name]
        const numberOf = (slot: number) => [output, y][slot]
        expect(evaluate(termDefinition(number(0), number(1)), numberOf) + 0).toBe(term(output, y) + 0)
        expect(evaluate(slopeDefinition(number(0), number(1)), numberOf)).toBe(slope(output, y))
      }),
    )
  })

  it('as the loss of the textbook is the loss', () => {
    fc.assert(
      fc.property(start, (drawn) => {
        const { schedule } = drawn
        const numberOf = numbersOf(drawn)
        for (const operation of operationsOf(schedule)) {
          if (operation.name !== 'loss') continue
          const value = evaluate(textbookLoss(atPlace(schedule, operation)), numberOf)
          expect(Math.abs(value - numberOf(operation.target))).toBeLessThan(1e-9)
        }
      }),
    )
  })
})
