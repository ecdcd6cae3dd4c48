import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Layout, Slot } from '../../src/engine/layout.ts'
import type { Network } from '../../src/engine/network.ts'
import type { Operation, OperationName } from '../../src/engine/place.ts'
import { createSchedule, operationAt, type Schedule } from '../../src/engine/schedule.ts'
import { isKnown } from '../../src/engine/trace.ts'
import { range } from './helpers.ts'
import { carriedOut, readingAt } from './interpreter.ts'

const xor: Network = {
  sizes: [2, 2, 1],
  activations: ['sigmoid', 'sigmoid'],
  loss: 'halfSquaredError',
  reduction: 'sum',
  trainBiases: true,
}

const operations = (schedule: Schedule) => carriedOut(schedule).map(({ operation }) => operation)

const named = (schedule: Schedule, name: OperationName) =>
  operations(schedule).filter((operation) => operation.name === name)

const operandsOfNamed = (schedule: Schedule, name: OperationName) =>
  carriedOut(schedule).flatMap(({ operation, operands }) => (operation.name === name ? [operands] : []))

describe('XOR 2-2-1 with the full batch', () => {
  const schedule = createSchedule(xor, 4)

  it('has 107 operations: 22 for each sample, the loss of the batch, nine sums and nine updates', () => {
    const of = (sample: number | 'batch') => operations(schedule).filter((operation) => operation.sample === sample)
    /** Of weights, and of biases */
    const counts = (name: OperationName) => [
      named(schedule, name).filter(({ source }) => source !== null).length,
      named(schedule, name).filter(({ source }) => source === null).length,
    ]
    expect(schedule.count).toBe(107)
    for (const n of range(4)) expect(of(n)).toHaveLength(22)
    expect(of('batch')).toHaveLength(19)
    expect(named(schedule, 'batchLoss')).toHaveLength(1)
    expect(counts('gradient')).toEqual([6, 3])
    expect(counts('update')).toEqual([6, 3])
  })

  it('goes forward unit by unit, each with its weighted sum and then its activation', () => {
    const forward = operations(schedule).filter(({ sample, stage }) => sample === 0 && stage === 'forward')
    expect(forward.map(({ name, layer, unit }) => [name, layer, unit])).toEqual([
      ['weightedSum', 1, 0],
      ['activation', 1, 0],
      ['weightedSum', 1, 1],
      ['activation', 1, 1],
      ['weightedSum', 2, 0],
      ['activation', 2, 0],
    ])
  })

  it('goes back from the output to the hidden layer, to ∂L/∂a and then to δ', () => {
    const backward = operations(schedule).filter(({ sample, stage }) => sample === 0 && stage === 'backward')
    expect(backward.map(({ name, layer, unit }) => [name, layer, unit])).toEqual([
      ['lossDerivative', 2, 0],
      ['delta', 2, 0],
      ['backSum', 1, 0],
      ['delta', 1, 0],
      ['backSum', 1, 1],
      ['delta', 1, 1],
    ])
  })

  it('takes the gradients of the output unit first, the weights of a unit before its bias', () => {
    const gradients = operations(schedule).filter(({ sample, stage }) => sample === 3 && stage === 'gradients')
    expect(gradients.map(({ name, layer, unit, source }) => [name, layer, unit, source])).toEqual([
      ['share', 2, 0, 0],
      ['share', 2, 0, 1],
      ['share', 2, 0, null],
      ['share', 1, 0, 0],
      ['share', 1, 0, 1],
      ['share', 1, 0, null],
      ['share', 1, 1, 0],
      ['share', 1, 1, 1],
      ['share', 1, 1, null],
    ])
  })

  it('updates every parameter once, in the order in which they are stored', () => {
    const { layout } = schedule
    const updates = named(schedule, 'update')
    const updated = updates.map(({ layer, unit, source }) => layout.parameter(layer, unit, source))
    expect([...updated].sort((one, other) => one - other)).toEqual(range(9))
    expect(updates.map(({ target }) => target)).toEqual(range(9).map((p) => updates[0].target + p))
    expect(updates[0]).toMatchObject({ layer: 1, unit: 0, source: 0, k: schedule.firstUpdate })
    expect(operandsOfNamed(schedule, 'update')[0]).toEqual([
      layout.parameter(1, 0, 0),
      layout.learningRate,
      layout.gradient(1, 0, 0),
    ])
  })

  it('reads for a weighted sum each weight with the activation it is multiplied by, and last the bias', () => {
    const { layout } = schedule
    const [, , output] = operandsOfNamed(schedule, 'weightedSum')
    expect(output).toEqual([
      layout.parameter(2, 0, 0),
      layout.activation(0, 1, 0),
      layout.parameter(2, 0, 1),
      layout.activation(0, 1, 1),
      layout.parameter(2, 0, null),
    ])
  })

  it('gives the loss a place of its own after the outputs', () => {
    const losses = operations(schedule).filter(({ stage }) => stage === 'loss')
    expect(losses.map(({ sample, layer, unit, source }) => [sample, layer, unit, source])).toEqual(
      [0, 1, 2, 3, 'batch'].map((sample) => [sample, 3, 0, null]),
    )
  })
})

it('gives a single sample sums of one share each', () => {
  const schedule = createSchedule(xor, 1)
  expect(schedule.count).toBe(22 + 19)
  const sums = [...operandsOfNamed(schedule, 'batchLoss'), ...operandsOfNamed(schedule, 'gradient')]
  expect(sums.map((operands) => operands.length)).toEqual(Array<number>(10).fill(1))
})

it('has no back-sum in a network without a hidden layer', () => {
  const schedule = createSchedule({ ...xor, sizes: [2, 1], activations: ['sigmoid'] }, 4)
  expect(named(schedule, 'backSum')).toEqual([])
  expect(schedule.count).toBe(4 * 8 + 1 + 3 + 3)
})

