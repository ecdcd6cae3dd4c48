import type { Operation } from '../engine/place.ts'
import { datasetOf, networkOf, type Experiment } from './experiment.ts'
import { plain, type ProgramLine } from './program/line.ts'
import { loop } from './program/loop.ts'
import { printing } from './program/printing.ts'
import type { ProgramRun } from './program/run.ts'
import { setUp } from './program/setUp.ts'

export { slotsOf, type ProgramArray, type SlotGrid } from './program/arrays.ts'
export type { ProgramLine, ProgramRun }

export interface Program {
  /** As they are shown: data of many samples is cut short. */
  readonly lines: readonly ProgramLine[]
  /** The program as a file, whole */
  readonly text: string
  /** The index of the line that carries out an operation */
  readonly lineOf: (operation: LineOperation) => number
}

type LineOperation = Pick<Operation, 'name' | 'layer'> & { readonly source: number | 'i' | null }

/** Of longer data, only so many samples are shown. */
const MOST_ROWS = 12

/**
 * A NumPy program that computes what the engine computes. Its arrays have a row for each sample; `W1[j, i]` leads from
 * unit i to unit j, and delta is ∂L/∂z, as everywhere here.
 */
export function programOf(run: ProgramRun): Program {
  const lines = linesOf(run, MOST_ROWS)
  const indexOf = new Map(
    lines.flatMap(({ operations }, index) => operations.map((each) => [keyOf(each), index] as const)),
  )
  return {
    lines,
    get text() {
      return linesOf(run, Infinity)
        .map(({ text }) => `${text}\n`)
        .join('')
    },
    lineOf(operation) {
      const index = indexOf.get(keyOf(operation))
      if (index === undefined) throw new Error(`No line carries out ${keyOf(operation)}.`)
      return index
    },
  }
}

const BLANK = plain('')

const linesOf = (run: ProgramRun, mostRows: number): ProgramLine[] => [
  ...setUp(run, mostRows),
  BLANK,
  ...loop(run),
  BLANK,
  ...printing(run),
]

/** A bias has no source: its operations have lines of their own. */
const keyOf = ({ name, layer, source }: LineOperation): string =>
  `${name} of layer ${layer}${source === null ? '' : ', weights'}`

/** The program of an experiment's first iterations: with `cursor.iteration + 1`, the last one is that on screen. */
export function programOfExperiment(experiment: Experiment, iterations: number): Program {
  const { inputs, targets } = datasetOf(experiment)
  const { learningRate, batchSize, seed } = experiment
  return programOf({
    network: networkOf(experiment),
    inputs,
    targets,
    learningRate,
    start: { seed },
    iterations,
    batchSize,
  })
}
