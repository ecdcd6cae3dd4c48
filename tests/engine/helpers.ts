import { expect } from 'vitest'
import type { Slot } from '../../src/engine/layout.ts'
import { outputLayer } from '../../src/engine/network.ts'
import { parametersOf } from '../../src/engine/parameters.ts'
import type { ParameterPlace } from '../../src/engine/place.ts'
import type { Schedule } from '../../src/engine/schedule.ts'
import { givenNumbers, numberIn, recordAlone, type Givens, type Trace } from '../../src/engine/trace.ts'
import { interpret, type Memory } from './interpreter.ts'

/** `W[l][j][i]` leads from unit i of layer l to unit j of layer l + 1; `b[l][j]` is that unit's bias. */
export interface Parameters {
  readonly W: readonly (readonly (readonly number[])[])[]
  readonly b: readonly (readonly number[])[]
}

/** Layer by layer the weights row by row, then the biases. */
export const flatParameters = ({ W, b }: Parameters): Float64Array =>
  Float64Array.from(W.flatMap((rows, l) => [...rows.flat(), ...b[l]]))

/** The iterations of a run, operation by operation: the memory with index k starts from k updates. */
export function* iterations(schedule: Schedule, givens: Givens): Generator<Memory, never> {
  let { parameters } = givens
  for (;;) {
    const memory = interpret(schedule, givenNumbers(schedule, { ...givens, parameters }))
    yield memory
    parameters = parametersAfter(schedule, memory)
  }
}

/** The iterations that start from these numbers of updates. */
export function memoriesAt(schedule: Schedule, givens: Givens, updates: readonly number[]): Map<number, Memory> {
  const last = Math.max(...updates)
  const kept = new Map<number, Memory>()
  let iteration = 0
  for (const memory of iterations(schedule, givens)) {
    if (updates.includes(iteration)) kept.set(iteration, memory)
    if (iteration++ === last) break
  }
  return kept
}

/** What an iteration started from. */
export const givenIn = ({ layout }: Schedule, memory: Memory): Float64Array => memory.slice(0, layout.givenCount)

/** The parameters that an iteration leaves to the next one. */
export function parametersAfter({ network, layout }: Schedule, memory: Memory): Float64Array {
  const parameters = new Float64Array(layout.parameterCount)
  for (const { layer, unit, source } of allParameters({ network })) {
    const found = layout.parameter(layer, unit, source)
    parameters[found] = memory[layout.updated(layer, unit, source) ?? found]
  }
  return parameters
}

/** The same iteration as the kernels record it. */
export const traceOf = (schedule: Schedule, iteration: number, memory: Memory): Trace =>
  recordAlone(schedule, iteration, givenIn(schedule, memory))

/** Every number of a trace, by its slot. */
export const numbersOf = (schedule: Schedule, trace: Trace): (number | null)[] =>
  range(schedule.layout.givenCount + schedule.count).map((slot) => numberIn(schedule, trace, slot))

/** A memory as nested arrays, [layer][sample][unit] and [layer][unit][source]; layer 0 is the first after the inputs. */
export function read({ network: { sizes }, batchSize, layout }: Schedule, memory: Memory) {
  const layers = range(sizes.length - 1).map((l) => l + 1)
  const samples = range(batchSize)
  /** NaN for what the network does not compute */
  const numberAt = (slot: Slot | null) => (slot === null ? NaN : memory[slot])
  const perUnit = (slotOf: (sample: number, layer: number, unit: number) => Slot | null) =>
    layers.map((l) => samples.map((n) => range(sizes[l]).map((j) => numberAt(slotOf(n, l, j)))))
  type SlotOfParameter = (layer: number, unit: number, source: number | null) => Slot | null
  const perWeight = (slotOf: SlotOfParameter) =>
    layers.map((l) => range(sizes[l]).map((j) => range(sizes[l - 1]).map((i) => numberAt(slotOf(l, j, i)))))
  const perBias = (slotOf: SlotOfParameter) =>
    layers.map((l) => range(sizes[l]).map((j) => numberAt(slotOf(l, j, null))))
  const shareOf =
    (sample: number): SlotOfParameter =>
    (l, j, i) =>
      layout.share(sample, l, j, i)
  return {
    W: perWeight(layout.parameter),
    b: perBias(layout.parameter),
    z: perUnit(layout.weightedSum),
    a: perUnit(layout.activation),
    sampleLosses: samples.map((n) => memory[layout.loss(n)]),
    loss: memory[layout.batchLoss],
    dLda: perUnit(layout.activationGradient),
    delta: perUnit(layout.delta),
    shares: samples.map((n) => ({ dW: perWeight(shareOf(n)), db: perBias(shareOf(n)) })),
    dW: perWeight(layout.gradient),
    db: perBias(layout.gradient),
  }
}

/** Every weight and bias, trained or not, layer by layer. */
export const allParameters = ({ network }: Pick<Schedule, 'network'>): ParameterPlace[] =>
  range(outputLayer(network)).flatMap((l) => [...parametersOf(network, l + 1)])

/** Expects the same bits: Object.is tells −0 from 0, and holds NaN to be itself. */
export function expectSameBits(
  actual: ArrayLike<number | null>,
  expected: ArrayLike<number | null>,
  name: string,
): void {
  if (actual.length !== expected.length) expect.fail(`${name}: ${actual.length} numbers, not ${expected.length}`)
  for (let at = 0; at < expected.length; at++) {
    if (!Object.is(actual[at], expected[at])) expect.fail(`${name}: [${at}] is ${actual[at]}, not ${expected[at]}`)
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
