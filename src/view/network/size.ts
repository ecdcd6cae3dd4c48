/** With more edges than this the picture of a network is a large one. */
export const MOST_EDGES_ONE_BY_ONE = 500

export const edgeCount = (sizes: readonly number[]): number =>
  sizes.slice(1).reduce((count, size, index) => count + size * sizes[index], 0)
