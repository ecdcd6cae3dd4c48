import { describe, expect, it } from 'vitest'
import {
  datasetOf,
  classicXor,
  scheduleOf,
  startOf,
  startParameters,
  type Experiment,
} from '../../src/experiment/experiment.ts'
import { createPassage } from '../../src/probe/passage.ts'
import { range } from '../engine/helpers.ts'
import { interpret } from '../engine/interpreter.ts'

const deep: Experiment = { ...classicXor, hiddenSizes: [3, 2], hiddenActivation: 'tanh', reduction: 'mean' }

describe('the passage of the data through the network', () => {
  it.each([classicXor, deep])('has the samples where the formula puts them, in every layer', (experiment) => {
    const schedule = scheduleOf(experiment)
    const { network, batchSize, layout } = schedule
    const parameters = startParameters(experiment)
    const memory = interpret(schedule, startOf(experiment, schedule, 0, parameters))
    const passage = createPassage(network, datasetOf(experiment))
    for (let layer = 1; layer < network.sizes.length; layer++) {
      const expected = range(batchSize).flatMap((n) =>
        range(network.sizes[layer]).map((j) => memory[layout.activation(n, layer, j)]),
      )
      expect(passage.activations(parameters, layer)).toEqual(Float64Array.from(expected))
    }
  })

  it('has every sample of the data, however few are in a batch', () => {
    const passage = createPassage(scheduleOf({ ...classicXor, batchSize: 1 }).network, datasetOf(classicXor))
    expect(passage.activations(startParameters(classicXor), 1)).toHaveLength(4 * 2)
  })
})
