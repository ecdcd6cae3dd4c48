import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createKernels } from '../../src/engine/kernels.ts'
import type { Network } from '../../src/engine/network.ts'
import type { Operation } from '../../src/engine/place.ts'
import { quantityOf } from '../../src/engine/quantities.ts'
import { createSchedule, operationAt, type Schedule } from '../../src/engine/schedule.ts'
import { divergenceIn, givenNumbers, record, type Givens } from '../../src/engine/trace.ts'
import { batchSize, drawGivens, wideSchedule } from './arbitraries.ts'
import { expectSameBits, iterations, numbersOf, range, traceOf } from './helpers.ts'
import { interpret, type Memory } from './interpreter.ts'

const seed = fc.nat()

/** Parameters, inputs and learning rates of all sizes: many lead beyond the largest number, each at another operation. */
const anySize = fc.integer({ min: -3, max: 200 }).map((exponent) => 10 ** exponent)

describe('the trace of an iteration', () => {
  it('holds every number as the operations give it one by one, bit for bit', () => {
    fc.assert(
      fc.property(wideSchedule, seed, (schedule, from) => {
        expectSameTraces(schedule, drawGivens(schedule, from, 1, 0.1), 2)
      }),
      { numRuns: 60 },
    )
  }, 60_000)

  it('holds them in a run that diverges', () => {
    let diverged = 0
    fc.assert(
      fc.property(wideSchedule, seed, (schedule, from) => {
        const memory = expectSameTraces(schedule, drawGivens(schedule, from, 1e60, 1e3), 6)
        if (!memory.every(Number.isFinite)) diverged++
      }),
      { numRuns: 60 },
    )
    // About a third of them diverge; what is drawn differs from run to run, but some always do.
    expect(diverged).toBeGreaterThan(0)
  }, 60_000)

  it('holds them for every batch size from 1 to 33', () => {
    for (const samples of range(33).map((n) => n + 1)) {
      const schedule = createSchedule({ ...identities([3, 5, 2]), activations: ['sigmoid', 'tanh'] }, samples)
      expectSameTraces(schedule, drawGivens(schedule, samples, 1, 0.1), 3)
    }
  })

  it('keeps what was given and says which iteration it is of', () => {
    const schedule = createSchedule(identities([2, 1]), 2)
    const given = givenNumbers(schedule, drawGivens(schedule, 1, 1, 0.1))
    const trace = traceOf(schedule, 7, interpret(schedule, given))
    expect(trace.iteration).toBe(7)
    expect(trace.given).toEqual(given)
  })
})

describe('a trace of some rows of the batch', () => {
  const rowsOfSchedule = wideSchedule.chain((schedule) =>
    fc.tuple(fc.constant(schedule), fc.shuffledSubarray(range(schedule.batchSize))),
  )

  it('gives the numbers of these and of the batch as the whole trace does, and none of the other rows', () => {
    fc.assert(
      fc.property(rowsOfSchedule, seed, ([schedule, rows], from) => {
        const { network, layout } = schedule
        const givens = drawGivens(schedule, from, 1, 0.1)
        const given = givenNumbers(schedule, givens)
        const whole = interpret(schedule, given)
        const kernels = createKernels(network, schedule.batchSize)
        kernels.writeParameters(given.subarray(0, layout.parameterCount))
        kernels.setBatch(givens.inputs, givens.targets)
        const partial = numbersOf(schedule, record(schedule, kernels, 0, given, rows))
        const isHeld = (slot: number) => {
          const { sample } = quantityOf(schedule, slot)
          return slot < layout.givenCount || typeof sample !== 'number' || rows.includes(sample)
        }
        expectSameBits(
          partial,
          Array.from(whole, (number, slot) => (isHeld(slot) ? number : null)),
          `rows ${rows.join()}`,
        )
      }),
      { numRuns: 60 },
    )
  }, 60_000)

  it('is as long as its rows ask for, however large the batch', () => {
    const schedule = createSchedule(identities([2, 3, 1]), 1000)
    const given = givenNumbers(schedule, drawGivens(schedule, 1, 1, 0.1))
    const kernels = createKernels(schedule.network, 1000)
    const { values } = record(schedule, kernels, 0, given, [17, 4])
    // z, a, ∂L/∂a and δ of four units and the loss; the loss of the batch, a gradient and an update of 13 parameters.
    expect(values).toHaveLength(2 * (4 * 4 + 1) + 1 + 2 * 13)
  })
})

