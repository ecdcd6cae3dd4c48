import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Network } from '../../src/engine/network.ts'
import { currentSlot, parametersAt, parametersOf } from '../../src/engine/parameters.ts'
import type { ParameterPlace } from '../../src/engine/place.ts'
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
  }, 60_000)

  it('stand each in its own slot until its update, and from then on in the slot that the update wrote', () => {
    fc.assert(
      fc.property(start, ({ schedule }) => {
        const places = allParameters(schedule)
        const foundAt = ({ layer, unit, source }: ParameterPlace) => schedule.layout.parameter(layer, unit, source)
        /** By the slot in which the iteration found the parameter */
        const current = new Map(places.map((place) => [foundAt(place), foundAt(place)]))
        for (let k = 0; k <= schedule.count; k++) {
          const mistaken = places.filter((place) => currentSlot(schedule, place, k) !== current.get(foundAt(place)))
          if (mistaken.length > 0) expect(mistaken, `after ${k} operations`).toEqual([])
          if (k === schedule.count) break
          const { operation } = carriedOut(schedule)[k]
          if (operation.name === 'update') current.set(foundAt(operation), operation.target)
        }
      }),
    )
  }, 60_000)
})

it('lists the parameters of a layer unit by unit, the weights of each before its bias', () => {
  const network: Network = {
    sizes: [2, 3, 1],
    activations: ['sigmoid', 'sigmoid'],
    loss: 'halfSquaredError',
    reduction: 'sum',
    trainBiases: false,
  }
  expect([...parametersOf(network, 1)]).toEqual(
    range(3).flatMap((unit) => [0, 1, null].map((source) => ({ layer: 1, unit, source }))),
  )
  expect([...parametersOf(network, 2)]).toEqual([0, 1, 2, null].map((source) => ({ layer: 2, unit: 0, source })))
})
