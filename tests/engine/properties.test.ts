import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Slot } from '../../src/engine/layout.ts'
import { lossNamed } from '../../src/engine/losses.ts'
import { activationOf, outputLayer } from '../../src/engine/network.ts'
import { evaluate, type Memory } from '../../src/engine/operations.ts'
import { stages, type Schedule } from '../../src/engine/schedule.ts'
import { frameAt, givenNumbers, isKnown, parametersAfter, record } from '../../src/engine/trace.ts'
import { start, type Start } from './arbitraries.ts'
import { expectWithin, range } from './helpers.ts'

describe('every gradient is the slope of the loss', () => {
  it('for each weight and bias: ∂L/∂w and ∂L/∂b of the batch', () => {
    fc.assert(
      fc.property(start, (drawn) => {
        const { layout } = drawn.schedule
        const checked = slopeCheck(drawn, layout.batchLoss)
        for (const { layer, unit, source } of weights(drawn.schedule)) {
          checked(layout.batchWeightGradient(layer, unit, source), layout.weight(layer, unit, source))
        }
        for (const { layer, unit } of trainedBiases(drawn.schedule)) {
          checked(layout.batchBiasGradient(layer, unit), layout.bias(layer, unit))
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
          for (const { layer, unit, source } of weights(drawn.schedule)) {
            checked(layout.weightGradient(sample, layer, unit, source), layout.weight(layer, unit, source))
          }
          for (const { layer, unit } of trainedBiases(drawn.schedule)) {
            checked(layout.biasGradient(sample, layer, unit), layout.bias(layer, unit))
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
  it('is, bit for bit, the memory of one who computes step by step', () => {
    fc.assert(
      fc.property(start, ({ schedule, givens }) => {
        const { steps, layout } = schedule
        let parameters = Float64Array.from(givens.parameters)
        // The second iteration starts from what the first has left.
        for (const iteration of [0, 1]) {
          const trace = record(schedule, iteration, givenNumbers(schedule, { ...givens, parameters }))
          const memory = memoryBefore({ schedule, givens: { ...givens, parameters } })
          const different = [0, ...steps.map((_, k) => k + 1)].filter((k) => {
            if (k > 0) memory[steps[k - 1].target] = evaluate(steps[k - 1], memory, schedule)
            return !sameBits(frameAt(schedule, trace, k), memory)
          })
          expect(different).toEqual([])
          parameters = memory.slice(0, layout.parameterCount)
          expect(sameBits(parametersAfter(schedule, trace), parameters)).toBe(true)
        }
      }),
    )
  })

  it('knows the givens and what was written by then, and nothing else', () => {
    fc.assert(
      fc.property(start, ({ schedule }) => {
        const known = new Set(range(schedule.layout.givenCount))
        for (let k = 0; k <= schedule.steps.length; k++) {
          if (k > 0) known.add(schedule.steps[k - 1].target)
          const mistaken = range(schedule.layout.size).filter((slot) => isKnown(schedule, slot, k) !== known.has(slot))
          expect(mistaken, `after ${k} steps`).toEqual([])
        }
      }),
    )
  })
})

describe('every schedule', () => {
  it('writes a slot at most once in an iteration, and of the givens only parameters', () => {
    fc.assert(
      fc.property(start, ({ schedule: { steps, writtenAt, layout } }) => {
        const targets = steps.map(({ target }) => target)
        expect(new Set(targets).size).toBe(targets.length)
        expect(targets.filter((slot) => slot >= layout.parameterCount && slot < layout.givenCount)).toEqual([])
        expect([...writtenAt]).toEqual(range(layout.size).map((slot) => targets.indexOf(slot)))
      }),
    )
  })

  it('names all operands of a step: whatever the rest of the memory holds, the step writes the same bits', () => {
    fc.assert(
      fc.property(start, ({ schedule, givens }) => {
        const trace = record(schedule, 0, givenNumbers(schedule, givens))
        const dependent = schedule.steps.filter((step, k) => {
          const all = frameAt(schedule, trace, k)
          const operandsOnly = new Float64Array(all.length).fill(NaN)
          for (const slot of step.operands) operandsOnly[slot] = all[slot]
          return !Object.is(evaluate(step, operandsOnly, schedule), trace.values[k])
        })
        expect(dependent).toEqual([])
      }),
    )
  })

  it('reads only what is known by then, and no parameter that is already updated', () => {
    fc.assert(
      fc.property(start, ({ schedule }) => {
        const { steps, layout } = schedule
        const known = new Set(range(layout.givenCount))
        const updated = new Set<Slot>()
        const early = steps.filter((step, k) => {
          const honest = step.operands.every((slot) => known.has(slot) && isKnown(schedule, slot, k))
          const fresh = step.operands.every((slot) => !updated.has(slot))
          known.add(step.target)
          if (step.target < layout.parameterCount) updated.add(step.target)
          return !honest || !fresh
        })
        expect(early).toEqual([])
      }),
    )
  })

  it('takes each sample through forward, loss, backward and gradients, then sums over the batch, then updates', () => {
    fc.assert(
      fc.property(start, ({ schedule: { steps, batchSize } }) => {
        const samples = range(batchSize).flatMap((n) =>
          ['forward', 'loss', 'backward', 'gradients'].map((stage) => `${stage} of ${n}`),
        )
        const passed = new Set(steps.map(({ stage, sample }) => `${stage} of ${sample}`))
        const batch = ['loss of batch', 'gradients of batch', 'update of batch']
        expect([...passed]).toEqual([...samples, ...batch])
        // In that order, and none is come back to.
        const at = steps.map(
          ({ stage, sample }) => (sample === 'batch' ? batchSize : sample) * 10 + stages.indexOf(stage),
        )
        expect(at).toEqual([...at].sort((one, other) => one - other))
      }),
    )
  })
})

/** Puts the givens where the layout says, number by number. */
function memoryBefore({ schedule: { layout, network, batchSize }, givens }: Start): Memory {
  const memory = new Float64Array(layout.size).fill(NaN)
  const [inputs, outputs] = [network.sizes[0], network.sizes[outputLayer(network)]]
  for (const p of range(layout.parameterCount)) memory[p] = givens.parameters[p]
  memory[layout.learningRate] = givens.learningRate
  for (const n of range(batchSize)) {
    for (const i of range(inputs)) memory[layout.activation(n, 0, i)] = givens.inputs[n * inputs + i]
    for (const k of range(outputs)) memory[layout.target(n, k)] = givens.targets[n * outputs + k]
  }
  return memory
}

/** Expects what the engine computes as a gradient to be the slope of a loss along a parameter, a z or an a. */
function slopeCheck(drawn: Start, lossSlot: Slot) {
  const { schedule, givens } = drawn
  const { layout, network, batchSize } = schedule
  const trace = record(schedule, 0, givenNumbers(schedule, givens))
  const computed = frameAt(schedule, trace, schedule.steps.length)
  // A sample's share in the gradients of a mean is that of its loss divided by the number of samples.
  const divisor = lossSlot !== layout.batchLoss && network.reduction === 'mean' ? batchSize : 1

  return (gradient: Slot, along: Slot) => {
    const h = 1e-3
    const moved = [-2 * h, -h, 0, h, 2 * h].map((by) => forwardWith(drawn, along, by))
    // A slope across a corner of ReLU is no derivative.
    if (new Set(moved.map((memory) => corners(schedule, memory))).size > 1) return
    const [farLeft, left, here, right, farRight] = moved.map((memory) => memory[lossSlot] / divisor)
    const slope = (8 * (right - left) - (farRight - farLeft)) / (12 * h)
    expectWithin({ absolute: 1e-8 * (1 + Math.abs(here)) }, computed[gradient], slope)
  }
}

/** A forward pass in which one number is moved after it was given or computed, and all that follows is computed from it. */
function forwardWith({ schedule, givens }: Start, slot: Slot, by: number): Memory {
  const memory = memoryBefore({ schedule, givens })
  if (slot < schedule.layout.givenCount) memory[slot] += by
  for (const step of schedule.steps) {
    if (step.stage !== 'forward' && step.stage !== 'loss') continue
    memory[step.target] = evaluate(step, memory, schedule)
    if (step.target === slot) memory[slot] += by
  }
  return memory
}

/** On which side of their corner the ReLU units are. */
function corners({ network, batchSize, layout }: Schedule, memory: Memory): string {
  const relus = units({ network }).filter(({ layer }) => activationOf(network, layer) === 'relu')
  const sides = relus.flatMap(({ layer, unit }) =>
    range(batchSize).map((sample) => Math.sign(memory[layout.weightedSum(sample, layer, unit)])),
  )
  return sides.join()
}

const units = ({ network: { sizes } }: Pick<Schedule, 'network'>) =>
  sizes.flatMap((size, layer) => (layer === 0 ? [] : range(size).map((unit) => ({ layer, unit }))))

const weights = ({ network }: Schedule) =>
  units({ network }).flatMap((at) => range(network.sizes[at.layer - 1]).map((source) => ({ ...at, source })))

const trainedBiases = (schedule: Schedule) => (schedule.network.trainBiases ? units(schedule) : [])

function sameBits(one: Float64Array, other: Float64Array): boolean {
  return one.length === other.length && one.every((number, i) => Object.is(number, other[i]))
}
