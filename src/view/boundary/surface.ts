import { createKernels } from '../../engine/kernels.ts'
import type { Network } from '../../engine/network.ts'

/** The output over the input plane. It has buffers of its own: looking never disturbs the run. */
export interface Surface {
  /** Values on a grid of `GRID` × `GRID`, row by row from the top. */
  readonly evaluate: (parameters: Float64Array) => number[]
}

export const GRID = 44

/** The plane shown on each axis: the data lie between 0 and 1. */
export const PLANE = { low: -0.25, high: 1.25 }

export function createSurface(network: Network): Surface {
  const kernels = createKernels(network, GRID * GRID)
  kernels.setBatch(gridPoints(), new Float64Array(GRID * GRID * network.sizes.at(-1)!))
  return {
    evaluate(parameters) {
      kernels.writeParameters(parameters)
      kernels.forward()
      return Array.from({ length: GRID * GRID }, (_, point) => kernels.output(point, 0))
    },
  }
}

/** x₁ to the right, x₂ upwards, each cell at its middle. */
function gridPoints(): Float64Array {
  const points = new Float64Array(GRID * GRID * 2)
  const at = (index: number) => PLANE.low + ((index + 0.5) / GRID) * (PLANE.high - PLANE.low)
  for (let row = 0; row < GRID; row++) {
    for (let column = 0; column < GRID; column++) {
      const point = row * GRID + column
      points[2 * point] = at(column)
      points[2 * point + 1] = at(GRID - 1 - row)
    }
  }
  return points
}
