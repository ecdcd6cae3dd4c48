/**
 * The two matrix products of backpropagation, in tiles: a tile keeps eight sums in registers at once, so that each
 * number that is loaded takes part in several of them, and none of the eight additions has to wait for another.
 *
 * Each sum starts at 0 and takes its terms in ascending order, as the operations of the schedule do. So the bits are
 * the same, whatever the tiles are.
 */

/** What the stride of a batch is a multiple of: the width of a tile. */
export const TILE_WIDTH = 4

/**
 * C[j][n] = Σ_i A[j][i] B[i][n], for A[j][i] at j·rowStep + i·columnStep: swapping the steps transposes A.
 * B and C have rows of `stride` numbers, a multiple of TILE_WIDTH, and all of them are computed.
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
      let at = B + n
      for (let i = 0; i < terms; i++) {
        const aj = memory[atJ]
        const ak = memory[atK]
        const b0 = memory[at]
        const b1 = memory[at + 1]
        const b2 = memory[at + 2]
        const b3 = memory[at + 3]
        j0 += aj * b0
        j1 += aj * b1
        j2 += aj * b2
        j3 += aj * b3
        k0 += ak * b0
        k1 += ak * b1
        k2 += ak * b2
        k3 += ak * b3
        atJ += columnStep
        atK += columnStep
        at += stride
      }
      store(memory, C + j * stride + n, j0, j1, j2, j3)
      store(memory, C + k * stride + n, k0, k1, k2, k3)
    }
  }
}

function store(C: Float64Array, at: number, c0: number, c1: number, c2: number, c3: number): void {
  C[at] = c0
  C[at + 1] = c1
  C[at + 2] = c2
  C[at + 3] = c3
}

/**
 * C[j][i] = Σ_n A[j][n] B[i][n] for the first `columns` of each row of C.
 * A and B have rows of `stride` numbers, of which the first `terms` are added up.
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
      const Aj = A + j * stride
      const Ak = A + k * stride
      const B0 = B + i * stride
      const B1 = B + i1 * stride
      const B2 = B + i2 * stride
      const B3 = B + i3 * stride
      for (let n = 0; n < terms; n++) {
        const aj = memory[Aj + n]
        const ak = memory[Ak + n]
        const b0 = memory[B0 + n]
        const b1 = memory[B1 + n]
        const b2 = memory[B2 + n]
        const b3 = memory[B3 + n]
        j0 += aj * b0
        j1 += aj * b1
        j2 += aj * b2
        j3 += aj * b3
        k0 += ak * b0
        k1 += ak * b1
        k2 += ak * b2
        k3 += ak * b3
      }
      memory[C + j * rowStep + i] = j0
      memory[C + j * rowStep + i1] = j1
      memory[C + j * rowStep + i2] = j2
      memory[C + j * rowStep + i3] = j3
      memory[C + k * rowStep + i] = k0
      memory[C + k * rowStep + i1] = k1
      memory[C + k * rowStep + i2] = k2
      memory[C + k * rowStep + i3] = k3
    }
  }
}
