/** Room above and below the numbers on a logarithmic scale, as a factor */
const PADDING = 1.5
const MOST_POWERS = 6

/** From below the least number to above the largest, two powers of ten at least; what is 0 has no place there. */
export function logarithmicRange(values: readonly number[]): [low: number, high: number] {
  const shown = values.filter((value) => value > 0 && Number.isFinite(value))
  if (shown.length === 0) return [1e-3, 1]
  const [low, high] = [Math.min(...shown) / PADDING, Math.max(...shown) * PADDING]
  if (powersWithin([low, high]).length >= 2) return [low, high]
  const least = Math.min(...shown)
  const power = Math.floor(Math.log10(least))
  return [Math.min(least, 10 ** power), Math.max(high, 10 ** (power + 1))]
}

/** The powers of ten between two numbers; every n-th where they are many. */
export function powersWithin([low, high]: readonly number[]): number[] {
  // A power of ten is not always what its logarithm says it is.
  const [first, last] = [Math.ceil(Math.log10(low) - 1e-9), Math.floor(Math.log10(high) + 1e-9)]
  const every = Math.max(1, Math.ceil((last - first + 1) / MOST_POWERS))
  return Array.from({ length: Math.max(0, Math.floor((last - first) / every) + 1) }, (_, index) =>
    Number(`1e${first + index * every}`),
  )
}
