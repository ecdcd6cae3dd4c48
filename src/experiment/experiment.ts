import type { ActivationName } from '../engine/activations.ts'
import { uniformParameters } from '../engine/initializers.ts'
import type { LossName } from '../engine/losses.ts'
import type { Network } from '../engine/network.ts'
import { createSchedule, type Schedule } from '../engine/schedule.ts'
import { givenNumbers } from '../engine/trace.ts'
import { datasets, type Dataset, type DatasetName } from './datasets.ts'

/** What is run. Two equal experiments give the same numbers, digit for digit. */
export interface Experiment {
  readonly dataset: DatasetName
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

export const datasetOf = (experiment: Experiment): Dataset => datasets[experiment.dataset]

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
  Math.ceil(datasetOf(experiment).inputs.length / experiment.batchSize)

/** The sample of the data set in a row of an iteration's batch. A last batch that falls short goes on at the start. */
export function sampleAt(experiment: Experiment, iteration: number, row: number): number {
  return (iteration * experiment.batchSize + row) % datasetOf(experiment).inputs.length
}

/** The numbers of an iteration's batch, both [row][unit], row by row. */
export function batchAt(experiment: Experiment, iteration: number): { inputs: number[]; targets: number[] } {
  const { inputs, targets } = datasetOf(experiment)
  const rows = Array.from({ length: experiment.batchSize }, (_, row) => sampleAt(experiment, iteration, row))
  return { inputs: rows.flatMap((n) => inputs[n]), targets: rows.flatMap((n) => targets[n]) }
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
