/** A moment of a run: after the first `step` operations of an iteration. */
export interface Cursor {
  /** Updates made before this iteration */
  readonly iteration: number
  /** From 0 to the number of operations of an iteration */
  readonly step: number
}
