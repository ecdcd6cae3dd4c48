import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Network } from '../../src/engine/network.ts'
import { createRandom } from '../../src/engine/random.ts'
import { safeSize } from '../../src/engine/safety.ts'
import { createSchedule } from '../../src/engine/schedule.ts'
import { divergenceIn, givenNumbers, recordAlone } from '../../src/engine/trace.ts'
import { classicXor, datasetOf, networkOf } from '../../src/experiment/experiment.ts'
import { networkUpTo } from './arbitraries.ts'
import { range } from './helpers.ts'

/** An iteration without its parameters */
interface Setting {
  readonly network: Network
  readonly inputs: readonly (readonly number[])[]
  readonly targets: readonly (readonly number[])[]
  readonly learningRate: number
}

const sizeIn = ({ network, inputs, targets, learningRate }: Setting): number =>
  safeSize(network, inputs.length, { inputs, targets }, learningRate)

/** The first number that is not finite in an iteration whose parameters all have a size. */
function divergenceOf({ network, inputs, targets, learningRate }: Setting, size: number, signAt: () => number) {
  const schedule = createSchedule(network, inputs.length)
  const parameters = Float64Array.from({ length: schedule.layout.parameterCount }, () => size * signAt())
  const givens = { parameters, learningRate, inputs: inputs.flat(), targets: targets.flat() }
  const given = givenNumbers(schedule, givens)
  return divergenceIn(schedule, recordAlone(schedule, 0, given))
}

/** The largest number that is smaller than a power of ten */
const justBelow = (size: number): number => size * (1 - Number.EPSILON / 2)

const positive = () => 1

function randomSign(seed: number): () => number {
  const random = createRandom(seed)
  return () => (random.uniform() < 0.5 ? -1 : 1)
}

/** Data as large as `size`, and all of it where that is worst: with one sign, against targets of the other. */
function dataOf({ sizes, loss }: Network, batchSize: number, size: number, seed: number | null) {
  const random = createRandom(seed ?? 0)
  const most = loss === 'binaryCrossEntropy' ? 1 : size
  const least = loss === 'binaryCrossEntropy' ? 0 : -size
  const between = (low: number, high: number) => low + (high - low) * random.uniform()
  const rows = (units: number, number: () => number) => range(batchSize).map(() => range(units).map(number))
  return {
    inputs: rows(sizes[0], () => (seed === null ? size : between(-size, size))),
    targets: rows(sizes[sizes.length - 1], () => (seed === null ? least : between(least, most))),
  }
}

const settingOf = (network: fc.Arbitrary<Network>): fc.Arbitrary<Setting> =>
  fc
    .record({
      network,
      batchSize: fc.integer({ min: 1, max: 33 }),
      largest: fc.constantFrom(0, 1, 100),
      seed: fc.option(fc.nat()),
      learningRate: fc.constantFrom(0, 0.1, 1, 1000),
    })
    .map((drawn) => ({
      network: drawn.network,
      learningRate: drawn.learningRate,
      ...dataOf(drawn.network, drawn.batchSize, drawn.largest, drawn.seed),
      // What a counterexample shows: all the rest follows from it.
      [fc.toStringMethod]: () => fc.stringify(drawn),
    }))

/** As large as a network may be */
const anyNetwork = networkUpTo(8, 64)

/** What lets numbers grow: several layers, of which none saturates, and nothing that is divided. */
const growing: fc.Arbitrary<Network> = fc
  .array(fc.integer({ min: 1, max: 64 }), { minLength: 3, maxLength: 10 })
  .map((sizes) => ({
    sizes,
    activations: sizes.slice(1).map(() => 'identity'),
    loss: 'halfSquaredError',
    reduction: 'sum',
    trainBiases: true,
  }))

const xor = (part: Partial<typeof classicXor>): Setting => {
  const experiment = { ...classicXor, ...part }
  const { inputs, targets } = datasetOf(experiment)
  return { network: networkOf(experiment), inputs, targets, learningRate: experiment.learningRate }
}

describe('parameters that are all just below the safe size', () => {
  it.each([
    ['any network', anyNetwork],
    ['a network that only multiplies and adds', growing],
  ])(
    'make no number of an iteration of %s infinite, whatever their signs',
    (_, network) => {
      fc.assert(
        fc.property(settingOf(network), fc.option(fc.nat()), (setting, seed) => {
          const signAt = seed === null ? positive : randomSign(seed)
          expect(divergenceOf(setting, justBelow(sizeIn(setting)), signAt)).toBeNull()
        }),
        { numRuns: 150 },
      )
    },
    60_000,
  )

  it('leave less than a factor of 100 where the numbers grow as fast as they can', () => {
    fc.assert(
      fc.property(growing, fc.integer({ min: 1, max: 33 }), (network, batchSize) => {
        const setting = { network, learningRate: 0.1, ...dataOf(network, batchSize, 1, null) }
        expect(divergenceOf(setting, 100 * sizeIn(setting), positive)).not.toBeNull()
      }),
      { numRuns: 50 },
    )
  }, 60_000)
})

describe('the safe size', () => {
  it('is below the parameters with which eight layers of 64 ReLU units overflow', () => {
    const deep = xor({ hiddenSizes: range(8).map(() => 64), hiddenActivation: 'relu', outputActivation: 'identity' })
    expect(divergenceOf(deep, 9e24, positive)).not.toBeNull()
    expect(sizeIn(deep)).toBeLessThan(9e24)
  })

  it.each(['sigmoid', 'tanh', 'relu', 'identity'] as const)(
    'is so large that an ordinary run of XOR never comes near it: %s',
    (hiddenActivation) => {
      for (const outputActivation of ['sigmoid', 'identity'] as const) {
        for (const hiddenSizes of [[], [2], [8, 8, 8, 8]]) {
          expect(sizeIn(xor({ hiddenActivation, outputActivation, hiddenSizes }))).toBeGreaterThanOrEqual(1e10)
        }
      }
    },
  )

  it('is smaller the more is multiplied: by layers, units, samples, data and learning rate', () => {
    const plain = { hiddenActivation: 'identity', outputActivation: 'identity' } as const
    const base = xor(plain)
    expect(sizeIn(xor({ ...plain, hiddenSizes: [] }))).toBeGreaterThan(sizeIn(base))
    const larger: Setting[] = [
      xor({ ...plain, hiddenSizes: [2, 2] }),
      xor({ ...plain, hiddenSizes: [6400] }),
      { ...base, inputs: base.inputs.map((row) => row.map((x) => 1e6 * x)) },
      { ...base, learningRate: 1e200 },
    ]
    for (const setting of larger) expect(sizeIn(setting)).toBeLessThan(sizeIn(base))
    expect(safeSize(base.network, 1e12, base, base.learningRate)).toBeLessThan(sizeIn(base))
  })
})