describe('the divergence of an iteration', () => {
  it('is the first number that is not finite, or none', () => {
    const found = { finite: 0, diverged: 0 }
    fc.assert(
      fc.property(wideSchedule, seed, anySize, anySize, anySize, (schedule, from, ofParameters, ofInputs, rate) => {
        const { parameters } = drawGivens(schedule, from, ofParameters, rate)
        const givens = { ...drawGivens(schedule, from, ofInputs, rate), parameters }
        const memory = interpret(schedule, givenNumbers(schedule, givens))
        const first = firstNotFinite(schedule, memory)
        const expected = first === null ? null : { iteration: 3, k: first }
        expect(divergenceIn(schedule, traceOf(schedule, 3, memory))).toEqual(expected)
        found[first === null ? 'finite' : 'diverged']++
      }),
      { numRuns: 200 },
    )
    expect(Math.min(found.finite, found.diverged)).toBeGreaterThan(0)
  }, 60_000)

  it('can be a share, in any row: a δ and an activation that are finite, and their product is not', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 4 }),
        fc.boolean(),
        batchSize,
        fc.nat(),
        seed,
        (sizes, trainBiases, samples, drawnRow, from) => {
          const schedule = createSchedule({ ...identities(sizes), trainBiases }, samples)
          const row = drawnRow % samples
          const memory = interpret(schedule, givenNumbers(schedule, givensWithHugeInputs(schedule, from, row)))
          const first = firstNotFinite(schedule, memory) ?? NaN
          expect(operationAt(schedule, first)).toMatchObject({ name: 'share', sample: row, layer: 1 })
          expect(divergenceIn(schedule, traceOf(schedule, 0, memory))).toEqual({ iteration: 0, k: first })
        },
      ),
    )
  }, 60_000)

  it.each<[what: string, sizes: number[], givens: Givens, expected: Partial<Operation>]>([
    [
      // z₁ = (1, 10²⁰⁰), z₂ = (0, 10¹²⁰) and δ₂ = (0, 10¹²⁰), of which only the last and the last of z₁ are too large.
      'the only share of the output layer that is too large',
      [1, 2, 2],
      { parameters: [1, 1e200, 0, 0, 0, 0, 0, 1e-80, 0, 0], learningRate: 1, inputs: [1], targets: [0, 0] },
      { name: 'share', sample: 0, layer: 2, unit: 1, source: 1 },
    ],
    [
      // z₁ = 10¹⁷⁰, z₂ = δ₂ = 10¹⁵⁰ and δ₁ = 10¹³⁰: δ₂z₁ is too large, and δ₁x as well, but later.
      'the first of two shares that are too large',
      [1, 1, 1],
      { parameters: [1e-30, 0, 1e-20, 0], learningRate: 1, inputs: [1e200], targets: [0] },
      { name: 'share', sample: 0, layer: 2, unit: 0, source: 0 },
    ],
    [
      'the loss of the batch, where those of its samples are finite',
      [1, 1],
      { parameters: [1.5e154, 0], learningRate: 1, inputs: [1, 1], targets: [0, 0] },
      { name: 'batchLoss', sample: 'batch' },
    ],
    [
      'a gradient of the batch, where the shares are finite',
      [1, 1],
      { parameters: [1, 0], learningRate: 1, inputs: [1e154, 1e154], targets: [0, 0] },
      { name: 'gradient', sample: 'batch', layer: 1, unit: 0, source: 0 },
    ],
    [
      'an update, where the gradients are finite',
      [1, 1],
      { parameters: [10, 0], learningRate: 1e308, inputs: [1, 1], targets: [0, 0] },
      { name: 'update', sample: 'batch', layer: 1, unit: 0, source: 0 },
    ],
  ])('can be %s', (_what, sizes, givens, expected) => {
    const samples = givens.inputs.length / sizes[0]
    const schedule = createSchedule(identities(sizes), samples)
    const memory = interpret(schedule, givenNumbers(schedule, givens))
    const first = firstNotFinite(schedule, memory) ?? NaN
    expect(operationAt(schedule, first)).toMatchObject(expected)
    expect(divergenceIn(schedule, traceOf(schedule, 0, memory))).toEqual({ iteration: 0, k: first })
  })
})

/** Goes through the iterations with both, and in each demands the same bits of both for every number. */
function expectSameTraces(schedule: Schedule, givens: Givens, count: number): Memory {
  const run = iterations(schedule, givens)
  let memory: Memory | undefined
  for (let iteration = 0; iteration < count; iteration++) {
    memory = run.next().value
    expectSameBits(numbersOf(schedule, traceOf(schedule, iteration, memory)), memory, `iteration ${iteration}`)
  }
  return memory ?? expect.fail('no iteration')
}

function firstNotFinite({ layout }: Schedule, memory: Memory): number | null {
  const k = memory.subarray(layout.givenCount).findIndex((number) => !Number.isFinite(number))
  return k < 0 ? null : k
}

const identities = (sizes: readonly number[]): Network => ({
  sizes,
  activations: sizes.slice(1).map(() => 'identity'),
  loss: 'halfSquaredError',
  reduction: 'sum',
  trainBiases: true,
})

/** One row's inputs are so large that δ, though small enough for the loss to be finite, is too large for them. */
function givensWithHugeInputs(schedule: Schedule, from: number, row: number): Givens {
  const { network, layout } = schedule
  const givens = drawGivens(schedule, from, 1, 1)
  const isOfFirstLayer = (slot: number) => slot < layout.parameter(1, 0, null)
  return {
    ...givens,
    parameters: Array.from(givens.parameters, (w, slot) => (isOfFirstLayer(slot) ? 1e-60 * w : w)),
    inputs: Array.from(givens.inputs, (x, at) => (Math.floor(at / network.sizes[0]) === row ? 1e200 * x : x)),
  }
}
