import type { Schedule, Step } from '../engine/schedule.ts'

/** How far one press of a step button goes. */
export const stepSizes = ['operation', 'unit', 'layer', 'stage', 'sample', 'iteration', 'epoch'] as const
export type StepSize = (typeof stepSizes)[number]

/** The sizes that end within an iteration. */
export type SizeWithin = Exclude<StepSize, 'iteration' | 'epoch'>

/**
 * A cursor position k of an iteration lies after its first k operations, so an iteration of N has positions 0 … N. For
 * each size some of them are stops: 0, N, and every place where one unit, layer, … ends and another begins.
 */
const isStop = (steps: readonly Step[], k: number, size: SizeWithin): boolean =>
  k === 0 || k === steps.length || group(steps[k - 1], size) !== group(steps[k], size)

function group(step: Step, size: SizeWithin): string {
  const { operation, sample, stage, layer, unit, source } = step
  switch (size) {
    case 'operation':
      return `${operation} ${sample} ${layer} ${unit} ${source}`
    case 'unit':
      return `${sample} ${stage} ${layer} ${unit}`
    case 'layer':
      return `${sample} ${stage} ${layer}`
    case 'stage':
      return `${sample} ${stage}`
    case 'sample':
      return `${sample}`
  }
}

/** The next stop after k, or before it; null at the end of the iteration. */
export function nextStop({ steps }: Schedule, k: number, size: SizeWithin, direction: 1 | -1): number | null {
  for (let at = k + direction; at >= 0 && at <= steps.length; at += direction) {
    if (isStop(steps, at, size)) return at
  }
  return null
}
