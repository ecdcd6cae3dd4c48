/**
 * The two matrix products of backpropagation, in tiles of 2 × 4: eight sums grow in registers at once, so that each
 * number that is loaded takes part in several of them, and none of the eight additions has to wait for another.
 *
 * Each sum starts at 0 and takes its terms in ascending order, as the operations of the schedule do. So it has the same
 * bits as theirs, whatever the tiles are.
 *
 * All matrices stand in one array, `memory`: with one for each, the inner loops would run out of registers.
 */
export interface Matrix {
  /** Element (row, column) is memory[at + row · rowStep + column · columnStep]. */
  readonly at: number
  readonly rows: number
  readonly columns: number
  readonly rowStep: number
  readonly columnStep: number
}

export const TILE_WIDTH = 4

export const transposed = ({ at, rows, columns, rowStep, columnStep }: Matrix): Matrix => ({
  at,
  rows: columns,
  columns: rows,
  rowStep: columnStep,
  columnStep: rowStep,
})

/**
 * C = A B, that is C[j][n] = Σ_i A[j][i] B[i][n].
 * B and C have whole rows, and in these room for whole tiles: what is left beyond their columns is computed as well.
 */
export function multiply(memory: Float64Array, C: Matrix, A: Matrix, B: Matrix): void {
  const { at: atA, rowStep: rowStepA, columnStep: columnStepA, columns: terms } = A
  const { at: atB, rowStep: rowStepB } = B
  const { at: atC, rowStep: rowStepC, rows, columns } = C
  for (let j = 0; j < rows; j += 2) {
    // The last of an odd number of rows is paired with itself: computing it twice takes no longer than once.
    const k = Math.min(j + 1, rows - 1)
    for (let n = 0; n < columns; n += TILE_WIDTH) {
      let j0 = 0
      let j1 = 0
      let j2 = 0
      let j3 = 0
      let k0 = 0
      let k1 = 0
      let k2 = 0
      let k3 = 0
      let ji = atA + j * rowStepA
      let ki = atA + k * rowStepA
      let i0 = atB + n
      for (let i = 0; i < terms; i++) {
        const aj = memory[ji]
        const ak = memory[ki]
        const b0 = memory[i0]
        const b1 = memory[i0 + 1]
        const b2 = memory[i0 + 2]
        const b3 = memory[i0 + 3]
        j0 += aj * b0
        j1 += aj * b1
        j2 += aj * b2
        j3 += aj * b3
        k0 += ak * b0
        k1 += ak * b1
        k2 += ak * b2
        k3 += ak * b3
        ji += columnStepA
        ki += columnStepA
        i0 += rowStepB
      }
      const jn = atC + j * rowStepC + n
      const kn = atC + k * rowStepC + n
      memory[jn] = j0
      memory[jn + 1] = j1
      memory[jn + 2] = j2
      memory[jn + 3] = j3
      memory[kn] = k0
      memory[kn + 1] = k1
      memory[kn + 2] = k2
      memory[kn + 3] = k3
    }
  }
}

/** C = A Bᵀ, that is C[j][i] = Σ_n A[j][n] B[i][n], for matrices with whole rows. */
export function multiplyByTransposed(memory: Float64Array, C: Matrix, A: Matrix, B: Matrix): void {
  const { at: atA, rowStep: rowStepA, columns: terms } = A
  const { at: atB, rowStep: rowStepB } = B
  const { at: atC, rowStep: rowStepC, rows, columns } = C
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
      const rowJ = atA + j * rowStepA
      const rowK = atA + k * rowStepA
      const row0 = atB + i * rowStepB
      const row1 = atB + i1 * rowStepB
      const row2 = atB + i2 * rowStepB
      const row3 = atB + i3 * rowStepB
      for (let n = 0; n < terms; n++) {
        const aj = memory[rowJ + n]
        const ak = memory[rowK + n]
        const b0 = memory[row0 + n]
        const b1 = memory[row1 + n]
        const b2 = memory[row2 + n]
        const b3 = memory[row3 + n]
        j0 += aj * b0
        j1 += aj * b1
        j2 += aj * b2
        j3 += aj * b3
        k0 += ak * b0
        k1 += ak * b1
        k2 += ak * b2
        k3 += ak * b3
      }
      const rowCj = atC + j * rowStepC
      const rowCk = atC + k * rowStepC
      memory[rowCj + i] = j0
      memory[rowCj + i1] = j1
      memory[rowCj + i2] = j2
      memory[rowCj + i3] = j3
      memory[rowCk + i] = k0
      memory[rowCk + i1] = k1
      memory[rowCk + i2] = k2
      memory[rowCk + i3] = k3
    }
  }
}
