/** What was kept of iterations 0, stride, 2·stride, … of a run: a row of numbers each, one after another. */
export interface KeptRows {
  readonly stride: number
  readonly values: Float64Array
}
