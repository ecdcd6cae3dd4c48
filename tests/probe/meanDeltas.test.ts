import { describe, expect, it } from 'vitest'
import { createKernels } from '../../src/engine/kernels.ts'
import {
  batchAt,
  classicXor,
  scheduleOf,
  startOf,
  startParameters,
  type Experiment,
} from '../../src/experiment/experiment.ts'
import { meanDeltas } from '../../src/probe/meanDeltas.ts'
import { createProbes } from '../../src/probe/probes.ts'
import { parametersAfter } from '../engine/helpers.ts'
import { interpret } from '../engine/interpreter.ts'

const deep: Experiment = { ...classicXor, hiddenSizes: [3, 2], hiddenActivation: 'tanh', reduction: 'mean' }
const perceptron: Experiment = { ...classicXor, hiddenSizes: [] }
const oneByOne: Experiment = { ...classicXor, batchSize: 1 }

describe('the mean of |δ|', () => {
  it.each([classicXor, perceptron, deep, oneByOne, { ...deep, loss: 'binaryCrossEntropy' as const }])(
    'is over the units of a layer and the samples of the batch, in every iteration',
    (experiment) => {
      const schedule = scheduleOf(experiment)
      const { network, batchSize, layout } = schedule
      const kernels = createKernels(network, batchSize)
      const probes = createProbes(experiment, schedule)
      let parameters = startParameters(experiment)
      for (let iteration = 0; iteration < 3; iteration++) {
        const memory = interpret(schedule, startOf(experiment, schedule, iteration, parameters))
        const expected = network.sizes.slice(1).map((size, l) => {
          let sum = 0
          for (let n = 0; n < batchSize; n++) {
            for (let j = 0; j < size; j++) sum += Math.abs(memory[layout.delta(n, l + 1, j)])
          }
          return sum / (size * batchSize)
        })
        const { inputs, targets } = batchAt(experiment, iteration)
        kernels.writeParameters(parameters)
        kernels.setBatch(inputs, targets)
        kernels.forward()
        kernels.backward()
        expect(meanDeltas(network, batchSize, kernels)).toEqual(expected)
        expect(probes.carryOut({ type: 'meanDeltas', parameters, iteration })).toEqual(expected)
        parameters = parametersAfter(schedule, memory)
      }
    },
  )
})
