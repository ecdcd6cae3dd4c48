import { activations } from '../../src/engine/activations.ts'
import type { Slot } from '../../src/engine/layout.ts'
import { lossNamed } from '../../src/engine/losses.ts'
import { activationOf, lossDivisor, outputDivisor, outputLayer } from '../../src/engine/network.ts'
import type { Operation, OperationName } from '../../src/engine/place.ts'
import type { Schedule } from '../../src/engine/schedule.ts'
import { range } from './helpers.ts'

/** The equations written a second time, without trees: what the formulas are held against. */
interface Equation {
  operands(operation: Operation, schedule: Schedule): (Slot | null)[]
  evaluate(numbers: readonly number[], operation: Operation, schedule: Schedule): number
}

const outputDerivative: Equation = {
  operands: ({ sample, layer, unit }, { layout }) => [
    layout.activation(Number(sample), layer, unit),
    layout.target(Number(sample), unit),
  ],
  evaluate: ([a, y], _operation, { network, batchSize }) =>
    lossNamed(network.loss).slope(a, y) / lossDivisor(network, batchSize),
}

const equations: Record<OperationName, Equation> = {
  weightedSum: {
    operands: ({ sample, layer, unit }, { network, layout }) => [
      ...range(network.sizes[layer - 1]).flatMap((source) => [
        layout.parameter(layer, unit, source),
        layout.activation(Number(sample), layer - 1, source),
      ]),
      layout.parameter(layer, unit, null),
    ],
    evaluate: (numbers) => sumOfProducts(numbers.slice(0, -1)) + numbers[numbers.length - 1],
  },
  activation: {
    operands: ({ sample, layer, unit }, { layout }) => [layout.weightedSum(Number(sample), layer, unit)],
    evaluate: ([z], { layer }, { network }) => activations[activationOf(network, layer)].value(z),
  },
  loss: {
    operands: ({ sample }, { network, layout }) => {
      const last = outputLayer(network)
      const output = lossNamed(network.loss).pairedWith ? layout.weightedSum : layout.activation
      return range(network.sizes[last]).flatMap((unit) => [
        output(Number(sample), last, unit),
        layout.target(Number(sample), unit),
      ])
    },
    evaluate: (numbers, _operation, { network }) => {
      const { term } = lossNamed(network.loss)
      let total = 0
      for (let k = 0; k < numbers.length; k += 2) total += term(numbers[k], numbers[k + 1])
      return total / outputDivisor(network)
    },
  },
  lossDerivative: outputDerivative,
  backSum: {
    operands: ({ sample, layer, unit }, { network, layout }) =>
      range(network.sizes[layer + 1]).flatMap((next) => [
        layout.parameter(layer + 1, next, unit),
        layout.delta(Number(sample), layer + 1, next),
      ]),
    evaluate: sumOfProducts,
  },
  delta: {
    operands: ({ sample, layer, unit }, { layout }) => [
      layout.activationGradient(Number(sample), layer, unit),
      layout.weightedSum(Number(sample), layer, unit),
      layout.activation(Number(sample), layer, unit),
    ],
    evaluate: ([dLda, z, a], { layer }, { network }) => dLda * activations[activationOf(network, layer)].slope(z, a),
  },
  pairedDelta: outputDerivative,
  share: {
    operands: ({ sample, layer, unit, source }, { layout }) => [
      layout.delta(Number(sample), layer, unit),
      ...(source === null ? [] : [layout.activation(Number(sample), layer - 1, source)]),
    ],
    evaluate: ([delta, a = 1]) => delta * a,
  },
  batchLoss: {
    operands: (_operation, { batchSize, layout }) => range(batchSize).map((sample) => layout.loss(sample)),
    evaluate: (numbers, _operation, { network, batchSize }) =>
      sum(numbers) / (network.reduction === 'mean' ? batchSize : 1),
  },
  gradient: {
    operands: ({ layer, unit, source }, { batchSize, layout }) =>
      range(batchSize).map((sample) => layout.share(sample, layer, unit, source)),
    evaluate: sum,
  },
  update: {
    operands: ({ layer, unit, source }, { layout }) => [
      layout.parameter(layer, unit, source),
      layout.learningRate,
      layout.gradient(layer, unit, source),
    ],
    evaluate: ([parameter, learningRate, gradient]) => parameter - learningRate * gradient,
  },
}

export const plainOperands = (schedule: Schedule, operation: Operation): (Slot | null)[] =>
  equations[operation.name].operands(operation, schedule)

/** @param numbers what stands in the operands, in their order */
export const plainValue = (schedule: Schedule, operation: Operation, numbers: readonly number[]): number =>
  equations[operation.name].evaluate(numbers, operation, schedule)

function sum(numbers: readonly number[]): number {
  let total = 0
  for (const number of numbers) total += number
  return total
}

/** Numbers 0·1 + 2·3 + … */
function sumOfProducts(numbers: readonly number[]): number {
  let total = 0
  for (let i = 0; i < numbers.length; i += 2) total += numbers[i] * numbers[i + 1]
  return total
}
