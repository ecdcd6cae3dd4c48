/**
 * Rows of numbers, one for every `stride`-th iteration, in bounded memory: when it is full, every second row is
 * dropped and the stride doubles.
 */
export interface Series {
  readonly stride: number
  /** Rows kept: those of iterations 0, stride, …, (length − 1)·stride */
  readonly length: number
  /** The iteration whose row is due: rows are pushed once and in order. */
  readonly next: number
  push(row: ArrayLike<number>): void
  /** The newest iteration kept that is not after the given one, or −1. */
  newestUntil(iteration: number): number
  /** The row of an iteration that is kept; a view, valid until the next push. */
  row(iteration: number): Float64Array
  /** Forgets the rows of all iterations after the given one. */
  dropAfter(iteration: number): void
  /** A copy of all rows, one after another. */
  values(): Float64Array
}

export function createSeries(options: { width: number; capacity: number; stride: number }): Series {
  const { width, capacity } = options
  let { stride } = options
  let length = 0
  let rows = new Float64Array(width * Math.min(capacity, 64))

  const rowAt = (index: number) => rows.subarray(index * width, (index + 1) * width)

  function grow(): void {
    const larger = new Float64Array(Math.min(rows.length * 2, width * capacity))
    larger.set(rows)
    rows = larger
  }

  function thin(): void {
    for (let index = 0; index * 2 < length; index++) rowAt(index).set(rowAt(index * 2))
    length = Math.ceil(length / 2)
    stride *= 2
  }

  return {
    get stride() {
      return stride
    },
    get length() {
      return length
    },
    get next() {
      return length * stride
    },
    push(row) {
      if ((length + 1) * width > rows.length) grow()
      rowAt(length).set(row)
      length++
      if (length === capacity) thin()
    },
    newestUntil: (iteration) => (length === 0 ? -1 : Math.min(Math.floor(iteration / stride), length - 1) * stride),
    row: (iteration) => rowAt(iteration / stride),
    dropAfter(iteration) {
      length = Math.min(length, Math.floor(iteration / stride) + 1)
    },
    values: () => rows.slice(0, length * width),
  }
}
