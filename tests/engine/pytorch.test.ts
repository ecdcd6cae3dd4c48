import { describe, expect, it } from 'vitest'
import type { Network } from '../../src/engine/network.ts'
import { createSchedule } from '../../src/engine/schedule.ts'
import reference from '../golden/torch-grad.json'
import { expectSameBits, expectWithin, flatParameters, memoriesAt, numbersOf, read, traceOf } from './helpers.ts'
import { torchNetwork } from './torch.ts'

const firstStep = { relative: 1e-10, absolute: 1e-13 }
const training = { relative: 1e-8, absolute: 1e-10 }

describe.each(reference.cases)('PyTorch agrees on $id', (torch) => {
  const schedule = createSchedule(torchNetwork(torch), torch.X.length)
  const givens = {
    parameters: flatParameters(torch.init),
    learningRate: torch.lr,
    inputs: torch.X.flat(),
    targets: torch.Y.flat(),
  }
  const memories = memoriesAt(schedule, givens, [0, 1, 5, 50])
  /** Every number of the iteration that starts from k updates. */
  const startingFrom = (k: number) => read(schedule, memories.get(k)!)

  it('in the forward pass and the loss', () => {
    const { z, a, sampleLosses, loss } = startingFrom(0)
    expectWithin(firstStep, z, torch.first.z, 'z')
    expectWithin(firstStep, a, torch.first.a, 'a')
    expectWithin(firstStep, sampleLosses, torch.first.perSample, 'L_n')
    expectWithin(firstStep, loss, torch.first.loss, 'L')
  })

  it('in the backward pass and the gradients', () => {
    const { delta, dW, db } = startingFrom(0)
    expectWithin(firstStep, delta, torch.first.delta, 'δ')
    expectWithin(firstStep, dW, torch.first.dW, '∂L/∂w')
    expectWithin(firstStep, db, torch.first.db, '∂L/∂b')
  })

  it.each([1, 5, 50] as const)('after %i updates', (updates) => {
    const { W, b, loss } = startingFrom(updates)
    expectWithin(training, W, torch.after[updates].W, 'w')
    expectWithin(training, b, torch.after[updates].b, 'b')
    expectWithin(training, loss, torch.lossAfter[updates], 'L')
  })

  it('with the kernels too, which give the same bits', () => {
    for (const [updates, memory] of memories) {
      const trace = traceOf(schedule, updates, memory)
      expectSameBits(numbersOf(schedule, trace), memory, `after ${updates} updates`)
    }
  })
})

it('takes the slope of ReLU at its corner to be 0, as PyTorch does', () => {
  const relu: Network = { ...torchNetwork(reference.cases[0]), sizes: [1, 1], activations: ['relu'] }
  const schedule = createSchedule(relu, 1)
  const givens = { parameters: [0, 0], learningRate: 1, inputs: [1], targets: [1] }
  const { z, dLda, delta } = read(schedule, memoriesAt(schedule, givens, [0]).get(0)!)
  expect([z, dLda, delta].flat(3).map((x) => x + 0)).toEqual([0, -1, 0])
})
