/** More edges are not each an element of the picture. */
const MOST_EDGES_ONE_BY_ONE = 500
/** More units in a layer, each an element that can be read, would make the picture higher than the screen. */
const MOST_UNITS_ONE_BY_ONE = 12

/** Whether the picture of a network is a large one, and the page draws what is beside it less often. */
export const isLarge = (sizes: readonly number[]): boolean =>
  edgeCount(sizes) > MOST_EDGES_ONE_BY_ONE || Math.max(...sizes) > MOST_UNITS_ONE_BY_ONE

export const edgeCount = (sizes: readonly number[]): number =>
  sizes.slice(1).reduce((count, size, index) => count + size * sizes[index], 0)
