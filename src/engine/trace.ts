import { createKernels, type Kernels } from './kernels.ts'
import type { Layout, Slot } from './layout.ts'
import { outputLayer } from './network.ts'
import { operationAt, type Schedule } from './schedule.ts'

/** All that happened in one iteration. */
export interface Trace {
  /** Updates made before this iteration. */
  readonly iteration: number
  /** What stood in the given slots: length `layout.givenCount` */
  readonly given: Float64Array
  /**
   * What the operations wrote, in their order: for each row that is held z, a, the loss, ∂L/∂a and δ, then all that is
   * about the batch. The samples' shares of the gradients, most of what there is, are left out: each is δ times a.
   */
  readonly values: Float64Array
  /** The rows of the batch that are held; null for all of them. */
  readonly rows: readonly number[] | null
}

/** What an iteration starts from. */
export interface Givens {
  /** In the order of `Layout`'s parameter slots. */
  readonly parameters: ArrayLike<number>
  readonly learningRate: number
  /** [sample][unit], row by row */
  readonly inputs: ArrayLike<number>
  /** [sample][unit], row by row */
  readonly targets: ArrayLike<number>
}

/** Puts the givens into their slots, as `record` takes them. */
export function givenNumbers(
  { layout }: Schedule,
  { parameters, learningRate, inputs, targets }: Givens,
): Float64Array {
  const given = new Float64Array(layout.givenCount)
  given.set(parameters)
  given[layout.learningRate] = learningRate
  given.set(inputs, layout.activation(0, 0, 0))
  given.set(targets, layout.target(0, 0))
  return given
}

/**
 * Runs one iteration through kernels that hold its parameters and its batch, and keeps what they computed.
 *
 * @param rows of the batch, if not all are wanted
 * @param values where they are kept, of the length that `blankValues` gives them: making it anew takes longer than filling
 * it
 */
export function record(
  schedule: Schedule,
  kernels: Kernels,
  iteration: number,
  given: Float64Array,
  rows: readonly number[] | null = null,
  values: Float64Array = blankValues(schedule, rows),
): Trace {
  const { batchSize, layout } = schedule
  const held = rows?.length ?? batchSize
  kernels.forward()
  kernels.backward()
  for (let index = 0; index < held; index++) {
    kernels.copySample(rows ? rows[index] : index, values, index * layout.beforeShares)
  }
  kernels.copyBatch(given[layout.learningRate], values, held * layout.beforeShares)
  return { iteration, given, values, rows }
}

/** Room for what is kept of an iteration. */
export function blankValues({ batchSize, layout }: Schedule, rows: readonly number[] | null = null): Float64Array {
  return new Float64Array((rows?.length ?? batchSize) * layout.beforeShares + layout.outline.ofBatch.length)
}

/** An iteration of which nothing is computed yet. */
export const unrecorded = (iteration: number, given: Float64Array): Trace => ({
  iteration,
  given,
  values: new Float64Array(0),
  rows: [],
})

/** Whether a trace holds what was computed, of some rows at least. */
export const isRecorded = ({ values }: Trace): boolean => values.length > 0

/** Gives kernels what an iteration starts from. */
export function setGiven({ layout }: Schedule, kernels: Kernels, given: Float64Array): void {
  const [inputs, targets] = [layout.activation(0, 0, 0), layout.target(0, 0)]
  kernels.writeParameters(given.subarray(0, layout.parameterCount))
  kernels.setBatch(given.subarray(inputs, targets), given.subarray(targets, layout.givenCount))
}

/** One iteration through kernels of its own. */
export function recordAlone(schedule: Schedule, iteration: number, given: Float64Array): Trace {
  const kernels = createKernels(schedule.network, schedule.batchSize)
  setGiven(schedule, kernels, given)
  return record(schedule, kernels, iteration, given)
}

/** The number in a slot when all operations are done; null for what the trace does not hold. */
export function numberIn(schedule: Schedule, trace: Trace, slot: Slot): number | null {
  const { batchSize, layout } = schedule
  const { given, values, rows } = trace
  if (slot < layout.givenCount) return given[slot]
  if (!isRecorded(trace)) return null
  const { ofSample } = layout.outline
  const k = slot - layout.givenCount
  const sample = Math.floor(k / ofSample.length)
  if (sample >= batchSize) return values[values.length - (schedule.count - k)]
  const held = rows ? rows.indexOf(sample) : sample
  if (held < 0) return null
  const place = k - sample * ofSample.length
  if (place < layout.beforeShares) return values[held * layout.beforeShares + place]
  return shareIn(schedule, trace, k)
}

/** A sample's share of a gradient: δ_j a_i, or δ_j of a bias. */
function shareIn(schedule: Schedule, trace: Trace, k: number): number | null {
  const { layout } = schedule
  const { sample, layer, unit, source } = operationAt(schedule, k)
  if (sample === 'batch') throw new Error('A share belongs to a sample.')
  const delta = numberIn(schedule, trace, layout.delta(sample, layer, unit))
  if (delta === null || source === null) return delta
  return delta * numberIn(schedule, trace, layout.activation(sample, layer - 1, source))!
}

/** Whether a slot has a value after the first k operations of an iteration. */
export const isKnown = ({ givenCount }: Layout, slot: Slot, k: number): boolean => slot < givenCount + k

/** The number at which a run stops being one. */
export interface Divergence {
  readonly iteration: number
  /** The index of the operation that wrote it */
  readonly k: number
}

/** The first number of an iteration that is not finite. The trace must hold all rows. */
export function divergenceIn(schedule: Schedule, trace: Trace): Divergence | null {
  const { batchSize, layout } = schedule
  const { iteration, values } = trace
  const { outline, beforeShares, givenCount } = layout
  for (let sample = 0; sample < batchSize; sample++) {
    const start = sample * beforeShares
    const kept = firstNotFinite(values, start, start + beforeShares)
    if (kept !== null) return { iteration, k: sample * outline.ofSample.length + kept - start }
    const share = firstInfiniteShare(schedule, trace, sample)
    if (share !== null) return { iteration, k: share - givenCount }
  }
  const start = batchSize * beforeShares
  const ofBatch = firstNotFinite(values, start, values.length)
  return ofBatch === null ? null : { iteration, k: batchSize * outline.ofSample.length + ofBatch - start }
}

function firstNotFinite(values: Float64Array, from: number, to: number): number | null {
  for (let at = from; at < to; at++) {
    if (!Number.isFinite(values[at])) return at
  }
  return null
}

/** The product of two finite numbers can be too large. Only where the largest ones of a layer are, all are looked at. */
function firstInfiniteShare(schedule: Schedule, trace: Trace, sample: number): Slot | null {
  const { network, layout } = schedule
  const { sizes } = network
  const sizeOf = (slot: Slot) => Math.abs(numberIn(schedule, trace, slot)!)
  const largest = (layer: number, slotOf: (unit: number) => Slot) => {
    let found = 0
    for (let unit = 0; unit < sizes[layer]; unit++) found = Math.max(found, sizeOf(slotOf(unit)))
    return found
  }
  for (let layer = outputLayer(network); layer >= 1; layer--) {
    const delta = largest(layer, (unit) => layout.delta(sample, layer, unit))
    const activation = largest(layer - 1, (unit) => layout.activation(sample, layer - 1, unit))
    if (Number.isFinite(delta * activation)) continue
    for (let unit = 0; unit < sizes[layer]; unit++) {
      for (let source = 0; source < sizes[layer - 1]; source++) {
        const slot = layout.share(sample, layer, unit, source)!
        if (!Number.isFinite(sizeOf(slot))) return slot
      }
    }
  }
  return null
}
