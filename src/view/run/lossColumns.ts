import type { KeptRows } from '../../experiment/keptRows.ts'

/** Of iterations that share a column of the ribbon */
export interface LossColumn {
  /** How many iterations are done in the middle of it */
  readonly done: number
  readonly mean: number
  readonly lowest: number
  readonly highest: number
}

/** More columns would be narrower than a pixel or two. */
const MOST_COLUMNS = 400

/**
 * The losses kept, in columns that stand still while the run goes on.
 * @param most iterations that the ribbon has room for
 */
export function lossColumns({ stride, values }: KeptRows, most: number): LossColumn[] {
  const inColumn = Math.ceil(most / stride / MOST_COLUMNS)
  const columns: LossColumn[] = []
  for (let first = 0; first < values.length; first += inColumn) {
    const losses = values.subarray(first, first + inColumn)
    const middle = first + (losses.length - 1) / 2
    columns.push({ done: middle * stride + 1, ...summaryOf(losses) })
  }
  return columns
}

function summaryOf(losses: Float64Array): Omit<LossColumn, 'done'> {
  let [sum, lowest, highest] = [0, Infinity, -Infinity]
  for (const loss of losses) {
    sum += loss / losses.length // a sum of huge losses would be infinite
    lowest = Math.min(lowest, loss)
    highest = Math.max(highest, loss)
  }
  return { mean: sum, lowest, highest }
}
