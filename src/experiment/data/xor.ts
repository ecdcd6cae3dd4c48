import type { Source } from './dataset.ts'

export const xor: Source = {
  title: 'XOR',
  table: 'truth table',
  plane: { x: [-0.25, 1.25], y: [-0.25, 1.25] },
  count: { usual: 4, least: 4, most: 4 },
  isRandom: false,
  make: () => ({
    inputs: [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ],
    targets: [[0], [1], [1], [0]],
  }),
}
