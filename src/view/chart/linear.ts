type Interval = readonly [from: number, to: number]

/**
 * Straight from one interval to another. For the first view: D3's scales bring all of its number formats, colours and ways
 * between them along.
 */
export const linear =
  ([from, to]: Interval, [first, last]: Interval) =>
  (value: number): number =>
    first + ((value - from) / (to - from)) * (last - first)
