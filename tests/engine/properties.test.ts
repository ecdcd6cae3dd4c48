import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Slot } from '../../src/engine/layout.ts'
import { lossNamed } from '../../src/engine/losses.ts'
import { activationOf, outputLayer } from '../../src/engine/network.ts'
import { stages } from '../../src/engine/place.ts'
import type { Schedule } from '../../src/engine/schedule.ts'
import { givenNumbers, isKnown, recordAlone } from '../../src/engine/trace.ts'
import { start, type Start } from './arbitraries.ts'
import { allParameters, expectWithin, numbersOf, parametersAfter, range, traceOf } from './helpers.ts'
import { blankMemory, carriedOut, compute, interpret, type Memory } from './interpreter.ts'

describe('every gradient is the slope of the loss', () => {
  it('for each weight and bias: ∂L/∂w and ∂L/∂b of the batch', () => {
    fc.assert(
      fc.property(start, (drawn) => {
        const { layout } = drawn.schedule
        const checked = slopeCheck(drawn, layout.batchLoss)
        for (const { layer, unit, source } of trainedParameters(drawn.schedule)) {
          checked(layout.gradient(layer, unit, source), layout.parameter(layer, unit, source))
        }
      }),
    )
  })

  it('for each weight, bias and sample: its share of ∂L/∂w and ∂L/∂b', () => {
    fc.assert(
      fc.property(start, (drawn) => {
        const { layout, batchSize } = drawn.schedule
        for (const sample of range(batchSize)) {
          const checked = slopeCheck(drawn, layout.loss(sample))
          for (const { layer, unit, source } of trainedParameters(drawn.schedule)) {
            checked(layout.share(sample, layer, unit, source), layout.parameter(layer, unit, source))
          }
        }
      }),
    )
  })

  it('for each unit and sample: δ = ∂L/∂z, and ∂L/∂a where the loss is not derived straight to z', () => {
    fc.assert(
      fc.property(start, (drawn) => {
        const { layout, network, batchSize } = drawn.schedule
        const checked = slopeCheck(drawn, layout.batchLoss)
        const paired = lossNamed(network.loss).pairedWith !== undefined
        for (const { layer, unit } of units(drawn.schedule)) {
          for (const sample of range(batchSize)) {
            checked(layout.delta(sample, layer, unit), layout.weightedSum(sample, layer, unit))
            if (paired && layer === outputLayer(network)) continue
            checked(layout.activationGradient(sample, layer, unit), layout.activation(sample, layer, unit))
          }
        }
      }),
    )
  })
})

describe('every prefix of a trace', () => {
  it('is, bit for bit, the memory of one who computes operation by operation', () => {
    fc.assert(
      fc.property(start, ({ schedule, givens }) => {
        const { layout, count } = schedule
        let parameters: Float64Array = Float64Array.from(givens.parameters)
        // The second iteration starts from what the first has left.
        for (const iteration of [0, 1]) {
          const given = { ...givens, parameters }
          const memory = memoryBefore({ schedule, givens: given })
          const numbers = numbersOf(schedule, recordAlone(schedule, iteration, givenNumbers(schedule, given)))
          const different = range(count + 1).filter((k) => {
            if (k > 0) carryOut(schedule, k - 1, memory)
            return memory.some((number, slot) => !Object.is(isKnown(layout, slot, k) ? numbers[slot] : NaN, number))
          })
          expect(different).toEqual([])
          parameters = parametersAfter(schedule, memory)
        }
      }),
    )
  })

  it('knows the givens and what was written by then, and nothing else', () => {
    fc.assert(
      fc.property(start, ({ schedule }) => {
        const { layout, count } = schedule
        const known = new Set(range(layout.givenCount))
        for (let k = 0; k <= count; k++) {
          if (k > 0) known.add(carriedOut(schedule)[k - 1].operation.target)
          const mistaken = range(layout.givenCount + count).filter(
            (slot) => isKnown(layout, slot, k) !== known.has(slot),
          )
          expect(mistaken, `after ${k} operations`).toEqual([])
        }
      }),
    )
  })
})

