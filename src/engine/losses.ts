import { binaryCrossEntropy } from './losses/binaryCrossEntropy.ts'
import { halfSquaredError } from './losses/halfSquaredError.ts'
import type { Loss } from './losses/loss.ts'
import { meanSquaredError } from './losses/meanSquaredError.ts'

export type { Loss }

export const losses = {
  halfSquaredError,
  meanSquaredError,
  binaryCrossEntropy,
} as const satisfies Record<string, Loss>

export type LossName = keyof typeof losses

/** Looks a loss up, with `pairedWith` visible on each. */
export const lossNamed = (name: LossName): Loss => losses[name]
