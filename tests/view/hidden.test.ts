import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../src/engine/random.ts'
import { operationAt } from '../../src/engine/schedule.ts'
import { parametersAt } from '../../src/engine/parameters.ts'
import {
  classicXor,
  datasetOf,
  networkOf,
  scheduleOf,
  startParameters,
  type Experiment,
} from '../../src/experiment/experiment.ts'
import { createPassage } from '../../src/probe/passage.ts'
import { updatesDone } from '../../src/view/chart/parameters.ts'
import { lastDelta, momentsOf, roomFor, updatesAt, usedRows } from '../../src/view/panels/hidden/run.ts'
import {
  cut,
  decisionLine,
  fittingUnits,
  labelPlaces,
  rangeOf,
  sidesOf,
  type Line,
  type Pair,
} from '../../src/view/panels/hidden/space.ts'
import { spokenSpace } from '../../src/view/panels/hidden/spokenSpace.ts'
import { logarithmicRange, powersWithin } from '../../src/view/chart/ticks.ts'
import { tickText } from '../../src/view/chart/tickText.ts'
import { allParameters, range } from '../engine/helpers.ts'
import { lessonOf, oneByOne, parametersShown } from '../store/helpers.ts'

const deep: Experiment = { ...classicXor, hiddenSizes: [3, 2], hiddenActivation: 'tanh', reduction: 'mean' }

describe('the parameters at the cursor', () => {
  it.each([classicXor, deep, oneByOne])('are those that are shown, after every operation', (experiment) => {
    const { lesson } = lessonOf(experiment)
    const { schedule, trace } = lesson.getState()
    for (let step = 0; step <= schedule.count; step++) {
      lesson.getState().goTo({ iteration: 0, step })
      const shown = parametersShown(lesson.getState())
      const expected = new Float64Array(schedule.layout.parameterCount)
      for (const [at, { layer, unit, source }] of allParameters(schedule).entries()) {
        expected[schedule.layout.parameter(layer, unit, source)] = shown[at] ?? NaN
      }
      const updates = updatesDone({ schedule, cursor: { iteration: 0, step } })
      expect(parametersAt(schedule, trace, schedule.firstUpdate + updates)).toEqual(expected)
    }
  })

  it('stand, over the run, behind so many updates: those of this iteration count in part', () => {
    const schedule = scheduleOf(classicXor)
    const at = (step: number) => updatesAt({ schedule, cursor: { iteration: 7, step } })
    expect([at(0), at(98), at(101), at(107)]).toEqual([7, 7, 7 + 3 / 9, 8])
  })
})

describe('which rows are used', () => {
  it('are at most as many as may be, every n-th with n a power of 2, and no fewer than needed', () => {
    fc.assert(
      fc.property(fc.nat({ max: 5_000 }), fc.integer({ min: 2, max: 300 }), (rows, most) => {
        const used = usedRows({ stride: 1, values: new Float64Array(rows) }, 1, most).map(({ iteration }) => iteration)
        const every = used.length > 1 ? used[1] : 1
        expect(Number.isInteger(Math.log2(every))).toBe(true)
        expect(used.length).toBeLessThanOrEqual(most)
        expect(used).toEqual(range(Math.ceil(rows / every)).map((row) => row * every))
        if (every > 1) expect(Math.ceil(rows / (every / 2))).toBeGreaterThan(most)
      }),
    )
  })

  it('are found again when every second one has been dropped meanwhile', () => {
    const rowsOf = (stride: number, count: number) => ({ stride, values: new Float64Array(3 * count) })
    const before = usedRows(rowsOf(2, 500), 3, 200).map(({ iteration }) => iteration)
    const after = usedRows(rowsOf(4, 300), 3, 200).map(({ iteration }) => iteration)
    expect(before.slice(0, 3)).toEqual([0, 8, 16])
    expect(before.every((iteration) => after.includes(iteration))).toBe(true)
  })

  it('begin where the iteration says', () => {
    const values = Float64Array.from({ length: 30 }, (_, index) => index)
    expect(usedRows({ stride: 5, values }, 3, 4)).toEqual([
      { iteration: 0, from: 0 },
      { iteration: 20, from: 12 },
      { iteration: 40, from: 24 },
    ])
  })

  it('are none where nothing is kept yet', () => {
    expect(usedRows({ stride: 1, values: new Float64Array(0) }, 3, 4)).toEqual([])
  })
})

describe('a parameter over the run', () => {
  const rows = { stride: 10, values: Float64Array.of(1, -1, 2, -2, 3, -3) }
  const moments = (updates: number) =>
    momentsOf(rows, 2, 1, { updates, value: 9 }, 100).map((moment) => [moment.updates, moment.value])

  it('has the value at the cursor in its place among those that are kept', () => {
    expect(moments(25)).toEqual([[0, -1], [10, -2], [20, -3], [25, 9]]) // prettier-ignore
    expect(moments(14.5)).toEqual([[0, -1], [10, -2], [14.5, 9], [20, -3]]) // prettier-ignore
  })

  it('has it instead of a kept one of the same moment', () => {
    expect(moments(0)).toEqual([[0, 9], [10, -2], [20, -3]]) // prettier-ignore
    expect(moments(20)).toEqual([[0, -1], [10, -2], [20, 9]]) // prettier-ignore
  })

  it('is the value at the cursor alone where nothing is kept yet', () => {
    const nothing = { stride: 1, values: new Float64Array(0) }
    expect(momentsOf(nothing, 2, 1, { updates: 0, value: 9 }, 100)).toEqual([{ updates: 0, value: 9 }])
  })
})

