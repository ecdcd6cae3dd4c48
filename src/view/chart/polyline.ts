import { pathRound } from 'd3'

/**
 * A line through points, as the data of an SVG path; it is broken where a coordinate is not finite. For the charts of the
 * first view: D3's `line` brings all of its curves along.
 */
export function polyline(points: readonly (readonly [x: number, y: number])[]): string {
  const path = pathRound(3)
  let isBroken = true
  for (const [x, y] of points) {
    const isThere = Number.isFinite(x) && Number.isFinite(y)
    if (isThere && isBroken) path.moveTo(x, y)
    else if (isThere) path.lineTo(x, y)
    isBroken = !isThere
  }
  return path.toString()
}
