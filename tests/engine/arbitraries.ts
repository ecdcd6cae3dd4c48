import fc from 'fast-check'
import { activations, type ActivationName } from '../../src/engine/activations.ts'
import { losses, lossNamed, type LossName } from '../../src/engine/losses.ts'
import type { Network } from '../../src/engine/network.ts'
import { createRandom } from '../../src/engine/random.ts'
import { createSchedule, type Schedule } from '../../src/engine/schedule.ts'
import type { Givens } from '../../src/engine/trace.ts'

/** A schedule with numbers to run it on. */
export interface Start {
  readonly schedule: Schedule
  readonly givens: Givens
}

const activationName = fc.constantFrom(...(Object.keys(activations) as ActivationName[]))
const lossName = fc.constantFrom(...(Object.keys(losses) as LossName[]))

/** Networks of 0 to `hiddenLayers` hidden layers, with 1 to `units` units in each layer. */
export const networkUpTo = (hiddenLayers: number, units: number): fc.Arbitrary<Network> =>
  fc
    .record({
      sizes: fc.array(fc.integer({ min: 1, max: units }), { minLength: 2, maxLength: hiddenLayers + 2 }),
      loss: lossName,
      reduction: fc.constantFrom('sum' as const, 'mean' as const),
      trainBiases: fc.boolean(),
    })
    .chain(({ sizes, loss, reduction, trainBiases }) =>
      fc
        .tuple(...sizes.slice(1).map((_, l) => (l === sizes.length - 2 ? outputActivation(loss) : activationName)))
        .map((names) => ({ sizes, activations: names, loss, reduction, trainBiases })),
    )

/** Small enough to run thousands of, of every shape: no hidden layer, a single unit, more outputs than inputs. */
export const network = networkUpTo(2, 4)

/** Layers of 1 to 9 units: full tiles of the kernels, and every number of rows and columns that can be left over. */
export const wideNetwork = networkUpTo(3, 9)

/** As many samples as fill eight tiles of the kernels and one more. */
export const batchSize: fc.Arbitrary<number> = fc.integer({ min: 1, max: 33 })

const outputActivation = (loss: LossName): fc.Arbitrary<ActivationName> => {
  const { pairedWith } = lossNamed(loss)
  return pairedWith ? fc.constant(pairedWith) : activationName
}

/** A schedule as large as the kernels are tested with. */
export const wideSchedule: fc.Arbitrary<Schedule> = fc.tuple(wideNetwork, batchSize).map(([drawn, samples]) => ({
  ...createSchedule(drawn, samples),
  // What a counterexample shows: all the rest follows from it.
  [fc.toStringMethod]: () => fc.stringify({ network: drawn, batchSize: samples }),
}))

/** Weights within ±1, so that layers of ReLU and identity units do not blow the numbers up. */
export const start: fc.Arbitrary<Start> = fc
  .tuple(network, fc.integer({ min: 1, max: 4 }))
  .map(([drawn, samples]) => createSchedule(drawn, samples))
  .chain((schedule) => {
    const { network: drawn, batchSize: samples, layout } = schedule
    const targets = drawn.loss === 'binaryCrossEntropy' ? numbers(0, 1) : numbers(-1, 1)
    return fc
      .record({
        parameters: exactly(layout.parameterCount, numbers(-1, 1)),
        learningRate: numbers(0, 1),
        inputs: exactly(samples * drawn.sizes[0], numbers(-2, 2)),
        targets: exactly(samples * drawn.sizes[drawn.sizes.length - 1], targets),
      })
      .map((givens) => ({
        schedule,
        givens,
        // What a counterexample shows: all the rest follows from it.
        [fc.toStringMethod]: () => fc.stringify({ network: drawn, batchSize: samples, givens }),
      }))
  })

/** Parameters and inputs within ±`size`, targets in [0, 1). */
export function drawGivens(
  { network: { sizes }, batchSize: samples, layout }: Schedule,
  seed: number,
  size: number,
  learningRate: number,
): Givens {
  const random = createRandom(seed)
  const draw = (count: number, of: () => number) => Float64Array.from({ length: count }, of)
  const signed = () => size * (2 * random.uniform() - 1)
  return {
    parameters: draw(layout.parameterCount, signed),
    learningRate,
    inputs: draw(samples * sizes[0], signed),
    targets: draw(samples * sizes[sizes.length - 1], () => random.uniform()),
  }
}

const numbers = (min: number, max: number) => fc.double({ min, max, noNaN: true })

const exactly = (count: number, number: fc.Arbitrary<number>) =>
  fc.array(number, { minLength: count, maxLength: count })
