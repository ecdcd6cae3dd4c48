import { describe, expect, it } from 'vitest'
import { createSchedule } from '../../src/engine/schedule.ts'
import { givenNumbers } from '../../src/engine/trace.ts'
import type { Interval, Plane } from '../../src/experiment/data/dataset.ts'
import { classicXor, scheduleOf, startParameters, type Experiment } from '../../src/experiment/experiment.ts'
import { createSurface } from '../../src/probe/surface.ts'
import { range } from '../engine/helpers.ts'
import { interpret } from '../engine/interpreter.ts'

const deep: Experiment = { ...classicXor, hiddenSizes: [3, 2], hiddenActivation: 'tanh' }
const GRID = 4
const POINTS = GRID * GRID

describe('a surface', () => {
  const { network } = scheduleOf(deep)
  /** Other in each direction, so that neither stands for the other */
  const plane: Plane = { x: [-1, 2], y: [0.5, 1.5] }
  const parameters = startParameters(deep)
  const maps = network.sizes.flatMap((size, layer) =>
    layer === 0
      ? []
      : range(size).flatMap((unit) => (['activation', 'weightedSum'] as const).map((of) => ({ of, layer, unit }))),
  )

  it('has z and a of every unit at the middle of every cell, the first row at the top, bit for bit', () => {
    const middle = ([low, high]: Interval, index: number) => low + ((index + 0.5) / GRID) * (high - low)
    const points = range(POINTS).map((point) => [
      middle(plane.x, point % GRID),
      middle(plane.y, GRID - 1 - Math.floor(point / GRID)),
    ])
    const schedule = createSchedule(network, POINTS)
    const targets = new Float64Array(POINTS)
    const memory = interpret(
      schedule,
      givenNumbers(schedule, { parameters, learningRate: 0, inputs: points.flat(), targets }),
    )

    const found = createSurface(network, plane, GRID).evaluate(parameters, maps)
    for (const [index, { of, layer, unit }] of maps.entries()) {
      const expected = Float64Array.from(range(POINTS), (point) => memory[schedule.layout[of](point, layer, unit)])
      expect(found[index]).toEqual(expected)
    }
  })

  it('has the numbers that are asked for, in that order, and no others', () => {
    const surface = createSurface(network, plane, GRID)
    const all = surface.evaluate(parameters, maps)
    const some = surface.evaluate(parameters, [maps[4], maps[1]])
    expect(some).toEqual([all[4], all[1]])
  })

  it('keeps nothing of the parameters before', () => {
    const surface = createSurface(network, plane, GRID)
    const first = surface.evaluate(parameters, maps)
    const others = surface.evaluate(
      parameters.map((value) => -value),
      maps,
    )
    expect(others).not.toEqual(first)
    expect(surface.evaluate(parameters, maps)).toEqual(first)
  })
})
