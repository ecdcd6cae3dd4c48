/** Samples to learn from. */
export interface Samples {
  /** [sample][unit of the input layer] */
  readonly inputs: readonly (readonly number[])[]
  /** [sample][unit of the output layer] */
  readonly targets: readonly (readonly number[])[]
}

/** What is the same for any samples of a kind. */
export interface Description {
  readonly title: string
  /** What the samples are called where they stand below each other */
  readonly table: 'truth table' | 'samples'
  readonly plane: Plane
}

/** The part of the plane of two inputs that is shown: all samples, and some room around them. */
export interface Plane {
  readonly x: Interval
  readonly y: Interval
}

export type Interval = readonly [low: number, high: number]

export interface Dataset extends Description, Samples {}

/** What makes a kind of data. */
export interface Source extends Description {
  /** How many samples there can be */
  readonly count: { readonly usual: number; readonly least: number; readonly most: number }
  /** Whether a seed decides what the samples are */
  readonly isRandom: boolean
  /** @param seed an integer from 0 to 2³² − 1 */
  make(count: number, seed: number): Samples
}
