import { range } from 'd3'
import type { Network } from '../../../engine/network.ts'
import type { Interval, Plane } from '../../../experiment/data/dataset.ts'
import { createSurface } from '../../../probe/surface.ts'
import { mapsOfLayer, picturesOfLayer, type UnitPicture } from '../../chart/unitMaps.ts'

/** Numbers on each side of a map */
export const GRID = 28

/** What every unit answers over the input plane, [layer][unit]. Of a network this small the page computes it in a millisecond. */
export function createWindowMaps(network: Network, plane: Plane): (parameters: Float64Array) => UnitPicture[][] {
  const surface = createSurface(network, plane, GRID)
  const inputs = inputPictures(plane)
  const layers = network.sizes.slice(1).map((_, index) => index + 1)
  const maps = layers.flatMap((layer) => mapsOfLayer(network, layer))
  return (parameters) => {
    const numbers = surface.evaluate(parameters, maps)
    const hidden = layers.map((layer) => {
      const own = numbers.filter((_, index) => maps[index].layer === layer)
      return picturesOfLayer(network, layer, own, GRID)
    })
    return [inputs, ...hidden]
  }
}

/** An input answers with itself: from left to right, or upwards. It changes over nowhere. */
function inputPictures({ x, y }: Plane): UnitPicture[] {
  const ramp = ([low, high]: Interval, partAt: (row: number, column: number) => number) => ({
    values: range(GRID * GRID).map(
      (point) => low + ((partAt(Math.floor(point / GRID), point % GRID) + 0.5) / GRID) * (high - low),
    ),
    scale: { level: (low + high) / 2, reach: (high - low) / 2 },
    line: [],
  })
  return [ramp(x, (_, column) => column), ramp(y, (row) => GRID - 1 - row)]
}
