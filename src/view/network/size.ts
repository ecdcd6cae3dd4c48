/** More edges are not each an element of the picture. */
const MOST_EDGES_ONE_BY_ONE = 500

/** Whether the picture of a network is a large one, and the page draws what is beside it less often. */
export const isLarge = (sizes: readonly number[]): boolean => edgeCount(sizes) > MOST_EDGES_ONE_BY_ONE

export const edgeCount = (sizes: readonly number[]): number =>
  sizes.slice(1).reduce((count, size, index) => count + size * sizes[index], 0)
