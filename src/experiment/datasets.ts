/** Samples to learn from. */
export interface Dataset {
  readonly title: string
  /** [sample][unit of the input layer] */
  readonly inputs: readonly (readonly number[])[]
  /** [sample][unit of the output layer] */
  readonly targets: readonly (readonly number[])[]
}

export const datasets = {
  xor: {
    title: 'XOR',
    inputs: [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ],
    targets: [[0], [1], [1], [0]],
  },
} as const satisfies Record<string, Dataset>

export type DatasetName = keyof typeof datasets
