import type { Slot } from '../layout.ts'
import { activationOf, batchDivisor, lossDivisor, outputDivisor, outputLayer } from '../network.ts'
import type { Operation } from '../place.ts'
import type { Schedule } from '../schedule.ts'
import { constant, number, sum, type Expression } from './expression.ts'
import type { Numbers } from './numbers.ts'

/** The numbers of one operation of an iteration. */
export function atPlace(
  { network, batchSize, layout }: Schedule,
  { sample, layer, unit, source }: Operation,
): Numbers<Slot> {
  const { sizes } = network
  const last = outputLayer(network)

  /** The row of an operation that is about one sample */
  const row = (): number => {
    if (sample === 'batch') throw new Error('This operation belongs to the batch, not to one sample.')
    return sample
  }
  const sumOver = (count: number, term: (index: number) => Expression): Expression =>
    sum(Array.from({ length: count }, (_, index) => term(index)))

  return {
    loss: network.loss,
    isOfWeight: source !== null,

    activation: () => activationOf(network, layer),

    z: () => number(layout.weightedSum(row(), layer, unit)),
    a: () => number(layout.activation(row(), layer, unit)),
    bias: () => number(layout.parameter(layer, unit, null)),
    target: () => number(layout.target(row(), unit)),
    dLda: () => number(computed(layout.activationGradient(row(), layer, unit))),
    delta: () => number(layout.delta(row(), layer, unit)),

    parameter: () => number(layout.parameter(layer, unit, source)),
    gradient: () => number(computed(layout.gradient(layer, unit, source))),
    sourceActivation() {
      if (source === null) throw new Error('Nothing comes along a bias.')
      return number(layout.activation(row(), layer - 1, source))
    },

    learningRate: () => number(layout.learningRate),

    sumOverSources: (term) =>
      sumOver(sizes[layer - 1], (i) =>
        term(number(layout.parameter(layer, unit, i)), number(layout.activation(row(), layer - 1, i))),
      ),
    sumOverUnitsAfter: (term) =>
      sumOver(sizes[layer + 1], (k) =>
        term(number(layout.parameter(layer + 1, k, unit)), number(layout.delta(row(), layer + 1, k))),
      ),
    sumOverOutputs(term) {
      const ofOutput = (j: number) =>
        term({
          z: number(layout.weightedSum(row(), last, j)),
          a: number(layout.activation(row(), last, j)),
          y: number(layout.target(row(), j)),
        })
      return sizes[last] === 1 ? ofOutput(0) : sumOver(sizes[last], ofOutput)
    },
    sumOfLosses: () => sumOver(batchSize, (n) => number(layout.loss(n))),
    sumOfShares: () => sumOver(batchSize, (n) => number(computed(layout.share(n, layer, unit, source)))),

    outputDivisor: () => constant(outputDivisor(network)),
    batchDivisor: () => constant(batchDivisor(network, batchSize)),
    lossDivisor: () => constant(lossDivisor(network, batchSize)),
  }
}

/** A slot that is there, because otherwise the operation would not be. */
function computed(slot: Slot | null): Slot {
  if (slot === null) throw new Error('This network does not compute that number.')
  return slot
}
