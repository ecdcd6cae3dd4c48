/**
 * The two matrix products of backpropagation, in tiles of 2 × 4: eight sums grow in registers at once, so that each
 * number that is loaded takes part in several of them, and none of the eight additions has to wait for another.
 *
 * Each sum starts at 0 and takes its terms in ascending order, as the operations of the schedule do. So it has the same
 * bits as theirs, whatever the tiles are.
 *
 * All matrices stand in one array, `memory`, and are named by the place of their first element: with an array for each,
 * the inner loops would run out of registers. `| 0` promises that a place is a 32-bit integer, which saves the inner loops
 * a check for overflow at every step.
 */

export const TILE_WIDTH = 4

/**
 * C = A B, that is C[j][n] = Σ_i A[j][i] B[i][n].
 *
 * A[j][i] stands at A + j · rowStep + i · columnStep, so that swapping the two steps transposes A. The rows of B and C
 * are `stride` long, a multiple of TILE_WIDTH.
 */
export function multiply(
  memory: Float64Array,
  C: number,
  A: number,
  rowStep: number,
  columnStep: number,
  B: number,
  rows: number,
  terms: number,
  stride: number,
): void {
  for (let j = 0; j < rows; j += 2) {
    // The last of an odd number of rows is paired with itself: computing it twice takes no longer than once.
    const k = Math.min(j + 1, rows - 1)
    for (let n = 0; n < stride; n += TILE_WIDTH) {
      let j0 = 0
      let j1 = 0
      let j2 = 0
      let j3 = 0
      let k0 = 0
      let k1 = 0
      let k2 = 0
      let k3 = 0
      let atJ = A + j * rowStep
      let atK = A + k * rowStep
      let atB = B + n
      for (let i = 0; i < terms; i++) {
        const aj = memory[atJ]
        const ak = memory[atK]
        const b0 = memory[atB]
        const b1 = memory[(atB + 1) | 0]
        const b2 = memory[(atB + 2) | 0]
        const b3 = memory[(atB + 3) | 0]
        j0 += aj * b0
        j1 += aj * b1
        j2 += aj * b2
        j3 += aj * b3
        k0 += ak * b0
        k1 += ak * b1
        k2 += ak * b2
        k3 += ak * b3
        atJ = (atJ + columnStep) | 0
        atK = (atK + columnStep) | 0
        atB = (atB + stride) | 0
      }
      store(memory, C + j * stride + n, j0, j1, j2, j3)
      store(memory, C + k * stride + n, k0, k1, k2, k3)
    }
  }
}

function store(memory: Float64Array, at: number, c0: number, c1: number, c2: number, c3: number): void {
  memory[at] = c0
  memory[at + 1] = c1
  memory[at + 2] = c2
  memory[at + 3] = c3
}

/**
 * C = A Bᵀ, that is C[j][i] = Σ_n A[j][n] B[i][n].
 *
 * The rows of A and B are `stride` long, of which the first `terms` count, and those of C are `rowStep` long, of which
 * the first `columns` are written.
 */
export function multiplyByTransposed(
  memory: Float64Array,
  C: number,
  rowStep: number,
  A: number,
  B: number,
  rows: number,
  columns: number,
  terms: number,
  stride: number,
): void {
  for (let j = 0; j < rows; j += 2) {
    const k = Math.min(j + 1, rows - 1)
    for (let i = 0; i < columns; i += 4) {
      // As with the rows, what is missing to a whole tile is the last column again.
      const i1 = Math.min(i + 1, columns - 1)
      const i2 = Math.min(i + 2, columns - 1)
      const i3 = Math.min(i + 3, columns - 1)
      let j0 = 0
      let j1 = 0
      let j2 = 0
      let j3 = 0
      let k0 = 0
      let k1 = 0
      let k2 = 0
      let k3 = 0
      const atJ = A + j * stride
      const atK = A + k * stride
      const at0 = B + i * stride
      const at1 = B + i1 * stride
      const at2 = B + i2 * stride
      const at3 = B + i3 * stride
      for (let n = 0; n < terms; n++) {
        const aj = memory[(atJ + n) | 0]
        const ak = memory[(atK + n) | 0]
        const b0 = memory[(at0 + n) | 0]
        const b1 = memory[(at1 + n) | 0]
        const b2 = memory[(at2 + n) | 0]
        const b3 = memory[(at3 + n) | 0]
        j0 += aj * b0
        j1 += aj * b1
        j2 += aj * b2
        j3 += aj * b3
        k0 += ak * b0
        k1 += ak * b1
        k2 += ak * b2
        k3 += ak * b3
      }
      const rowJ = C + j * rowStep
      const rowK = C + k * rowStep
      memory[rowJ + i] = j0
      memory[rowJ + i1] = j1
      memory[rowJ + i2] = j2
      memory[rowJ + i3] = j3
      memory[rowK + i] = k0
      memory[rowK + i1] = k1
      memory[rowK + i2] = k2
      memory[rowK + i3] = k3
    }
  }
}
