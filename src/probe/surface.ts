import { createKernels } from '../engine/kernels.ts'
import type { Network } from '../engine/network.ts'
import type { Interval, Plane } from '../experiment/data/dataset.ts'

/** One number of a unit over the input plane; layers count from 1, the inputs being 0. */
export interface UnitMap {
  readonly of: 'activation' | 'weightedSum'
  readonly layer: number
  readonly unit: number
}

/** What units answer to every point of the input plane. */
export interface Surface {
  /** For each map its numbers on a square grid, row by row from the top */
  evaluate(parameters: Float64Array, maps: readonly UnitMap[]): Float64Array[]
}

/** @param grid points on each side */
export function createSurface(network: Network, plane: Plane, grid: number): Surface {
  const count = grid * grid
  const kernels = createKernels(network, count)
  kernels.setBatch(gridPoints(plane, grid), new Float64Array(count * network.sizes.at(-1)!))
  return {
    evaluate(parameters, maps) {
      kernels.writeParameters(parameters)
      kernels.forward()
      return maps.map(({ of, layer, unit }) => {
        const numberAt = kernels[of]
        const numbers = new Float64Array(count)
        for (let point = 0; point < count; point++) numbers[point] = numberAt(point, layer, unit)
        return numbers
      })
    },
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
