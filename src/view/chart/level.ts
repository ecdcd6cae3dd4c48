import { contours } from 'd3'

type Point = readonly number[]

/** Where the numbers on a grid pass a level, as a path in cells of the grid, whose numbers stand at the cells' middles. */
export function levelLine(values: ArrayLike<number>, grid: number, level: number): string {
  const rings = contours().size([grid, grid]).contour(Array.from(values), level).coordinates.flat()
  return rings
    .flatMap((ring) => innerPieces(ring.slice(1), grid))
    .map((piece) => `M${piece.map((point) => point.join(' ')).join('L')}`)
    .join('')
}

/**
 * Contours also follow the frame of the grid. What lies inside it is kept, and goes straight on over the half cell
 * between the outermost numbers and the frame.
 */
function innerPieces(ring: readonly Point[], grid: number): Point[][] {
  const onFrame = ring.findIndex((point) => isOnFrame(point, grid))
  if (onFrame < 0) return [[...ring, ring[0]]]
  const pieces: Point[][] = [[]]
  for (const point of [...ring.slice(onFrame), ...ring.slice(0, onFrame)]) {
    if (isOnFrame(point, grid)) pieces.push([])
    else pieces.at(-1)!.push(point)
  }
  return pieces
    .filter((piece) => piece.length > 1)
    .map((piece) => [onTo(piece[1], piece[0], grid), ...piece, onTo(piece.at(-2)!, piece.at(-1)!, grid)])
}

const isOnFrame = (point: Point, grid: number): boolean =>
  point.some((coordinate) => coordinate <= 0 || coordinate >= grid)

/** From one point over another straight on to the frame; at most a cell where it runs along it. */
function onTo([x1, y1]: Point, [x2, y2]: Point, grid: number): Point {
  const [dx, dy] = [x2 - x1, y2 - y1]
  const reaches = [
    [x2, dx],
    [y2, dy],
  ].map(([from, by]) => (by === 0 ? Infinity : ((by > 0 ? grid : 0) - from) / by))
  const part = Math.min(...reaches, 1 / Math.hypot(dx, dy))
  return Number.isFinite(part) ? [x2 + part * dx, y2 + part * dy] : [x2, y2]
}
