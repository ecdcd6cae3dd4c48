import { describe, expect, it } from 'vitest'
import type { Network } from '../../src/engine/network.ts'
import { createSchedule, type OperationName, type Schedule } from '../../src/engine/schedule.ts'
import { range } from './helpers.ts'

const xor: Network = {
  sizes: [2, 2, 1],
  activations: ['sigmoid', 'sigmoid'],
  loss: 'halfSquaredError',
  reduction: 'sum',
  trainBiases: true,
}

const operations = ({ steps }: Schedule, sample?: number | 'batch') =>
  steps.filter((step) => sample === undefined || step.sample === sample).map(({ operation }) => operation)

const count = (schedule: Schedule, operation: OperationName) =>
  operations(schedule).filter((name) => name === operation).length

describe('XOR 2-2-1 with the full batch', () => {
  const schedule = createSchedule(xor, 4)

  it('has 107 operations: 22 for each sample, the loss of the batch, nine sums and nine updates', () => {
    expect(schedule.steps).toHaveLength(107)
    for (const n of range(4)) expect(operations(schedule, n)).toHaveLength(22)
    expect(operations(schedule, 'batch')).toHaveLength(19)
    expect(count(schedule, 'batchLoss')).toBe(1)
    expect(count(schedule, 'batchWeightGradient')).toBe(6)
    expect(count(schedule, 'batchBiasGradient')).toBe(3)
    expect(count(schedule, 'weightUpdate')).toBe(6)
    expect(count(schedule, 'biasUpdate')).toBe(3)
  })

  it('goes forward unit by unit, each with its weighted sum and then its activation', () => {
    const forward = schedule.steps.filter(({ sample, stage }) => sample === 0 && stage === 'forward')
    expect(forward.map(({ operation, layer, unit }) => [operation, layer, unit])).toEqual([
      ['weightedSum', 1, 0],
      ['activation', 1, 0],
      ['weightedSum', 1, 1],
      ['activation', 1, 1],
      ['weightedSum', 2, 0],
      ['activation', 2, 0],
    ])
  })

  it('goes back from the output to the hidden layer, to ∂L/∂a and then to δ', () => {
    const backward = schedule.steps.filter(({ sample, stage }) => sample === 0 && stage === 'backward')
    expect(backward.map(({ operation, layer, unit }) => [operation, layer, unit])).toEqual([
      ['lossDerivative', 2, 0],
      ['delta', 2, 0],
      ['backSum', 1, 0],
      ['delta', 1, 0],
      ['backSum', 1, 1],
      ['delta', 1, 1],
    ])
  })

  it('takes the gradients of the output unit first, the weights of a unit before its bias', () => {
    const gradients = schedule.steps.filter(({ sample, stage }) => sample === 3 && stage === 'gradients')
    expect(gradients.map(({ operation, layer, unit, source }) => [operation, layer, unit, source])).toEqual([
      ['weightGradient', 2, 0, 0],
      ['weightGradient', 2, 0, 1],
      ['biasGradient', 2, 0, null],
      ['weightGradient', 1, 0, 0],
      ['weightGradient', 1, 0, 1],
      ['biasGradient', 1, 0, null],
      ['weightGradient', 1, 1, 0],
      ['weightGradient', 1, 1, 1],
      ['biasGradient', 1, 1, null],
    ])
  })

  it('updates every parameter once, in the order in which they are stored', () => {
    const updates = schedule.steps.filter(({ stage }) => stage === 'update')
    const { layout } = schedule
    expect(updates.map(({ target }) => target).sort((one, other) => one - other)).toEqual(range(9))
    expect(updates[0]).toMatchObject({ operation: 'weightUpdate', layer: 1, unit: 0, source: 0 })
    expect(updates[0].operands).toEqual([
      layout.weight(1, 0, 0),
      layout.learningRate,
      layout.batchWeightGradient(1, 0, 0),
    ])
  })

  it('reads for a weighted sum each weight with the activation it is multiplied by, and last the bias', () => {
    const { layout, steps } = schedule
    const output = steps.find(({ operation, layer }) => operation === 'weightedSum' && layer === 2)!
    expect(output.operands).toEqual([
      layout.weight(2, 0, 0),
      layout.activation(0, 1, 0),
      layout.weight(2, 0, 1),
      layout.activation(0, 1, 1),
      layout.bias(2, 0),
    ])
  })

  it('gives the loss a place of its own after the outputs', () => {
    const losses = schedule.steps.filter(({ stage }) => stage === 'loss')
    expect(losses.map(({ sample, layer, unit, source }) => [sample, layer, unit, source])).toEqual(
      [0, 1, 2, 3, 'batch'].map((sample) => [sample, 3, 0, null]),
    )
  })
})

it('gives a single sample sums of one share each', () => {
  const { steps } = createSchedule(xor, 1)
  expect(steps).toHaveLength(22 + 19)
  const sums = steps.filter(({ operation }) => operation.startsWith('batch'))
  expect(sums.map(({ operands }) => operands.length)).toEqual(Array<number>(10).fill(1))
})

it('has no back-sum in a network without a hidden layer', () => {
  const schedule = createSchedule({ ...xor, sizes: [2, 1], activations: ['sigmoid'] }, 4)
  expect(count(schedule, 'backSum')).toBe(0)
  expect(schedule.steps).toHaveLength(4 * 8 + 1 + 3 + 3)
})

describe('with fixed biases', () => {
  const schedule = createSchedule({ ...xor, trainBiases: false }, 4)

  it('neither computes nor sums a gradient of a bias, nor updates one', () => {
    expect(count(schedule, 'biasGradient')).toBe(0)
    expect(count(schedule, 'batchBiasGradient')).toBe(0)
    expect(count(schedule, 'biasUpdate')).toBe(0)
    expect(schedule.steps).toHaveLength(4 * 19 + 1 + 6 + 6)
  })

  it('still adds the biases to the weighted sums', () => {
    const sums = schedule.steps.filter(({ operation }) => operation === 'weightedSum')
    expect(sums.map(({ operands, layer, unit }) => operands.at(-1) === schedule.layout.bias(layer, unit))).toEqual(
      Array<boolean>(12).fill(true),
    )
  })
})

describe('with cross-entropy', () => {
  const schedule = createSchedule({ ...xor, loss: 'binaryCrossEntropy' }, 4)

  it('takes δ of an output straight from its activation and target', () => {
    const { layout } = schedule
    const outputs = schedule.steps.filter(({ stage, layer }) => stage === 'backward' && layer === 2)
    expect(outputs.map(({ operation }) => operation)).toEqual(Array<OperationName>(4).fill('pairedDelta'))
    expect(outputs[1].operands).toEqual([layout.activation(1, 2, 0), layout.target(1, 0)])
    expect(outputs[1].target).toBe(layout.delta(1, 2, 0))
  })

  it('never computes ∂L/∂a of an output', () => {
    const { layout, writtenAt } = schedule
    for (const n of range(4)) expect(writtenAt[layout.activationGradient(n, 2, 0)]).toBe(-1)
    expect(count(schedule, 'lossDerivative')).toBe(0)
    expect(schedule.steps).toHaveLength(107 - 4)
  })

  it('goes on through the hidden layer as with any loss', () => {
    expect(count(schedule, 'backSum')).toBe(8)
    expect(count(schedule, 'delta')).toBe(8)
  })
})
