import { describe, expect, it } from 'vitest'
import type { Network } from '../../src/engine/network.ts'
import { createSchedule } from '../../src/engine/schedule.ts'
import article from '../golden/mazur.json'
import { expectSameBits, expectWithin, flatParameters, memoriesAt, numbersOf, read, traceOf } from './helpers.ts'

// Matt Mazur, A Step by Step Backpropagation Example: one sample, two outputs, biases that stay as they are.

const network: Network = {
  sizes: [2, 2, 2],
  activations: ['sigmoid', 'sigmoid'],
  loss: 'halfSquaredError',
  reduction: 'sum',
  trainBiases: false,
}
const schedule = createSchedule(network, 1)
const givens = {
  parameters: flatParameters(article.initial),
  learningRate: article.learning_rate,
  inputs: article.input,
  targets: article.target,
}
const memories = memoriesAt(schedule, givens, Object.keys(article.by_updates).map(Number))
/** Every number of the iteration that starts from k updates. */
const startingFrom = (k: number) => read(schedule, memories.get(k)!)
const initial = startingFrom(0)
const lastBits = { absolute: 1e-14 }

describe('the first iteration', () => {
  const { first } = article

  it('has the weighted sums, activations and error of the article', () => {
    expectWithin(lastBits, initial.z, [[first.z_hidden], [first.z_output]], 'z')
    expectWithin(lastBits, initial.a, [[first.a_hidden], [first.a_output]], 'a')
    expectWithin(lastBits, initial.loss, first.E_total, 'E')
  })

  it('has its ∂E/∂out and deltas, through the output weights as they were before the update', () => {
    expectWithin(lastBits, initial.dLda[0], [first.dE_dout_hidden], '∂E/∂out')
    expectWithin(lastBits, initial.delta, [[first.delta_hidden], [first.delta_output]], 'δ')
  })

  it('has its gradients of the weights', () => {
    expectWithin(lastBits, initial.dW, [first.grad_W1, first.grad_W2], '∂E/∂w')
  })
})

describe.each(Object.entries(article.by_updates))('after %s updates', (updates, expected) => {
  const now = startingFrom(Number(updates))
  const tolerance = Number(updates) <= 1 ? lastBits : { absolute: 1e-11 }

  it('has the weights, outputs and error that the formulas of the article give', () => {
    expectWithin(tolerance, now.W, expected.W, 'w')
    expectWithin(tolerance, now.a[1], [expected.outputs], 'out')
    expectWithin(tolerance, now.loss, expected.E_total, 'E')
  })

  it('has not touched a bias', () => {
    expect(now.b).toEqual(article.initial.b)
  })
})

it('finds the same bits with kernels, after any of these numbers of updates', () => {
  for (const [updates, memory] of memories) {
    const trace = traceOf(schedule, updates, memory)
    expectSameBits(numbersOf(schedule, trace), memory, `after ${updates} updates`)
  }
})

describe('the digits that the article prints', () => {
  const [[[h1, h2]], [[o1]]] = initial.a
  const [updatedHidden, updatedOutput] = startingFrom(1).W
  const trained = startingFrom(10_000)
  const ours: Record<string, number> = {
    net_h1: initial.z[0][0][0],
    out_h1: h1,
    out_h2: h2,
    net_o1: initial.z[1][0][0],
    out_o1: o1,
    out_o2: initial.a[1][0][1],
    E_total: initial.loss,
    'dE/dout_o1': initial.dLda[1][0][0],
    delta_o1: initial.delta[1][0][0],
    delta_o2: initial.delta[1][0][1],
    'dE/dw5': initial.dW[1][0][0],
    'w5+': updatedOutput[0][0],
    'w6+': updatedOutput[0][1],
    'w7+': updatedOutput[1][0],
    'w8+': updatedOutput[1][1],
    'dE/dout_h1': initial.dLda[0][0][0],
    'dE/dw1': initial.dW[0][0][0],
    'w1+': updatedHidden[0][0],
    'w2+': updatedHidden[0][1],
    'w3+': updatedHidden[1][0],
    'w4+': updatedHidden[1][1],
    'E_total after 1 update': startingFrom(1).loss,
    'E_total after 10,000 updates': trained.loss,
    'out_o1 after 10,000 updates': trained.a[1][0][0],
    'out_o2 after 10,000 updates': trained.a[1][0][1],
  }
  // Within one of the last printed digit: the article goes on with rounded numbers.
  const lastDigit = (decimals: number) => 10 ** -decimals
  const rows = article.published_vs_computed.filter(({ name }) => name in ours)
  const right = rows.filter((row) => row.agrees_to_published_digits)
  const misprints = rows.filter((row) => !row.agrees_to_published_digits)

  it.each(right)('$name is $published', ({ name, published, computed, decimals }) => {
    expect(Math.abs(ours[name] - published)).toBeLessThan(lastDigit(decimals))
    expectWithin(lastBits, ours[name], computed, name)
  })

  it.each(misprints)('$name is not $published, which does not follow from the article’s formulas', (row) => {
    expect(Math.abs(ours[row.name] - row.published)).toBeGreaterThan(lastDigit(row.decimals))
    expectWithin({ absolute: 1e-11 }, ours[row.name], row.computed, row.name)
  })

  it('are 21 that follow from the formulas and four that do not', () => {
    expect([right.length, misprints.length]).toEqual([21, 4])
  })

  it('give as the error after 10,000 updates the one after 9,999', () => {
    const published = rows.find(({ name }) => name === 'E_total after 10,000 updates')!
    expect(Math.abs(startingFrom(9999).loss - published.published)).toBeLessThan(lastDigit(published.decimals))
  })
})
