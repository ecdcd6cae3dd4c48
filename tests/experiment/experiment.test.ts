import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  batchAt,
  classicXor,
  datasetOf,
  iterationsPerEpoch,
  sampleAt,
  withPart,
  type Experiment,
} from '../../src/experiment/experiment.ts'

const onMoons = (samples: number, batchSize: number): Experiment =>
  withPart(classicXor, { dataset: 'moons', samples, batchSize })

describe('a batch', () => {
  it('goes on at the first sample where the last batch falls short', () => {
    const experiment = onMoons(5, 3)
    const samplesOf = (iteration: number) => [0, 1, 2].map((row) => sampleAt(experiment, iteration, row))
    expect([0, 1, 2, 3].map(samplesOf)).toEqual([
      [0, 1, 2],
      [3, 4, 0],
      [1, 2, 3],
      [4, 0, 1],
    ])
    expect(iterationsPerEpoch(experiment)).toBe(2)
  })

  it('holds inputs and targets of its samples row by row', () => {
    const batches = fc
      .integer({ min: 4, max: 1000 })
      .chain((samples) => fc.integer({ min: 1, max: samples }).map((batchSize) => onMoons(samples, batchSize)))
    fc.assert(
      fc.property(batches, fc.nat(1e9), (experiment, iteration) => {
        const { inputs, targets } = datasetOf(experiment)
        const rows = Array.from({ length: experiment.batchSize }, (_, row) => sampleAt(experiment, iteration, row))
        expect(batchAt(experiment, iteration)).toEqual({
          inputs: Float64Array.from(rows.flatMap((sample) => inputs[sample])),
          targets: Float64Array.from(rows.flatMap((sample) => targets[sample])),
        })
      }),
      { numRuns: 30 },
    )
  })
})

describe('the data of an experiment', () => {
  it('are the same object for whatever else is changed', () => {
    const experiment = onMoons(200, 10)
    expect(datasetOf(withPart(experiment, { learningRate: 1, batchSize: 200, seed: 1 }))).toBe(datasetOf(experiment))
    expect(datasetOf(withPart(experiment, { dataSeed: 1 }))).not.toBe(datasetOf(experiment))
  })
})
