import { describe, expect, it } from 'vitest'
import { uniformParameters } from '../../src/engine/initializers.ts'
import type { Network } from '../../src/engine/network.ts'
import { createSchedule } from '../../src/engine/schedule.ts'
import program from '../golden/seed-xor.json'
import {
  expectSameBits,
  expectWithin,
  flatParameters,
  memoriesAt,
  numbersOf,
  type Parameters,
  parametersAfter,
  range,
  read,
  traceOf,
} from './helpers.ts'

// The classic NumPy program that learns XOR: what it computes, beside what the engine computes.

const network: Network = {
  sizes: [2, 2, 1],
  activations: ['sigmoid', 'sigmoid'],
  loss: 'halfSquaredError',
  reduction: 'sum',
  trainBiases: true,
}
const { seed, learning_rate: learningRate } = program.hyperparameters
const schedule = createSchedule(network, program.data.X.length)
const givens = {
  parameters: uniformParameters(network, seed),
  learningRate,
  inputs: program.data.X.flat(),
  targets: program.data.Y.flat(),
}
const listed = Object.keys(program.losses_by_updates).map(Number)
const memories = memoriesAt(schedule, givens, listed)
/** Every number of the iteration that starts from k updates. */
const startingFrom = (k: number) => read(schedule, memories.get(k)!)

it('starts from the very numbers that np.random.seed(42) gives the program', () => {
  expect(givens.parameters).toEqual(flatParameters(program.initial))
})

describe.each([0, 1])('in epoch %i, to the last bit or two', (epoch) => {
  const lastBits = { absolute: 1e-15 }
  const numpy = program.epochs[epoch]
  const now = startingFrom(epoch)

  it('computes the weighted sums and activations of both layers', () => {
    expectWithin(lastBits, now.z, [numpy.hidden_layer_input, numpy.output_layer_input], 'z')
    expectWithin(lastBits, now.a, [numpy.hidden_layer_output, numpy.predicted_output], 'a')
  })

  it('computes the loss of each sample and their sum', () => {
    expectWithin(lastBits, now.sampleLosses, numpy.loss_per_sample, 'L_n')
    expectWithin(lastBits, now.loss, numpy.loss_half_sse, 'L')
  })

  it('computes as ∂L/∂a and δ the opposite of what the program keeps, because the program adds', () => {
    expectWithin(lastBits, now.dLda, negated([numpy.error_hidden_layer, numpy.error]), '∂L/∂a')
    expectWithin(lastBits, now.delta, negated([numpy.d_hidden_layer, numpy.d_predicted_output]), 'δ')
  })

  it('computes the share of each sample in every gradient', () => {
    range(4).forEach((n) => {
      const share = numpy.per_sample[n]
      expectWithin(lastBits, now.shares[n].dW, [share.dL_dW_ji_layer1, share.dL_dW_ji_layer2], `∂L/∂w of sample ${n}`)
      expectWithin(lastBits, now.shares[n].db, [share.dL_db_layer1, share.dL_db_layer2], `∂L/∂b of sample ${n}`)
    })
  })

  it('adds the shares up over the four samples', () => {
    const { dL_dW_ji_layer1, dL_dW_ji_layer2, dL_db_layer1, dL_db_layer2 } = numpy.summed_gradient
    expectWithin(lastBits, now.dW, [dL_dW_ji_layer1, dL_dW_ji_layer2], '∂L/∂w')
    expectWithin(lastBits, now.db, [dL_db_layer1, dL_db_layer2], '∂L/∂b')
  })

  it('leaves the parameters that the program leaves', () => {
    const after = parametersAfter(schedule, memories.get(epoch)!)
    expectWithin(lastBits, [...after], [...flatParameters(fromNumPy(numpy.after))], 'parameters')
  })
})

describe.each(Object.entries(program.states_by_updates))('after %s updates', (updates, numpy) => {
  const now = startingFrom(Number(updates))
  const drift = { absolute: 1e-11 }

  it('has the parameters, predictions and loss of the program', () => {
    const { W, b } = fromNumPy(numpy)
    expectWithin(drift, now.W, W, 'w')
    expectWithin(drift, now.b, b, 'b')
    expectWithin(drift, now.a[1], numpy.prediction, 'prediction')
    expectWithin(drift, now.loss, new Map(Object.entries(program.losses_by_updates)).get(updates)!, 'L')
  })
})

it('predicts the table that the program prints from its last forward pass, after 9,999 updates', () => {
  const [, output] = startingFrom(program.printed.updates_applied).a
  expect(output.flat().map((a) => a.toFixed(4))).toEqual(['0.0603', '0.9445', '0.9444', '0.0600'])
  const printed = program.printed.stdout.match(/\d\.\d+/g)!.map(Number)
  expect(output.flat().map((a) => Number(a.toFixed(8)))).toEqual(printed)
})

it('finds the same bits with kernels, after any of these numbers of updates', () => {
  for (const [updates, memory] of memories) {
    const trace = traceOf(schedule, updates, memory)
    expectSameBits(numbersOf(schedule, trace), memory, `after ${updates} updates`)
  }
})

const negated = (layers: number[][][]) => layers.map((samples) => samples.map((units) => units.map((x) => -x)))

interface NumPyParameters {
  weights_input_hidden: number[][]
  weights_hidden_output: number[][]
  bias_hidden: number[][]
  bias_output: number[][]
}

/** A row of the program's matrices belongs to a source, a row of ours to the unit that the weights lead to. */
function fromNumPy(numpy: NumPyParameters): Parameters {
  const transposed = (rows: number[][]) => rows[0].map((_, j) => rows.map((row) => row[j]))
  return {
    W: [transposed(numpy.weights_input_hidden), transposed(numpy.weights_hidden_output)],
    b: [numpy.bias_hidden[0], numpy.bias_output[0]],
  }
}
