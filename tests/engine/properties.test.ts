import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { activationOf } from '../../src/engine/network.ts'
import { evaluate } from '../../src/engine/operations.ts'
import { stages, type Schedule } from '../../src/engine/schedule.ts'
import { frameAt, givenNumbers, isKnown, parametersAfter, record } from '../../src/engine/trace.ts'
import { start, type Start } from './arbitraries.ts'
import { range } from './helpers.ts'

describe('every gradient is the slope of the loss', () => {
  it('∂L/∂w and ∂L/∂b of the batch', () => {
    fc.assert(
      fc.property(start, (drawn) => {
        const { layout } = drawn.schedule
        forEachWeight(drawn, (layer, unit, source) => {
          const slope = lossSlope(drawn, layout.weight(layer, unit, source))
          expectSlope(drawn, layout.batchWeightGradient(layer, unit, source), slope)
        })
        forEachBias(drawn, (layer, unit) => {
          expectSlope(drawn, layout.batchBiasGradient(layer, unit), lossSlope(drawn, layout.bias(layer, unit)))
        })
      }),
    )
  })

  it('δ and ∂L/∂a of every unit and sample', () => {
    fc.assert(
      fc.property(start, (drawn) => {
        const { layout } = drawn.schedule
        forEachUnit(drawn, (sample, layer, unit) => {
          const delta = layout.delta(sample, layer, unit)
          expectSlope(drawn, delta, lossSlope(drawn, layout.weightedSum(sample, layer, unit)))
          const dLda = layout.activationGradient(sample, layer, unit)
          if (!isComputed(drawn, dLda)) return
          expectSlope(drawn, dLda, lossSlope(drawn, layout.activation(sample, layer, unit)))
        })
      }),
    )
  })

  it('the share of each sample in ∂L/∂w and ∂L/∂b', () => {
    fc.assert(
      fc.property(start, (drawn) => {
        const { layout, batchSize } = drawn.schedule
        range(batchSize).forEach((sample) => {
          forEachWeight(drawn, (layer, unit, source) => {
            const slope = lossSlope(drawn, layout.weight(layer, unit, source), sample)
            expectSlope(drawn, layout.weightGradient(sample, layer, unit, source), slope)
          })
          forEachBias(drawn, (layer, unit) => {
            const slope = lossSlope(drawn, layout.bias(layer, unit), sample)
            expectSlope(drawn, layout.biasGradient(sample, layer, unit), slope)
          })
        })
      }),
    )
  })
})

describe('every prefix of a trace', () => {
  it('is, bit for bit, the memory of one who computes step by step', () => {
    fc.assert(
      fc.property(start, ({ schedule, givens }) => {
        const { layout, network } = schedule
        const memory = new Float64Array(layout.size).fill(NaN)
        let numbers = givens
        // Two iterations: the second starts from what the first has left.
        for (const iteration of [0, 1]) {
          const trace = record(schedule, iteration, givenNumbers(schedule, numbers))
          memory.fill(NaN, layout.parameterCount)
          range(layout.parameterCount).forEach((p) => (memory[p] = numbers.parameters[p]))
          memory[layout.learningRate] = numbers.learningRate
          range(schedule.batchSize).forEach((n) => {
            const [inputs, outputs] = [network.sizes[0], network.sizes[network.sizes.length - 1]]
            range(inputs).forEach((i) => (memory[layout.activation(n, 0, i)] = numbers.inputs[n * inputs + i]))
            range(outputs).forEach((k) => (memory[layout.target(n, k)] = numbers.targets[n * outputs + k]))
          })
          expect(bits(frameAt(schedule, trace, 0))).toEqual(bits(memory))
          schedule.steps.forEach((step, k) => {
            memory[step.target] = evaluate(step, memory, schedule)
            expect(bits(frameAt(schedule, trace, k + 1))).toEqual(bits(memory))
          })
          const parameters = memory.slice(0, layout.parameterCount)
          expect(bits(parametersAfter(schedule, trace))).toEqual(bits(parameters))
          numbers = { ...numbers, parameters }
        }
      }),
    )
  })

  it('knows the givens and what it has written, and nothing else', () => {
    fc.assert(
      fc.property(start, ({ schedule }) => {
        const slots = range(schedule.layout.size)
        const known = new Set(range(schedule.layout.givenCount))
        for (let k = 0; k <= schedule.steps.length; k++) {
          expect(slots.filter((slot) => isKnown(schedule, slot, k))).toEqual(slots.filter((slot) => known.has(slot)))
          if (k < schedule.steps.length) known.add(schedule.steps[k].target)
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
        expect(range(layout.size).map((slot) => writtenAt[slot])).toEqual(
          range(layout.size).map((slot) => targets.indexOf(slot)),
        )
      }),
    )
  })

  it('names all operands of a step: the rest of the memory could be anything', () => {
    fc.assert(
      fc.property(start, ({ schedule, givens }) => {
        const trace = record(schedule, 0, givenNumbers(schedule, givens))
        schedule.steps.forEach((step, k) => {
          const before = frameAt(schedule, trace, k)
          const blank = new Float64Array(before.length).fill(NaN)
          for (const slot of step.operands) blank[slot] = before[slot]
          expect(evaluate(step, blank, schedule)).toBe(trace.values[k])
        })
      }),
    )
  })

  it('reads only what is known by then, and no parameter after its update', () => {
    fc.assert(
      fc.property(start, ({ schedule }) => {
        const known = new Set(range(schedule.layout.givenCount))
        const updated = new Set<number>()
        for (const step of schedule.steps) {
          expect(step.operands.filter((slot) => !known.has(slot) || updated.has(slot))).toEqual([])
          known.add(step.target)
          if (step.stage === 'update') updated.add(step.target)
        }
      }),
    )
  })

  it('takes the samples one after the other through forward, loss, backward and gradients, and updates last', () => {
    fc.assert(
      fc.property(start, ({ schedule: { steps, batchSize } }) => {
        const order = steps.map(({ sample, stage }) => {
          const row = sample === 'batch' ? batchSize : sample
          const batchOnly = stage === 'update' ? 1 : 0
          return (row + batchOnly) * stages.length + stages.indexOf(stage)
        })
        expect(order).toEqual(order.toSorted((one, other) => one - other))
        range(batchSize).forEach((n) => {
          const passed = new Set(steps.filter(({ sample }) => sample === n).map(({ stage }) => stage))
          expect([...passed]).toEqual(['forward', 'loss', 'backward', 'gradients'])
        })
        const ofBatch = new Set(steps.filter(({ sample }) => sample === 'batch').map(({ stage }) => stage))
        expect([...ofBatch]).toEqual(['loss', 'gradients', 'update'])
      }),
    )
  })
})

const bits = (numbers: Float64Array) => new BigUint64Array(numbers.buffer, numbers.byteOffset, numbers.length)
