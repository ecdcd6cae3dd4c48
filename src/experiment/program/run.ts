import type { Network } from '../../engine/network.ts'

/** What a program computes. */
export interface ProgramRun {
  readonly network: Network
  /** [sample][unit of the input layer] */
  readonly inputs: readonly (readonly number[])[]
  /** [sample][unit of the output layer] */
  readonly targets: readonly (readonly number[])[]
  readonly learningRate: number
  /** A seed, from which NumPy itself draws as `uniformParameters` does, or the numbers in the order of `Layout` */
  readonly start: { readonly seed: number } | { readonly parameters: ArrayLike<number> }
  /** How many are run, at least 1. The last one is what the program prints. */
  readonly iterations: number
  /** Samples per iteration */
  readonly batchSize: number
}

export const isWholeBatch = ({ batchSize, inputs }: ProgramRun): boolean => batchSize === inputs.length

/** The layers that have units, from the first after the inputs on */
export const layersOf = ({ sizes }: Network): number[] => sizes.slice(1).map((_, index) => index + 1)
