import { createKernels } from '../../engine/kernels.ts'
import type { Network } from '../../engine/network.ts'
import type { Interval, Plane } from '../../experiment/data/dataset.ts'

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

/** @param grid points on each side */
export function createSurface(network: Network, plane: Plane, grid: number): Surface {
  const count = grid * grid
  const kernels = createKernels(network, count)
  kernels.setBatch(gridPoints(plane, grid), new Float64Array(count * network.sizes.at(-1)!))
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
function gridPoints({ x, y }: Plane, grid: number): Float64Array {
  const points = new Float64Array(grid * grid * 2)
  const at = ([low, high]: Interval, index: number) => low + ((index + 0.5) / grid) * (high - low)
  for (let row = 0; row < grid; row++) {
    for (let column = 0; column < grid; column++) {
      const point = row * grid + column
      points[2 * point] = at(x, column)
      points[2 * point + 1] = at(y, grid - 1 - row)
    }
  }
  return points
}
