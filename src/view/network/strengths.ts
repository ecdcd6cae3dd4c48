/** Edges between two layers are drawn in so many strengths for each sign: a line is set up only so often. */
export const STRENGTHS = 6
/** The sign and the strength of an edge in one number; weights that are no numbers are the last kind. */
export const KINDS = 2 * STRENGTHS + 1
export const NOT_FINITE = KINDS - 1

export const strengthOf = (kind: number): number => kind >> 1
export const signOf = (kind: number): 1 | -1 => (kind % 2 === 0 ? -1 : 1)

function kindOf(weight: number, largest: number): number {
  if (!Number.isFinite(weight)) return NOT_FINITE
  const strength = largest === 0 ? 0 : Math.min(STRENGTHS - 1, Math.floor((STRENGTHS * Math.abs(weight)) / largest))
  return 2 * strength + (weight < 0 ? 0 : 1)
}

/** Edges by their kinds, the weakest first. Made once and filled anew for every picture. */
export interface Sorted {
  /** Indices into the weights */
  readonly order: Uint32Array
  /** The edges of a kind are those from `starts[kind]` up to `starts[kind + 1]`. */
  readonly starts: Uint32Array
  /** The largest size of a weight that is a number */
  largest: number
}

export const emptySorted = (count: number): Sorted => ({
  order: new Uint32Array(count),
  starts: new Uint32Array(KINDS + 1),
  largest: 0,
})

function largestSize(weights: Float32Array): number {
  let largest = 0
  for (const weight of weights) {
    const size = Math.abs(weight)
    if (size > largest && size !== Infinity) largest = size
  }
  return largest
}

/** Sorts weights by counting how many there are of each kind. */
export function sortByStrength(weights: Float32Array, sorted: Sorted): void {
  const { order, starts } = sorted
  const largest = largestSize(weights)
  starts.fill(0)
  for (const weight of weights) starts[kindOf(weight, largest)]++
  let end = 0
  for (let kind = 0; kind <= KINDS; kind++) starts[kind] = end += starts[kind]
  for (let edge = weights.length - 1; edge >= 0; edge--) order[--starts[kindOf(weights[edge], largest)]] = edge
  sorted.largest = largest
}