describe('the mean of |δ|', () => {
  it('is known after the last delta of the last sample, and not before', () => {
    for (const experiment of [classicXor, deep]) {
      const schedule = scheduleOf(experiment)
      const names = range(schedule.count).map((k) => operationAt(schedule, k).name)
      expect(lastDelta(schedule)).toBe(names.lastIndexOf('delta'))
    }
  })
})

describe('hidden space', () => {
  it.each(['sigmoid', 'tanh', 'identity', 'relu'] as const)(
    'has the output 0.5 on the line: %s',
    (outputActivation) => {
      const experiment: Experiment = { ...classicXor, outputActivation }
      const schedule = scheduleOf(experiment)
      const random = createRandom(5)
      const parameters = Float64Array.from({ length: 9 }, () => 4 * random.uniform() - 2)
      const line = decisionLine(schedule, parameters, 1)!
      const functions = {
        sigmoid: (z: number) => 1 / (1 + Math.exp(-z)),
        tanh: Math.tanh,
        identity: (z: number) => z,
        relu: (z: number) => Math.max(0, z),
      }
      const [v1, v2, c] = parameters.slice(6)
      for (const a1 of [-1, 0, 0.3, 1]) {
        const a2 = -(line.w1 * a1 + line.b) / line.w2
        expect(functions[outputActivation](v1 * a1 + v2 * a2 + c)).toBeCloseTo(0.5, 12)
      }
    },
  )

  it('has a point for a line where one unit feeds the output', () => {
    const experiment: Experiment = { ...classicXor, hiddenSizes: [1] }
    const parameters = Float64Array.of(1, 1, 0, 4, -3)
    expect(decisionLine(scheduleOf(experiment), parameters, 1)).toEqual({ w1: 4, w2: 0, b: -3 })
  })

  it('has no line where more units feed the output, or others', () => {
    const lineOf = (hiddenSizes: number[], layer: number) => {
      const experiment = { ...classicXor, hiddenSizes }
      return decisionLine(scheduleOf(experiment), startParameters(experiment), layer)
    }
    expect(lineOf([3], 1)).toBeNull()
    expect(lineOf([2, 2], 1)).toBeNull()
    expect(lineOf([2, 3], 1)).toBeNull()
    expect(lineOf([3, 2], 2)).not.toBeNull()
  })

  it('has a sample on the positive side of the line where the output is above 0.5', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const schedule = scheduleOf(classicXor)
        const random = createRandom(seed)
        const parameters = Float64Array.from({ length: 9 }, () => 20 * random.uniform() - 10)
        const passage = createPassage(schedule.network, datasetOf(classicXor))
        const hidden = passage.activations(parameters, 1)
        const points = range(4).map((n): Pair => [hidden[2 * n], hidden[2 * n + 1]])
        const outputs = passage.activations(parameters, 2)
        const sides = sidesOf(decisionLine(schedule, parameters, 1)!, points)
        expect(sides).toEqual([...outputs].map((output) => output > 0.5))
      }),
    )
  })
})

describe('a line through a square', () => {
  const corners: Pair[] = [[0, 0], [1, 0], [1, 1], [0, 1]] // prettier-ignore
  const number = fc.double({ min: -2, max: 2, noNaN: true })
  const line = fc.record({ w1: number, w2: number, b: number })
  const height = ({ w1, w2, b }: Line, [x, y]: Pair) => w1 * x + w2 * y + b

  it('crosses its edges twice or never, and there it is', () => {
    fc.assert(
      fc.property(line, (drawn) => {
        const { crossings } = cut(drawn, corners)
        expect([0, 2]).toContain(crossings.length)
        for (const crossing of crossings) {
          expect(height(drawn, crossing)).toBeCloseTo(0, 12)
          expect(crossing.every((coordinate) => coordinate >= 0 && coordinate <= 1)).toBe(true)
        }
      }),
    )
  })

  it('leaves a side that holds what lies above it, and as much of the square', () => {
    fc.assert(
      fc.property(line, (drawn) => {
        const { side } = cut(drawn, corners)
        for (const corner of side) expect(height(drawn, corner)).toBeGreaterThan(-1e-12)
        const { side: other } = cut({ w1: -drawn.w1, w2: -drawn.w2, b: -drawn.b }, corners)
        const isEverywhere = drawn.w1 === 0 && drawn.w2 === 0 && drawn.b === 0
        if (!isEverywhere) expect(areaOf(side) + areaOf(other)).toBeCloseTo(1, 9)
      }),
    )
  })

  const areaOf = (polygon: Pair[]): number =>
    polygon.reduce((sum, [x1, y1], index) => {
      const [x2, y2] = polygon[(index + 1) % polygon.length]
      return sum + (x1 * y2 - x2 * y1) / 2
    }, 0)
})