describe('with fixed biases', () => {
  const schedule = createSchedule({ ...xor, trainBiases: false }, 4)

  it('neither computes nor sums a gradient of a bias, nor updates one', () => {
    const { layout } = schedule
    const ofBiases = (['share', 'gradient', 'update'] as const).flatMap((name) =>
      named(schedule, name).filter(({ source }) => source === null),
    )
    expect(ofBiases).toEqual([])
    expect(schedule.count).toBe(4 * 19 + 1 + 6 + 6)
    const slots = [layout.share(0, 1, 0, null), layout.gradient(1, 0, null), layout.updated(1, 0, null)]
    expect(slots).toEqual([null, null, null])
  })

  it('still adds the biases to the weighted sums', () => {
    const sums = carriedOut(schedule).filter(({ operation }) => operation.name === 'weightedSum')
    expect(sums).toHaveLength(12)
    for (const { operation, operands } of sums) {
      expect(operands.at(-1)).toBe(schedule.layout.parameter(operation.layer, operation.unit, null))
    }
  })
})

describe('with cross-entropy', () => {
  const schedule = createSchedule({ ...xor, loss: 'binaryCrossEntropy' }, 4)

  it('takes δ of an output straight from its activation and target', () => {
    const { layout } = schedule
    const outputs = operations(schedule).filter(({ stage, layer }) => stage === 'backward' && layer === 2)
    expect(outputs.map(({ name }) => name)).toEqual(Array<OperationName>(4).fill('pairedDelta'))
    const [, operands] = operandsOfNamed(schedule, 'pairedDelta')
    expect(operands).toEqual([layout.activation(1, 2, 0), layout.target(1, 0)])
    expect(outputs[1].target).toBe(layout.delta(1, 2, 0))
  })

  it('never computes ∂L/∂a of an output', () => {
    for (const n of range(4)) expect(schedule.layout.activationGradient(n, 2, 0)).toBeNull()
    expect(named(schedule, 'lossDerivative')).toEqual([])
    expect(schedule.count).toBe(107 - 4)
  })

  it('goes on through the hidden layer as with any loss', () => {
    expect(named(schedule, 'backSum')).toHaveLength(8)
    expect(named(schedule, 'delta')).toHaveLength(8)
  })
})

describe('eight hidden layers of 64 units with a batch of 1,000', () => {
  const hidden = Array<number>(8).fill(64)
  const network: Network = {
    sizes: [2, ...hidden, 1],
    activations: [...hidden.map(() => 'tanh' as const), 'sigmoid'],
    loss: 'meanSquaredError',
    reduction: 'mean',
    trainBiases: true,
  }
  const samples = 1000
  const schedule = createSchedule(network, samples)
  const units = 8 * 64 + 1
  const parameters = 64 * (2 + 1) + 7 * 64 * (64 + 1) + (64 + 1)

  it('have 31 million operations', () => {
    expect(schedule.count).toBe(samples * (4 * units + 1 + parameters) + 1 + 2 * parameters)
    expect(schedule.count).toBe(31_488_755)
  })

  it('take as many stretches as layers and stages, and no list of units, samples or operations', () => {
    const { ofSample, ofBatch } = schedule.layout.outline
    const layers = hidden.length + 1
    expect(ofSample.stretches).toHaveLength(3 * layers + 1)
    expect(ofBatch.stretches).toHaveLength(2 * layers + 1)
    expect(Math.max(...lengthsIn(schedule))).toBeLessThan(64)
  })

  it('give any operation for its index, at the place where the layout has its slot, with operands known by then', () => {
    const { layout, count } = schedule
    fc.assert(
      fc.property(fc.nat({ max: count - 1 }), (k) => {
        const { operation, operands } = readingAt(schedule, k)
        expect(targetAt(layout, operation)).toBe(layout.givenCount + k)
        expect(operation).toMatchObject({ k, target: layout.givenCount + k })
        expect(operands.filter((slot) => !isKnown(layout, slot, k))).toEqual([])
      }),
      { numRuns: 1000 },
    )
  })

  it('begin with the first weighted sum and end with the update of the last bias', () => {
    expect(operationAt(schedule, 0)).toMatchObject({ name: 'weightedSum', sample: 0, layer: 1, unit: 0 })
    expect(operationAt(schedule, schedule.count - 1)).toMatchObject({ name: 'update', layer: 9, unit: 0, source: null })
  })
})

/** The slot that the layout has for what an operation is about. */
function targetAt(layout: Layout, { name, sample, layer, unit, source }: Operation): Slot | null {
  if (name === 'batchLoss') return layout.batchLoss
  if (name === 'gradient') return layout.gradient(layer, unit, source)
  if (name === 'update') return layout.updated(layer, unit, source)
  if (sample === 'batch') return null
  if (name === 'loss') return layout.loss(sample)
  if (name === 'share') return layout.share(sample, layer, unit, source)
  const slotOf = {
    weightedSum: layout.weightedSum,
    activation: layout.activation,
    lossDerivative: layout.activationGradient,
    backSum: layout.activationGradient,
    delta: layout.delta,
    pairedDelta: layout.delta,
  }
  return slotOf[name](sample, layer, unit)
}

/** The length of every array and map that an object leads to. */
function lengthsIn(value: unknown): number[] {
  if (value === null || typeof value !== 'object') return []
  const lengths = Array.isArray(value) || ArrayBuffer.isView(value) ? [Object.keys(value).length] : []
  const parts = value instanceof Map ? [[...value.values()]] : Object.values(value)
  return [...lengths, ...parts.flatMap(lengthsIn)]
}
