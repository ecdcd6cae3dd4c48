/** More edges are not each an element of the picture. */
const MOST_EDGES_ONE_BY_ONE = 500
/** More units in a layer, each an element that can be read, would make the picture higher than the screen. */
const MOST_UNITS_ONE_BY_ONE = 12

/** Whether the picture of a network is a large one, and the page draws what is beside it less often. */
export const isLarge = (sizes: readonly number[]): boolean =>
  edgeCount(sizes) > MOST_EDGES_ONE_BY_ONE || Math.max(...sizes) > MOST_UNITS_ONE_BY_ONE

export const edgeCount = (sizes: readonly number[]): number =>
  sizes.slice(1).reduce((count, size, index) => count + size * sizes[index], 0)

/**
 * Without a graphics card the page's own thread fills the lines, after the script: 28,864 of them, eight layers of 64, take
 * 35 to 80 ms. So a frame draws about so many, the strongest, and each of the next adds weaker and fainter ones, if nothing
 * changes meanwhile.
 */
export const EDGES_IN_A_FRAME = 3000
