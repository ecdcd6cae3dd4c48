import { expect } from 'vitest'
import type { Schedule } from '../../src/engine/schedule.ts'
import { givenNumbers, parametersAfter, record, type Givens, type Trace } from '../../src/engine/trace.ts'

/** `W[l][j][i]` leads from unit i of layer l to unit j of layer l + 1; `b[l][j]` is that unit's bias. */
export interface Parameters {
  readonly W: readonly (readonly (readonly number[])[])[]
  readonly b: readonly (readonly number[])[]
}

/** Layer by layer the weights row by row, then the biases. */
export const flatParameters = ({ W, b }: Parameters): Float64Array =>
  Float64Array.from(W.flatMap((rows, l) => [...rows.flat(), ...b[l]]))

/** The iterations of a run, one after the other: the trace with index k starts from k updates. */
export function* iterations(schedule: Schedule, givens: Givens): Generator<Trace> {
  let { parameters } = givens
  for (let iteration = 0; ; iteration++) {
    const trace = record(schedule, iteration, givenNumbers(schedule, { ...givens, parameters }))
    yield trace
    parameters = parametersAfter(schedule, trace)
  }
}

/** The traces that start from these numbers of updates. */
export function tracesAt(schedule: Schedule, givens: Givens, updates: readonly number[]): Map<number, Trace> {
  const last = Math.max(...updates)
  const kept = new Map<number, Trace>()
  for (const trace of iterations(schedule, givens)) {
    if (updates.includes(trace.iteration)) kept.set(trace.iteration, trace)
    if (trace.iteration === last) return kept
  }
  return kept
}

/** A memory as nested arrays, [layer][sample][unit] and [layer][unit][source]; layer 0 is the first after the inputs. */
export function read({ network: { sizes }, batchSize, layout }: Schedule, memory: Float64Array) {
  const layers = range(sizes.length - 1).map((l) => l + 1)
  const samples = range(batchSize)
  const perUnit = (slot: (sample: number, layer: number, unit: number) => number) =>
    layers.map((l) => samples.map((n) => range(sizes[l]).map((j) => memory[slot(n, l, j)])))
  const perWeight = (slot: (layer: number, unit: number, source: number) => number) =>
    layers.map((l) => range(sizes[l]).map((j) => range(sizes[l - 1]).map((i) => memory[slot(l, j, i)])))
  const perBias = (slot: (layer: number, unit: number) => number) =>
    layers.map((l) => range(sizes[l]).map((j) => memory[slot(l, j)]))
  return {
    W: perWeight((l, j, i) => layout.weight(l, j, i)),
    b: perBias((l, j) => layout.bias(l, j)),
    z: perUnit((n, l, j) => layout.weightedSum(n, l, j)),
    a: perUnit((n, l, j) => layout.activation(n, l, j)),
    sampleLosses: samples.map((n) => memory[layout.loss(n)]),
    loss: memory[layout.batchLoss],
    dLda: perUnit((n, l, j) => layout.activationGradient(n, l, j)),
    delta: perUnit((n, l, j) => layout.delta(n, l, j)),
    shares: samples.map((n) => ({
      dW: perWeight((l, j, i) => layout.weightGradient(n, l, j, i)),
      db: perBias((l, j) => layout.biasGradient(n, l, j)),
    })),
    dW: perWeight((l, j, i) => layout.batchWeightGradient(l, j, i)),
    db: perBias((l, j) => layout.batchBiasGradient(l, j)),
  }
}

export type Numbers = number | readonly Numbers[]

export interface Tolerance {
  readonly absolute: number
  readonly relative?: number
}

/** Expects the same shape, and each number within absolute + relative · |expected|. */
export function expectWithin({ absolute, relative = 0 }: Tolerance, actual: Numbers, expected: Numbers, name = '') {
  if (typeof expected === 'number') {
    expect(typeof actual, name).toBe('number')
    const off = Math.abs(Number(actual) - expected)
    expect(off, `${name}: ${String(actual)} for ${expected}`).toBeLessThanOrEqual(
      absolute + relative * Math.abs(expected),
    )
  } else {
    const parts = Array.isArray(actual) ? actual : []
    expect(parts, name).toHaveLength(expected.length)
    expected.forEach((part, i) => expectWithin({ absolute, relative }, parts[i] as Numbers, part, `${name}[${i}]`))
  }
}

export const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index)
