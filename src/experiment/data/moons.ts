import { createRandom } from '../../engine/random.ts'
import { cos, sin } from '../../engine/trigonometry.ts'
import type { Samples, Source } from './dataset.ts'

/** Standard deviation of what is added to each coordinate */
const NOISE = 0.12

/** Coordinates are rounded to four digits behind the point. */
const UNITS = 10_000

/** Two half circles that reach into each other. */
export const moons: Source = {
  title: 'Two moons',
  table: 'samples',
  // Without noise they lie in −1 … 2 and −½ … 1. Five standard deviations around that hold all but three in ten million.
  plane: { x: [-1.6, 2.6], y: [-1.1, 1.6] },
  count: { usual: 200, least: 4, most: 1000 },
  isRandom: true,
  make: makeMoons,
}

/** The samples of scikit-learn's `make_moons(count, noise=0.12, random_state=seed)`, rounded. */
function makeMoons(count: number, seed: number): Samples {
  const outer = Math.floor(count / 2)
  const points = [...halfCircle(outer), ...halfCircle(count - outer).map(facing)]
  const random = createRandom(seed)
  const order = random.permutation(count)
  return {
    inputs: order.map((index) => points[index].map((coordinate) => rounded(coordinate + NOISE * random.normal()))),
    targets: order.map((index) => [index < outer ? 0 : 1]),
  }
}

type Point = readonly [x1: number, x2: number]

/** From (1, 0) over (0, 1) to (−1, 0), evenly spread. */
function halfCircle(count: number): Point[] {
  const step = Math.PI / (count - 1)
  return Array.from({ length: count }, (_, index) => {
    const angle = index < count - 1 ? index * step : Math.PI
    return [cos(angle), sin(angle)]
  })
}

/** A point of the other moon, which is turned by half a circle and has its ends where this one has its middle. */
const facing = ([x1, x2]: Point): Point => [1 - x1, 1 - x2 - 0.5]

/** Adding 0 makes 0 of −0. */
const rounded = (coordinate: number): number => Math.round(coordinate * UNITS) / UNITS + 0
