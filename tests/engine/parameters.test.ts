import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { currentSlot, parametersAt, parametersOf } from '../../src/engine/parameters.ts'
import { givenNumbers } from '../../src/engine/trace.ts'
import { start } from './arbitraries.ts'
import { allParameters, expectSameBits, parametersAfter, range, traceOf } from './helpers.ts'
import { carriedOut, interpret } from './interpreter.ts'

describe('the parameters after some operations', () => {
  it('are those that the iteration found, but for the ones that are updated by then', () => {
    fc.assert(
      fc.property(start, ({ schedule, givens }) => {
        const { layout, count } = schedule
        const memory = interpret(schedule, givenNumbers(schedule, givens))
        const trace = traceOf(schedule, 0, memory)
        const parameters = Float64Array.from(givens.parameters)
        for (let k = 0; k <= count; k++) {
          expectSameBits(parametersAt(schedule, trace, k), parameters, `after ${k} operations`)
          if (k === count) break
          const { name, layer, unit, source, target } = carriedOut(schedule)[k].operation
          if (name === 'update') parameters[layout.parameter(layer, unit, source)] = memory[target]
        }
        expectSameBits(parameters, parametersAfter(schedule, memory), 'in the end')
      }),
    )
  })

  it('stand each in its own slot until its update, and from then on in the slot that the update wrote', () => {
    fc.assert(
      fc.property(start, ({ schedule }) => {
        const current = new Map(
          allParameters(schedule).map((place) => [
            schedule.layout.parameter(place.layer, place.unit, place.source),
            place,
          ]),
        )
        const slots = new Map([...current.keys()].map((slot) => [slot, slot]))
        for (let k = 0; k <= schedule.count; k++) {
          const mistaken = [...current].filter(([slot, place]) => currentSlot(schedule, place, k) !== slots.get(slot))
          expect(mistaken, `after ${k} operations`).toEqual([])
          if (k === schedule.count) break
          const { name, layer, unit, source, target } = carriedOut(schedule)[k].operation
          if (name === 'update') slots.set(schedule.layout.parameter(layer, unit, source), target)
        }
      }),
    )
  })
})

it('lists the parameters of a layer unit by unit, the weights of each before its bias', () => {
  const network = { ...xor, sizes: [2, 2, 1] }
  expect([...parametersOf(network, 2)].map(({ source }) => source)).toEqual([0, 1, null])
  expect([...parametersOf(network, 1)]).toEqual(
    range(2).flatMap((unit) => [0, 1, null].map((source) => ({ layer: 1, unit, source }))),
  )
})

const xor = {
  activations: ['sigmoid', 'sigmoid'] as const,
  loss: 'halfSquaredError' as const,
  reduction: 'sum' as const,
  trainBiases: true,
}
