import { nice } from 'd3'

export const scaleNames = ['linear', 'log'] as const
export type ScaleName = (typeof scaleNames)[number]

/** The height of a loss in the ribbon */
export interface LossScale {
  readonly lowest: number
  readonly highest: number
  /** From 0 at the bottom to 1 at the top; NaN for what is no number */
  readonly heightOf: (loss: number) => number
}

/** @param losses that there have been; what is not finite has no place */
export function lossScale(name: ScaleName, losses: readonly number[]): LossScale {
  const finite = losses.filter(Number.isFinite)
  return name === 'linear' ? linearScale(finite) : logarithmicScale(finite.filter((loss) => loss > 0))
}

function linearScale(losses: readonly number[]): LossScale {
  const largest = Math.max(0, ...losses) || 1
  const [, round] = nice(0, largest, 3)
  const highest = Number.isFinite(round) ? round : largest
  return { lowest: 0, highest, heightOf: (loss) => within(loss / highest) }
}

/** Powers of ten that are doubles */
const [FIRST_POWER, LAST_POWER] = [-323, 308]

/** From one power of ten to another: from a decade to the next the scale stands still. */
function logarithmicScale(losses: readonly number[]): LossScale {
  const top = losses.length === 0 ? 0 : Math.min(LAST_POWER, Math.ceil(Math.log10(Math.max(...losses))))
  const least = losses.length === 0 ? -1 : Math.floor(Math.log10(Math.min(...losses)))
  const bottom = Math.max(FIRST_POWER, Math.min(least, top - 1))
  return {
    lowest: Number(`1e${bottom}`),
    highest: Number(`1e${top}`),
    heightOf: (loss) => within((Math.log10(loss) - bottom) / (top - bottom)),
  }
}

const within = (share: number): number => Math.min(1, Math.max(0, share))
