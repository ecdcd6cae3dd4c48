import { rangeAround, type Grouping, type Schedule } from '../engine/schedule.ts'

/** How far one press of a step button goes. */
export const stepSizes = ['operation', 'unit', 'layer', 'stage', 'sample', 'iteration', 'epoch'] as const
export type StepSize = (typeof stepSizes)[number]

/**
 * A cursor position k of an iteration lies after its first k operations, so an iteration of N has positions 0 … N. For
 * each size some of them are stops: 0, N, and every place where one unit, layer, … ends and another begins.
 *
 * @returns the next stop after k, or before it; null at the end of the iteration
 */
export function nextStop(schedule: Schedule, k: number, size: Grouping, direction: 1 | -1): number | null {
  if (direction > 0) return k < schedule.count ? rangeAround(schedule, k, size).to : null
  return k > 0 ? rangeAround(schedule, k - 1, size).from : null
}
