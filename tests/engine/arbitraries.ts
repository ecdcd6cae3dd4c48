import fc from 'fast-check'
import { activations, type ActivationName } from '../../src/engine/activations.ts'
import { losses, lossNamed, type LossName } from '../../src/engine/losses.ts'
import type { Network } from '../../src/engine/network.ts'
import { createSchedule, type Schedule } from '../../src/engine/schedule.ts'
import type { Givens } from '../../src/engine/trace.ts'

/** A schedule with numbers to run it on. */
export interface Start {
  readonly schedule: Schedule
  readonly givens: Givens
}

const activationName = fc.constantFrom(...(Object.keys(activations) as ActivationName[]))
const lossName = fc.constantFrom(...(Object.keys(losses) as LossName[]))

/** Small enough to run thousands of, of every shape: no hidden layer, a single unit, more outputs than inputs. */
export const network: fc.Arbitrary<Network> = fc
  .record({
    sizes: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 4 }),
    loss: lossName,
    reduction: fc.constantFrom('sum' as const, 'mean' as const),
    trainBiases: fc.boolean(),
  })
  .chain(({ sizes, loss, reduction, trainBiases }) =>
    fc
      .tuple(...sizes.slice(1).map((_, l) => (l === sizes.length - 2 ? outputActivation(loss) : activationName)))
      .map((names) => ({ sizes, activations: names, loss, reduction, trainBiases })),
  )

const outputActivation = (loss: LossName): fc.Arbitrary<ActivationName> => {
  const { pairedWith } = lossNamed(loss)
  return pairedWith ? fc.constant(pairedWith) : activationName
}

/** Weights within ±1, so that layers of ReLU and identity units do not blow the numbers up. */
export const start: fc.Arbitrary<Start> = fc
  .tuple(network, fc.integer({ min: 1, max: 4 }))
  .map(([drawn, batchSize]) => createSchedule(drawn, batchSize))
  .chain((schedule) => {
    const { network: drawn, batchSize, layout } = schedule
    const targets = drawn.loss === 'binaryCrossEntropy' ? numbers(0, 1) : numbers(-1, 1)
    return fc
      .record({
        parameters: exactly(layout.parameterCount, numbers(-1, 1)),
        learningRate: numbers(0, 1),
        inputs: exactly(batchSize * drawn.sizes[0], numbers(-2, 2)),
        targets: exactly(batchSize * drawn.sizes[drawn.sizes.length - 1], targets),
      })
      .map((givens) => ({
        schedule,
        givens,
        // What a counterexample shows: all the rest follows from it.
        [fc.toStringMethod]: () => fc.stringify({ network: drawn, batchSize, givens }),
      }))
  })

const numbers = (min: number, max: number) => fc.double({ min, max, noNaN: true })

const exactly = (count: number, number: fc.Arbitrary<number>) =>
  fc.array(number, { minLength: count, maxLength: count })
