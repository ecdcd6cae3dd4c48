import { describe, expect, it } from 'vitest'
import { activations } from '../../src/engine/activations.ts'
import { classicXor, datasetOf, scheduleOf, startParameters, type Experiment } from '../../src/experiment/experiment.ts'
import { createWindowMaps, GRID } from '../../src/view/network/windows/windowMaps.ts'
import { range } from '../engine/helpers.ts'

function mapsOf(experiment: Experiment) {
  const { network } = scheduleOf(experiment)
  return createWindowMaps(network, datasetOf(experiment).plane)(startParameters(experiment))
}

/** x₁ and x₂ in the middle of a cell of the map, whose plane is from −¼ to 1¼ */
const inputsAt = (row: number, column: number) =>
  [column, GRID - 1 - row].map((index) => -0.25 + (1.5 * (index + 0.5)) / GRID)

describe('the map in a unit', () => {
  it('is, of an input, its ramp: from left to right, or upwards', () => {
    const [[first, second]] = mapsOf(classicXor)
    for (const [row, column] of [
      [0, 0],
      [3, 20],
      [27, 27],
    ]) {
      const [x1, x2] = inputsAt(row, column)
      expect(first.values[row * GRID + column]).toBeCloseTo(x1, 12)
      expect(second.values[row * GRID + column]).toBeCloseTo(x2, 12)
    }
    expect(first.scale).toEqual({ level: 0.5, reach: 0.75 })
    expect(first.line).toEqual([])
  })

  it('is, of a hidden unit, its activation, with a line where its weighted sum is 0', () => {
    for (const hiddenActivation of ['sigmoid', 'tanh', 'relu'] as const) {
      const experiment = { ...classicXor, hiddenActivation, seed: 3 }
      const parameters = startParameters(experiment)
      const { layout } = scheduleOf(experiment)
      const [, hidden] = mapsOf(experiment)
      hidden.forEach(({ values, line }, unit) => {
        const [w1, w2, b] = [0, 1, null].map((source) => parameters[layout.parameter(1, unit, source)])
        const z = ([x1, x2]: number[]) => w1 * x1 + w2 * x2 + b
        for (const point of range(GRID * GRID)) {
          const expected = activations[hiddenActivation].value(z(inputsAt(Math.floor(point / GRID), point % GRID)))
          expect(values[point]).toBeCloseTo(expected, 12)
        }
        for (const at of range(line.length / 2)) {
          expect(z(inputsAt(line[2 * at + 1] - 0.5, line[2 * at] - 0.5))).toBeCloseTo(0, 9)
        }
      })
    }
  })

  it('is there for every unit, and is read at one half where it is the answer', () => {
    const maps = mapsOf({ ...classicXor, hiddenSizes: [8, 8], outputActivation: 'tanh' })
    expect(maps.map((units) => units.length)).toEqual([2, 8, 8, 1])
    expect(maps[3][0].scale).toEqual({ level: 0.5, reach: 0.5 })
    for (const { values } of maps.flat()) expect(values).toHaveLength(GRID * GRID)
  })
})
