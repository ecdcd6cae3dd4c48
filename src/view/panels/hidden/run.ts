import type { Network } from '../../../engine/network.ts'
import type { Schedule } from '../../../engine/schedule.ts'
import type { KeptRows } from '../../../experiment/keptRows.ts'
import type { LessonState } from '../../../store/lesson.ts'

/** A number at a moment of the run. */
export interface Moment {
  /** Updates made: the parameters that iteration 5 starts from stand at 5. */
  readonly updates: number
  readonly value: number
}

/** Updates made at the cursor; a part of one where some parameters are updated and others are not. */
export function updatesAt({ schedule, cursor }: Pick<LessonState, 'schedule' | 'cursor'>): number {
  const count = schedule.count - schedule.firstUpdate
  const done = Math.max(0, cursor.step - schedule.firstUpdate)
  return cursor.iteration + (count === 0 ? 0 : done / count)
}

/**
 * One parameter over the run.
 *
 * @param width parameters in a row
 * @param here its value at the cursor, which takes its place among the kept ones
 * @param most rows that are used; more would fall on the same pixels
 */
export function momentsOf(
  { stride, values }: KeptRows,
  width: number,
  parameter: number,
  here: Moment,
  most: number,
): Moment[] {
  const every = everyFor(values.length / width, most)
  const moments: Moment[] = []
  for (let row = 0; row * width < values.length; row += every) {
    moments.push({ updates: row * stride, value: values[row * width + parameter] })
  }
  const after = moments.findIndex(({ updates }) => updates >= here.updates)
  if (after < 0) return [...moments, here]
  const rest = moments.slice(moments[after].updates === here.updates ? after + 1 : after)
  return [...moments.slice(0, after), here, ...rest]
}

/**
 * Which rows are used where at most so many may be: every n-th, n a power of 2. The rows kept are thinned to every
 * second as well, so that what was computed for a row is of use later.
 */
function everyFor(rows: number, most: number): number {
  let every = 1
  while (Math.ceil(rows / every) > most) every *= 2
  return every
}

/** The iterations of the rows that are used, with where their parameters begin. */
export function usedRows({ stride, values }: KeptRows, width: number, most: number) {
  const rows = values.length / width
  const every = everyFor(rows, most)
  return Array.from({ length: Math.ceil(rows / every) }, (_, index) => ({
    iteration: index * every * stride,
    from: index * every * width,
  }))
}

/** The step after which the last delta of an iteration is known: those of the first layer come last. */
export function lastDelta({ batchSize, network, layout }: Schedule): number {
  return layout.delta(batchSize - 1, 1, network.sizes[1] - 1) - layout.givenCount
}

export const hiddenLayers = (network: Network): number[] => network.sizes.slice(1, -1).map((_, index) => index + 1)

/** Which of the labels at these heights can stand without touching one before it in the list. */
export function roomFor(heights: readonly number[], lineHeight: number): boolean[] {
  const taken: number[] = []
  return heights.map((height) => {
    const isFree = taken.every((other) => Math.abs(other - height) >= lineHeight)
    if (isFree) taken.push(height)
    return isFree
  })
}
