import { createKernels } from '../../engine/kernels.ts'
import type { Network } from '../../engine/network.ts'

/** Every unit over the input plane. It has buffers of its own: looking never disturbs the run. */
export interface Surface {
  /** Points on each side of the grid; numbers come row by row from the top. */
  readonly grid: number
  /** Computes all units at every point; the other methods read what it computed last. */
  evaluate(parameters: Float64Array): void
  /** a of a unit; layers count from 1, the inputs being 0 */
  activations(layer: number, unit: number): number[]
  /** z of a unit */
  weightedSums(layer: number, unit: number): number[]
}

/** The plane shown on each axis: the data lie between 0 and 1. */
export const PLANE = { low: -0.25, high: 1.25 }

/** @param grid points on each side */
export function createSurface(network: Network, grid: number): Surface {
  const count = grid * grid
  const kernels = createKernels(network, count)
  kernels.setBatch(gridPoints(grid), new Float64Array(count * network.sizes.at(-1)!))
  return {
    grid,
    evaluate(parameters) {
      kernels.writeParameters(parameters)
      kernels.forward()
    },
    activations: (layer, unit) => Array.from({ length: count }, (_, point) => kernels.activation(point, layer, unit)),
    weightedSums: (layer, unit) => Array.from({ length: count }, (_, point) => kernels.weightedSum(point, layer, unit)),
  }
}

/** x₁ to the right, x₂ upwards, each cell at its middle. */
function gridPoints(grid: number): Float64Array {
  const points = new Float64Array(grid * grid * 2)
  const at = (index: number) => PLANE.low + ((index + 0.5) / grid) * (PLANE.high - PLANE.low)
  for (let row = 0; row < grid; row++) {
    for (let column = 0; column < grid; column++) {
      const point = row * grid + column
      points[2 * point] = at(column)
      points[2 * point + 1] = at(grid - 1 - row)
    }
  }
  return points
}