describe('the range of an activation', () => {
  it('is its own where it has bounds', () => {
    expect(rangeOf('sigmoid', [0.4])).toEqual([0, 1])
    expect(rangeOf('tanh', [0.4])).toEqual([-1, 1])
  })

  it('is else the next round one that holds all values, from 0 or to both sides', () => {
    expect(rangeOf('relu', [0, 2.7])).toEqual([0, 3])
    expect(rangeOf('identity', [-0.013, 0.01])[1]).toBeCloseTo(0.015, 12)
    expect(rangeOf('identity', [-10, 3])).toEqual([-10, 10])
    expect(rangeOf('relu', [0, 0])).toEqual([0, 1])
    expect(rangeOf('identity', [NaN, Infinity, 2])).toEqual([-2, 2])
    expect(rangeOf('identity', [])).toEqual([-1, 1])
  })
})

it('shows two different units of a layer, the chosen ones where there are such', () => {
  expect(fittingUnits([0, 2], 3)).toEqual([0, 2])
  expect(fittingUnits([2, 1], 2)).toEqual([0, 1])
  expect(fittingUnits([1, 2], 2)).toEqual([1, 0])
  expect(fittingUnits([1, 1], 3)).toEqual([1, 0])
  expect(fittingUnits([1, 2], 1)).toEqual([0, 0])
})

it('labels points on one spot in different places', () => {
  const spots: Pair[] = [[50, 50], [50, 50], [50, 50], [50, 50]] // prettier-ignore
  const places = labelPlaces(spots, 16)
  expect(new Set(places.map(String)).size).toBe(4)
})

it('labels each point in a direction of its own where there is room, so that labels stay when points part', () => {
  const spots: Pair[] = [0, 1, 2, 3].map((n) => [100 * n, 0])
  const directions = labelPlaces(spots, 16).map(([x, y], n) => String([x - 100 * n, y]))
  expect(new Set(directions).size).toBe(4)
})

it('labels a point where no other point stands', () => {
  const [label] = labelPlaces([[50, 50], [66, 34]], 16) // prettier-ignore
  expect(label).not.toEqual([66, 34])
})

describe('the hidden space is spoken of', () => {
  const network = networkOf(classicXor)

  it('sample by sample while there are few', () => {
    const points: Pair[] = [[0.1, 0.2], [0.9, 0.3]] // prettier-ignore
    expect(spokenSpace(network, 1, [0, 1], points, ['none', 'one'])).toBe(
      'The samples by the activations of h1 and h2: sample 1, target below one half, at 0.10, 0.20; sample 2, target above one half, at 0.90, 0.30.',
    )
  })

  it('by how many there are of each kind and where, while there are many', () => {
    const points = range(1000).map((n): Pair => [n / 1000, n % 2])
    const kinds = points.map((_, n) => (n < 600 ? 'one' : 'none'))
    expect(spokenSpace(network, 1, [0, 1], points, kinds)).toBe(
      'The samples by the activations of h1 and h2: 600 samples, target above one half, with h1 from 0.00 to 0.60 and h2 from 0.00 to 1.00; 400 samples, target below one half, with h1 from 0.60 to 1.00 and h2 from 0.00 to 1.00.',
    )
    const onLine = points.map(([x]): Pair => [x, x])
    expect(spokenSpace(network, 1, [1, 1], onLine, kinds)).toContain('above one half, with h2 from 0.00 to 0.60;')
  })
})

it('gives a label its place unless one before it stands there', () => {
  expect(roomFor([100, 110, 125, 83, 200], 17)).toEqual([true, false, true, true, true])
})

describe('a logarithmic scale', () => {
  it('holds all numbers above 0 and two powers of ten at least', () => {
    const numbers = fc.array(
      fc.oneof(fc.double({ min: 1e-12, max: 1e9, noNaN: true }), fc.constantFrom(0, NaN, Infinity)),
    )
    fc.assert(
      fc.property(numbers, (values) => {
        const [low, high] = logarithmicRange(values)
        for (const value of values.filter((each) => each > 0 && each < Infinity)) {
          expect(value).toBeGreaterThanOrEqual(low)
          expect(value).toBeLessThanOrEqual(high)
        }
        const powers = powersWithin([low, high])
        expect(powers.length).toBeGreaterThanOrEqual(2)
        expect(powers.length).toBeLessThanOrEqual(6)
      }),
    )
  })

  it('has powers of ten written as they are', () => {
    expect(powersWithin([9e-5, 0.2]).map(tickText)).toEqual(['1e−4', '0.001', '0.01', '0.1'])
    expect([0, -0.5, 1e5, -3e81, 0.30000000000000004].map(tickText)).toEqual(['0', '−0.5', '1e5', '−3e81', '0.3'])
  })
})