describe('every schedule', () => {
  it('writes each slot exactly once in an iteration, but none of the givens', () => {
    fc.assert(
      fc.property(start, ({ schedule }) => {
        const targets = carriedOut(schedule).map(({ operation }) => operation.target)
        const { givenCount } = schedule.layout
        expect(targets.sort((one, other) => one - other)).toEqual(range(schedule.count).map((k) => givenCount + k))
      }),
    )
  })

  it('names all operands of an operation: whatever the rest of the memory holds, it writes the same bits', () => {
    fc.assert(
      fc.property(start, ({ schedule, givens }) => {
        const memory = interpret(schedule, givenNumbers(schedule, givens))
        const dependent = carriedOut(schedule).filter((reading) => {
          const operandsOnly = blankMemory(schedule)
          for (const slot of reading.operands) operandsOnly[slot] = memory[slot]
          return !Object.is(compute(reading, operandsOnly), memory[reading.operation.target])
        })
        expect(dependent).toEqual([])
      }),
    )
  })

  it('reads only what is known by then, and no parameter that is already updated', () => {
    fc.assert(
      fc.property(start, ({ schedule }) => {
        const { layout } = schedule
        const known = new Set(range(layout.givenCount))
        const updated = new Set<Slot>()
        const early = carriedOut(schedule).filter(({ operation, operands }, k) => {
          const honest = operands.every((slot) => known.has(slot) && isKnown(layout, slot, k))
          const fresh = operands.every((slot) => !updated.has(slot))
          known.add(operation.target)
          if (operation.name === 'update') {
            updated.add(operation.target)
            updated.add(layout.parameter(operation.layer, operation.unit, operation.source))
          }
          return !honest || !fresh
        })
        expect(early).toEqual([])
      }),
    )
  })

  it('takes each sample through forward, loss, backward and gradients, then sums over the batch, then updates', () => {
    fc.assert(
      fc.property(start, ({ schedule }) => {
        const { batchSize } = schedule
        const operations = carriedOut(schedule).map(({ operation }) => operation)
        const samples = range(batchSize).flatMap((n) =>
          ['forward', 'loss', 'backward', 'gradients'].map((stage) => `${stage} of ${n}`),
        )
        const passed = new Set(operations.map(({ stage, sample }) => `${stage} of ${sample}`))
        const batch = ['loss of batch', 'gradients of batch', 'update of batch']
        expect([...passed]).toEqual([...samples, ...batch])
        // In that order, and none is come back to.
        const at = operations.map(
          ({ stage, sample }) => (sample === 'batch' ? batchSize : sample) * 10 + stages.indexOf(stage),
        )
        expect(at).toEqual([...at].sort((one, other) => one - other))
      }),
    )
  })
})

/** Puts the givens where the layout says, number by number. */
function memoryBefore({ schedule, givens }: Start): Memory {
  const { layout, network, batchSize } = schedule
  const memory = blankMemory(schedule)
  const [inputs, outputs] = [network.sizes[0], network.sizes[outputLayer(network)]]
  for (const p of range(layout.parameterCount)) memory[p] = givens.parameters[p]
  memory[layout.learningRate] = givens.learningRate
  for (const n of range(batchSize)) {
    for (const i of range(inputs)) memory[layout.activation(n, 0, i)] = givens.inputs[n * inputs + i]
    for (const k of range(outputs)) memory[layout.target(n, k)] = givens.targets[n * outputs + k]
  }
  return memory
}

function carryOut(schedule: Schedule, k: number, memory: Memory): void {
  const reading = carriedOut(schedule)[k]
  memory[reading.operation.target] = compute(reading, memory)
}

/** Expects what the engine computes as a gradient to be the slope of a loss along a parameter, a z or an a. */
function slopeCheck(drawn: Start, lossSlot: Slot) {
  const { schedule } = drawn
  const { layout, network, batchSize } = schedule
  const computed = numbersOf(schedule, traceOf(schedule, 0, memoryBefore(drawn)))
  // A sample's share in the gradients of a mean is that of its loss divided by the number of samples.
  const divisor = lossSlot !== layout.batchLoss && network.reduction === 'mean' ? batchSize : 1

  const numberAt = (slot: Slot | null) => (slot === null ? null : computed[slot]) ?? expect.fail('no such number')

  return (gradient: Slot | null, along: Slot) => {
    const h = 1e-3
    const moved = [-2 * h, -h, 0, h, 2 * h].map((by) => forwardWith(drawn, along, by))
    // A slope across a corner of ReLU is no derivative.
    if (new Set(moved.map((memory) => corners(schedule, memory))).size > 1) return
    const [farLeft, left, here, right, farRight] = moved.map((memory) => memory[lossSlot] / divisor)
    const slope = (8 * (right - left) - (farRight - farLeft)) / (12 * h)
    expectWithin({ absolute: 1e-8 * (1 + Math.abs(here)) }, numberAt(gradient), slope)
  }
}

/** A forward pass in which one number is moved after it was given or computed, and all that follows is computed from it. */
function forwardWith({ schedule, givens }: Start, slot: Slot, by: number): Memory {
  const memory = memoryBefore({ schedule, givens })
  if (slot < schedule.layout.givenCount) memory[slot] += by
  for (const { operation } of carriedOut(schedule)) {
    if (operation.stage !== 'forward' && operation.stage !== 'loss') continue
    carryOut(schedule, operation.k, memory)
    if (operation.target === slot) memory[slot] += by
  }
  return memory
}

/** The activations that have one at z = 0 */
const withCorner: readonly string[] = ['relu', 'leakyRelu']

/** On which side of their corner the units are that have one. */
function corners(schedule: Schedule, memory: Memory): string {
  const { network, batchSize, layout } = schedule
  const cornered = units(schedule).filter(({ layer }) => withCorner.includes(activationOf(network, layer)))
  const sides = cornered.flatMap(({ layer, unit }) =>
    range(batchSize).map((sample) => Math.sign(memory[layout.weightedSum(sample, layer, unit)])),
  )
  return sides.join()
}

const units = ({ network: { sizes } }: Schedule) =>
  sizes.flatMap((size, layer) => (layer === 0 ? [] : range(size).map((unit) => ({ layer, unit }))))

const trainedParameters = (schedule: Schedule) =>
  allParameters(schedule).filter(({ source }) => source !== null || schedule.network.trainBiases)
