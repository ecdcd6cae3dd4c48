import type { ActivationName } from '../engine/activations.ts'
import { uniformParameters } from '../engine/initializers.ts'
import type { LossName } from '../engine/losses.ts'
import type { Network } from '../engine/network.ts'
import { createSchedule, type Schedule } from '../engine/schedule.ts'
import { givenNumbers } from '../engine/trace.ts'
import type { Dataset } from './data/dataset.ts'
import { datasetFrom, sources, type DatasetName } from './data/sources.ts'

/** What is run. Two equal experiments give the same numbers, digit for digit. */
export interface Experiment {
  readonly dataset: DatasetName
  /** How many the data set has */
  readonly samples: number
  /** Of the samples: an integer from 0 to 2³² − 1, that of the classic experiment where no seed decides */
  readonly dataSeed: number
  /** Units in each; without any, the inputs lead straight to the output. */
  readonly hiddenSizes: readonly number[]
  readonly hiddenActivation: ActivationName
  readonly outputActivation: ActivationName
  readonly loss: LossName
  readonly reduction: Network['reduction']
  readonly trainBiases: boolean
  /** Samples per iteration */
  readonly batchSize: number
  readonly learningRate: number
  /** Of the start parameters: an integer from 0 to 2³² − 1 */
  readonly seed: number
}

/** The classic NumPy XOR program. */
export const classicXor: Experiment = {
  dataset: 'xor',
  samples: 4,
  dataSeed: 5,
  hiddenSizes: [2],
  hiddenActivation: 'sigmoid',
  outputActivation: 'sigmoid',
  loss: 'halfSquaredError',
  reduction: 'sum',
  trainBiases: true,
  batchSize: 4,
  learningRate: 0.1,
  seed: 42,
}

/** Equal data are the same object. */
export const datasetOf = ({ dataset, samples, dataSeed }: Experiment): Dataset =>
  datasetFrom(dataset, samples, dataSeed)

/**
 * The experiment with a part of it changed. Other data come with their usual number of samples. A batch of all samples
 * stays one of all; another one stays as it is while there are so many.
 */
export function withPart(experiment: Experiment, part: Partial<Experiment>): Experiment {
  const { dataset = experiment.dataset } = part
  const isOther = dataset !== experiment.dataset
  const samples = part.samples ?? (isOther ? sources[dataset].count.usual : experiment.samples)
  const dataSeed = part.dataSeed ?? (isOther ? classicXor.dataSeed : experiment.dataSeed)
  const isWhole = experiment.batchSize === experiment.samples
  const batchSize = part.batchSize ?? (isWhole ? samples : Math.min(experiment.batchSize, samples))
  return { ...experiment, ...part, samples, dataSeed, batchSize }
}

export function networkOf(experiment: Experiment): Network {
  const { inputs, targets } = datasetOf(experiment)
  const { hiddenSizes, hiddenActivation, outputActivation, loss, reduction, trainBiases } = experiment
  return {
    sizes: [inputs[0].length, ...hiddenSizes, targets[0].length],
    activations: [...hiddenSizes.map(() => hiddenActivation), outputActivation],
    loss,
    reduction,
    trainBiases,
  }
}

export const scheduleOf = (experiment: Experiment): Schedule =>
  createSchedule(networkOf(experiment), experiment.batchSize)

export const startParameters = (experiment: Experiment): Float64Array =>
  uniformParameters(networkOf(experiment), experiment.seed)

/** The iterations in one pass over the data. */
export const iterationsPerEpoch = (experiment: Experiment): number =>
  Math.ceil(experiment.samples / experiment.batchSize)

/** The sample of the data set in a row of an iteration's batch. A last batch that falls short goes on at the start. */
export function sampleAt(experiment: Experiment, iteration: number, row: number): number {
  return (iteration * experiment.batchSize + row) % experiment.samples
}

/** The row of an iteration's batch in which a sample of the data set is; null if it is in none. */
export function rowAt({ samples, batchSize }: Experiment, iteration: number, sample: number): number | null {
  const row = (sample - ((iteration * batchSize) % samples) + samples) % samples
  return sample < samples && row < batchSize ? row : null
}

/** The numbers of an iteration's batch, both [row][unit], row by row. */
export function batchAt(experiment: Experiment, iteration: number): { inputs: Float64Array; targets: Float64Array } {
  const { inputs, targets } = datasetOf(experiment)
  return { inputs: batchOf(inputs, experiment, iteration), targets: batchOf(targets, experiment, iteration) }
}

/** What a batch takes of numbers that are there for every sample. */
function batchOf(numbers: readonly (readonly number[])[], experiment: Experiment, iteration: number): Float64Array {
  const { batchSize } = experiment
  const width = numbers[0].length
  const batch = new Float64Array(batchSize * width)
  for (let row = 0; row < batchSize; row++) {
    const ofSample = numbers[sampleAt(experiment, iteration, row)]
    for (let unit = 0; unit < width; unit++) batch[row * width + unit] = ofSample[unit]
  }
  return batch
}

/** All that is known before the first operation of an iteration. */
export function startOf(
  experiment: Experiment,
  schedule: Schedule,
  iteration: number,
  parameters: Float64Array,
): Float64Array {
  const { learningRate } = experiment
  return givenNumbers(schedule, { parameters, learningRate, ...batchAt(experiment, iteration) })
}
