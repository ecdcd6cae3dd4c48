/**
 * Where the numbers on a grid pass a level: straight pieces [x₁, y₁, x₂, y₂] one after another, in cells of the grid, whose
 * numbers stand at the cells' middles. Over the half cell between the outermost numbers and the frame the line goes on as
 * the numbers do.
 */
export function levelPieces(values: ArrayLike<number>, grid: number, level: number): number[] {
  const heights = withFrame(values, grid, level)
  const side = grid + 2
  const pieces: number[] = []
  for (let row = 0; row <= grid; row++) {
    for (let column = 0; column <= grid; column++) {
      const at = row * side + column
      const corners = [heights[at], heights[at + 1], heights[at + side + 1], heights[at + side]]
      const above = corners.filter((height) => height >= 0).length
      if (above > 0 && above < 4) addPieces(pieces, corners, row, column, grid)
    }
  }
  return pieces
}

/** Their path, for an SVG drawing */
export function piecesPath(pieces: readonly number[]): string {
  let path = ''
  for (let at = 0; at < pieces.length; at += 4) {
    path += `M${pieces[at]} ${pieces[at + 1]}L${pieces[at + 2]} ${pieces[at + 3]}`
  }
  return path
}

/** How far the numbers are above the level, with a frame around them to which they go on straight. */
function withFrame(values: ArrayLike<number>, grid: number, level: number): Float64Array {
  const side = grid + 2
  const heights = new Float64Array(side * side)
  for (let row = 0; row < grid; row++) {
    const first = (row + 1) * side
    for (let column = 0; column < grid; column++) heights[first + column + 1] = values[row * grid + column] - level
    extend(heights, first, 1, grid)
  }
  for (let column = 0; column < side; column++) extend(heights, column, side, grid)
  return heights
}

/** Half a cell beyond both ends of a row or column */
function extend(heights: Float64Array, frame: number, step: number, grid: number): void {
  const end = frame + (grid + 1) * step
  heights[frame] = 1.5 * heights[frame + step] - 0.5 * heights[frame + 2 * step]
  heights[end] = 1.5 * heights[end - step] - 0.5 * heights[end - 2 * step]
}

/** Around a cell between four numbers, from its left upper corner on */
const CORNERS = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
] as const

function addPieces(pieces: number[], corners: readonly number[], row: number, column: number, grid: number): void {
  const place = (index: number) => Math.min(grid, Math.max(0, index - 0.5))
  const crossings = corners.flatMap((height, corner) => {
    const next = (corner + 1) % 4
    if (height >= 0 === corners[next] >= 0) return []
    const part = height / (height - corners[next])
    const between = (axis: 0 | 1, first: number) => {
      const [from, to] = [place(first + CORNERS[corner][axis]), place(first + CORNERS[next][axis])]
      return from + part * (to - from)
    }
    return [[between(0, column), between(1, row)]]
  })
  // On a saddle, the line goes round the two corners that are not on the side of the middle.
  const middle = corners.reduce((sum, height) => sum + height)
  if (!Number.isFinite(middle)) return
  const isTurned = crossings.length === 4 && middle >= 0 !== corners[0] >= 0
  const ordered = isTurned ? [crossings[3], ...crossings.slice(0, 3)] : crossings
  for (const crossing of ordered) pieces.push(...crossing)
}
