import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { activations, type ActivationName } from '../../src/engine/activations.ts'
import { lossNamed, losses, type LossName } from '../../src/engine/losses.ts'
import { createKernels } from '../../src/engine/kernels.ts'
import { quantityOf } from '../../src/engine/quantities.ts'
import type { Schedule } from '../../src/engine/schedule.ts'
import { numberIn, recordAlone, type Divergence, type Trace } from '../../src/engine/trace.ts'
import {
  batchAt,
  classicXor,
  networkOf,
  scheduleOf,
  startOf,
  startParameters,
  type Experiment,
} from '../../src/experiment/experiment.ts'
import type { KeptRows } from '../../src/experiment/keptRows.ts'
import { createProbes, type Probe } from '../../src/probe/probes.ts'
import type { TraceCommand, TraceReply } from '../../src/protocol/messages.ts'
import { createTrainer, type Trainer } from '../../src/worker/trainer.ts'
import { expectSameBits, numbersOf, parametersAfter, range } from '../engine/helpers.ts'
import { interpret, type Memory } from '../engine/interpreter.ts'
import { threeByThree } from '../store/helpers.ts'
import program from '../golden/seed-xor.json'

/** Iterations between two looks at the clock. */
const CHUNK = 64

describe('the classic program', () => {
  const { trace } = arrive(started(classicXor), 9_999)
  const schedule = scheduleOf(classicXor)

  it('predicts, after 9,999 updates, the table that it prints', () => {
    const outputs = [0, 1, 2, 3].map((sample) => numberIn(schedule, trace, schedule.layout.activation(sample, 2, 0)))
    expect(outputs.map((a) => a?.toFixed(4))).toEqual(['0.0603', '0.9445', '0.9444', '0.0600'])
  })

  it('has the parameters that it has', () => {
    const { weights_input_hidden, weights_hidden_output, bias_hidden, bias_output } = program.states_by_updates['9999']
    const { layout } = schedule
    for (const unit of [0, 1]) {
      for (const source of [0, 1]) {
        expect(trace.given[layout.parameter(1, unit, source)]).toBeCloseTo(weights_input_hidden[source][unit], 11)
      }
      expect(trace.given[layout.parameter(1, unit, null)]).toBeCloseTo(bias_hidden[0][unit], 11)
      expect(trace.given[layout.parameter(2, 0, unit)]).toBeCloseTo(weights_hidden_output[unit][0], 11)
    }
    expect(trace.given[layout.parameter(2, 0, null)]).toBeCloseTo(bias_output[0][0], 11)
  })

  it('has, at every iteration, the loss that it has', () => {
    const { losses: series } = arrive(started(classicXor), 1_001)
    expect(series.stride).toBe(1)
    for (const [updates, loss] of Object.entries(program.losses_by_updates).slice(0, -3)) {
      expect(series.values[Number(updates)], `after ${updates} updates`).toBeCloseTo(loss, 11)
    }
  })
})

describe('seeking', () => {
  it('gives, whatever was asked before, what computing operation by operation gives, bit for bit', () => {
    fc.assert(
      fc.property(experiment, fc.array(fc.nat({ max: 220 }), { minLength: 1, maxLength: 8 }), impatience, compare),
      { numRuns: 60 },
    )

    function compare(drawn: Experiment, asked: number[], clock: () => () => number): void {
      const run = operationByOperation(drawn, Math.max(...asked))
      const trainer = started(drawn, clock())
      let furthest = 0
      for (const iteration of asked) {
        for (const { trace, losses: series, diverged } of arriveStepwise(trainer, iteration)) {
          expectTraceOf(run, trace, trace.iteration)
          expectLossesOf(run, series)
          furthest = Math.max(furthest, trace.iteration)
          expect(diverged).toEqual(divergenceAt(run, furthest))
        }
      }
    }
  }, 30_000)

  it('gives, whatever was asked before, what running straight to the iteration gives, bit for bit', () => {
    fc.assert(
      fc.property(
        experiment,
        fc.array(fc.nat({ max: 3_000 }), { minLength: 2, maxLength: 5 }),
        impatience,
        (drawn, asked, clock) => {
          const trainer = started(drawn, clock())
          for (const iteration of asked) {
            const straight = arrive(started(drawn), iteration)
            expectSameTrace(arrive(trainer, iteration).trace, straight.trace)
          }
        },
      ),
      { numRuns: 30 },
    )
  }, 30_000)

  it('comes to any iteration that it once passed at once, forward or back, though time is over', () => {
    const trainer = started(classicXor)
    arrive(trainer, 20_000)
    for (const iteration of [19_999, 0, 19_000, 12_345, 12_500, 17, 16, 15, 1, 64]) {
      expect(ask(trainer, iteration, 0).trace.iteration).toBe(iteration)
    }
  })

  it('leaves the losses as they are when it goes back', () => {
    const trainer = started(classicXor)
    const before = arrive(trainer, 500).losses
    expect(arrive(trainer, 100).losses).toEqual(before)
  })
})

describe('starting again', () => {
  it('gives the identical traces, losses included', () => {
    const trainer = started(classicXor)
    const first = [700, 3, 64].map((iteration) => arrive(trainer, iteration))
    trainer.handle({ type: 'start', experiment: classicXor })
    expect([700, 3, 64].map((iteration) => arrive(trainer, iteration))).toEqual(first)
  })

  it('forgets the run before', () => {
    const trainer = started(classicXor)
    arrive(trainer, 700)
    const other = { ...classicXor, seed: 7 }
    trainer.handle({ type: 'start', experiment: other })
    expect(arrive(trainer, 10)).toEqual(arrive(started(other), 10))
  })
})

describe('when time runs out', () => {
  it('sends the trace of the iteration reached, and goes on from there when asked again', () => {
    // 10 ms from look to look: 25 ms are over at the third look after the start.
    const trainer = started(classicXor, ticking(10))
    expect([1, 2, 3].map(() => ask(trainer, 500, 25).trace.iteration)).toEqual([3 * CHUNK, 6 * CHUNK, 500])
  })

  it('gets one chunk further at least', () => {
    const trainer = started(classicXor, ticking(1_000))
    expect([1, 2, 3].map(() => ask(trainer, 150, 0).trace.iteration)).toEqual([CHUNK, 2 * CHUNK, 150])
  })

  it('reads the clock for nothing but that: the numbers are the same', () => {
    const hurried = started(classicXor, ticking(1_000))
    expect([...arriveStepwise(hurried, 500)].at(-1)).toEqual(arrive(started(classicXor), 500))
  })
})

const fast: Experiment = {
  ...classicXor,
  hiddenActivation: 'identity',
  outputActivation: 'identity',
  learningRate: 50,
}
/** Its numbers grow for hundreds of iterations before the first is too large for a double. */
const slow: Experiment = { ...classicXor, outputActivation: 'identity', learningRate: 1 }

describe.each([
  ['fast', fast],
  ['slow', slow],
])('a run that diverges %s', (_, diverging) => {
  const run = operationByOperation(diverging, 1_000)
  const last = run.memories.length - 1
  const divergence = divergenceAt(run, last)

  it('stops at the first number that is not finite, and names its iteration and operation', () => {
    const { trace, diverged } = arrive(started(diverging), 1_000)
    expect(last).toBeGreaterThan(0)
    expect(diverged).toEqual(divergence)
    expectTraceOf(run, trace, last)
  })

  it('shows every number before it finite', () => {
    const { trace, diverged } = arrive(started(diverging), 1_000)
    const numbers = numbersOf(run.schedule, trace)
    expect(numbers.findIndex((number) => !Number.isFinite(number))).toBe(run.schedule.layout.givenCount + diverged!.k)
  })

  it('gives the same trace for whatever is asked beyond', () => {
    const trainer = started(diverging)
    const first = arrive(trainer, 1_000)
    for (const asked of [last, last + 1, 5_000, 1e9]) {
      expect(arrive(trainer, asked)).toEqual({ ...first, asked })
    }
  })

  it('gives every iteration before it as a fresh run does, and still knows where the run stopped', () => {
    const trainer = started(diverging)
    arrive(trainer, 1_000)
    for (const iteration of [last - 1, Math.floor(last / 2), 0, last - 2, 1, last]) {
      const { trace, diverged } = arrive(trainer, iteration)
      expectTraceOf(run, trace, iteration)
      expect(diverged, `after going to ${iteration}`).toEqual(divergence)
    }
  })

  it('does not know it before it has come there', () => {
    expect(arrive(started(diverging), last - 1).diverged).toBeNull()
    expect(arrive(started(diverging), last).diverged).toEqual(divergence)
  })

  it('keeps no loss of an iteration after the last', () => {
    expect(arrive(started(diverging), 1_000).losses.values.length).toBeLessThanOrEqual(last + 1)
  })
})

describe('looking', () => {
  it('gives, wherever the run is, what running there gives, bit for bit', () => {
    fc.assert(
      fc.property(
        experiment,
        fc.array(fc.tuple(fc.boolean(), fc.nat({ max: 220 })), { minLength: 1, maxLength: 8 }),
        impatience,
        (drawn, asked, clock) => {
          const run = operationByOperation(drawn, Math.max(...asked.map(([, iteration]) => iteration)))
          const trainer = started(drawn, clock())
          for (const [looks, iteration] of asked) {
            if (looks) expectTraceOf(run, look(trainer, iteration), Math.min(iteration, run.memories.length - 1))
            else arrive(trainer, iteration)
          }
        },
      ),
      { numRuns: 40 },
    )
  })

  it('leaves the run on its way: it gets there unasked, and in hardly more pieces', () => {
    const [undisturbed, disturbed] = [started(classicXor, ticking(1_000)), started(classicXor, ticking(1_000))]
    ask(undisturbed, 500, 0)
    ask(disturbed, 500, 0)
    const pieces = piecesUntilDone(undisturbed)
    expect(pieces).toBeGreaterThan(3)
    // After each look it goes on from the parameters that were kept last.
    expect(piecesUntilDone(disturbed, () => void look(disturbed, 3))).toBeLessThanOrEqual(1.5 * pieces)
    expect(ask(disturbed, 500, 0).trace.iteration).toBe(500)
  })

  it('leaves the numbers of the run and its losses as they are', () => {
    const [undisturbed, disturbed] = [started(classicXor), started(classicXor)]
    for (const iteration of [100, 700, 650, 1_500]) {
      const expected = ask(undisturbed, iteration)
      for (const elsewhere of [0, 37, iteration + 90]) look(disturbed, elsewhere)
      const { trace, losses: series } = ask(disturbed, iteration)
      expectSameTrace(trace, expected.trace)
      // One more where the run has left the iteration that was asked for.
      const { stride, values } = expected.losses
      expect(series.stride).toBe(stride)
      expectSameBits(series.values.slice(0, values.length), values, 'losses')
    }
  })

  it.each([
    ['fast', fast],
    ['slow', slow],
  ])('gives every iteration of a run that diverged %s, and its last for what lies beyond', (_, diverging) => {
    const run = operationByOperation(diverging, 1_000)
    const last = run.memories.length - 1
    const trainer = started(diverging)
    for (const iteration of [1, 1_000, 0, last - 1, 1_000, Math.floor(last / 2), last]) {
      expectTraceOf(run, look(trainer, iteration), Math.min(iteration, last))
      if (iteration === 0) arrive(trainer, 1_000)
    }
  })

  /** How many pieces of no time it takes to get where the run is on its way to. */
  function piecesUntilDone(trainer: Trainer, meanwhile = () => {}): number {
    for (let pieces = 1; pieces < 100; pieces++) {
      if (!trainer.goOn(0)) return pieces
      meanwhile()
    }
    return Infinity
  }
})

describe('the history', () => {
  it('has the parameters that iterations 0, stride, … started from, up to what was sent', () => {
    fc.assert(
      fc.property(experiment, fc.array(fc.nat({ max: 700 }), { minLength: 1, maxLength: 4 }), (drawn, asked) => {
        const run = operationByOperation(drawn, 700)
        const last = run.memories.length - 1
        const trainer = started(drawn)
        for (const [index, iteration] of asked.entries()) {
          ask(trainer, iteration)
          look(trainer, 600)
          const furthest = Math.min(last, Math.max(...asked.slice(0, index + 1)))
          expectRowsOf(historyOf(trainer), run, furthest)
        }
      }),
      { numRuns: 30 },
    )

    function expectRowsOf({ stride, values }: KeptRows, { schedule, memories }: Run, furthest: number) {
      const { parameterCount } = schedule.layout
      const count = values.length / parameterCount
      // The row of an iteration is kept when the run leaves it.
      expect(count).toBeGreaterThanOrEqual(Math.ceil(furthest / stride))
      expect((count - 1) * stride).toBeLessThanOrEqual(furthest)
      for (let row = 0; row < count; row++) {
        const kept = values.subarray(row * parameterCount, (row + 1) * parameterCount)
        expectSameBits(kept, memories[row * stride].subarray(0, parameterCount), `parameters of row ${row}`)
      }
    }
  })

  it('says nothing of what was trained ahead of what was sent', () => {
    const trainer = started(classicXor, ticking(1_000))
    ask(trainer, 500, 0)
    while (trainer.goOn(0));
    const { stride, values } = historyOf(trainer)
    expect([stride, values.length / 9]).toEqual([1, CHUNK + 1])
  })

  it('is bounded in length over 300,000 iterations, and spread over all of them', () => {
    const trainer = started(classicXor)
    arrive(trainer, 300_000)
    const { stride, values } = historyOf(trainer)
    const count = values.length / 9
    expect(count).toBeLessThanOrEqual(512)
    expect(count).toBeGreaterThanOrEqual(256)
    expect((count - 1) * stride).toBeLessThanOrEqual(300_000)
    expect(count * stride).toBeGreaterThanOrEqual(300_000)
    expectSameBits(values.slice(-9), look(trainer, (count - 1) * stride).given.slice(0, 9), 'the last row')
  })

  it.each([
    ['fast', fast],
    ['slow', slow],
  ])('of a run that diverges %s ends with the iteration of the divergence', (_, diverging) => {
    const trainer = started(diverging)
    const { diverged } = arrive(trainer, 1_000)
    const { stride, values } = historyOf(trainer)
    expect(values.every(Number.isFinite)).toBe(true)
    expect((values.length / 9 - 1) * stride).toBeLessThanOrEqual(diverged!.iteration)
    expect((values.length / 9) * stride).toBeGreaterThanOrEqual(diverged!.iteration)
  })

  it('begins again with another experiment', () => {
    const trainer = started(classicXor)
    arrive(trainer, 700)
    trainer.handle({ type: 'start', experiment: { ...classicXor, seed: 7 } })
    expect(historyOf(trainer).values).toHaveLength(0)
  })
})

describe('what goes wrong comes back as a reply', () => {
  it('when a trace is asked before anything was started', () => {
    const trainer = createTrainer(standing)
    expect(trainer.handle(wholeTrace(0))).toEqual({
      type: 'failed',
      message: expect.stringMatching(/\w+ \w+/) as string,
    })
  })

  it('when something else is asked before anything was started', () => {
    const trainer = createTrainer(standing)
    for (const question of [{ type: 'look', iteration: 0 }, { type: 'history' }] as const) {
      expect(trainer.handle(question)).toMatchObject({ type: 'failed' })
    }
  })

  it('when an experiment cannot be begun; then nothing of the one before is left', () => {
    const trainer = started(classicXor)
    const broken = { ...classicXor, dataset: 'none' } as unknown as Experiment
    expect(trainer.handle({ type: 'start', experiment: broken })).toMatchObject({ type: 'failed' })
    expect(trainer.handle(wholeTrace(0))).toMatchObject({ type: 'failed' })
    trainer.handle({ type: 'start', experiment: classicXor })
    expect(ask(trainer, 0).trace.iteration).toBe(0)
  })
})

it('keeps its history within bounds over 300,000 iterations, and spread over all of them', () => {
  const trainer = started(classicXor)
  const { losses: series } = arrive(trainer, 300_000)
  expect(series.values.length).toBeLessThanOrEqual(2048)
  expect(series.values.length).toBeGreaterThanOrEqual(1024)
  expect(300_000 - series.values.length * series.stride).toBeLessThanOrEqual(0)
  expect(300_000 - (series.values.length - 1) * series.stride).toBeGreaterThan(0)
  expect(ask(trainer, 299_990, 0).trace.iteration).toBe(299_990)
})

describe('rows that are drawn', () => {
  const passing = (iteration: number, drawn: readonly number[], milliseconds = 1): TraceCommand => ({
    ...wholeTrace(iteration, milliseconds),
    drawn,
    rests: false,
  })

  it('are all that is sent of an iteration that the run only passes, with the numbers that they have, bit for bit', () => {
    fc.assert(
      fc.property(
        experiment,
        fc.array(fc.tuple(fc.nat({ max: 60 }), fc.subarray([3, 0, 1, 2])), { minLength: 1, maxLength: 4 }),
        impatience,
        (drawn, asked, clock) => {
          const run = operationByOperation(drawn, 60)
          const trainer = started(drawn, clock())
          for (const [iteration, some] of asked) {
            const rows = some.filter((row) => row < run.schedule.batchSize)
            const { trace, diverged } = traceFor(trainer, passing(iteration, rows))
            if (diverged) return
            // Where a number could be too large, nothing is left out.
            if (trace.rows === null) expectTraceOf(run, trace, trace.iteration)
            else expectRowsOf(run, trace, rows)
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  it('are all rows of the iteration at which the run is to rest, and not of those on the way to it', () => {
    const trainer = started(classicXor, ticking(1_000))
    const rowsOf = (command: TraceCommand) => traceFor(trainer, command).trace.rows
    const resting = { ...passing(150, [2, 0], 0), rests: true }
    expect([1, 2, 3, 4].map(() => rowsOf(resting))).toEqual([[2, 0], [2, 0], null, null])
    expect(rowsOf(passing(150, [2, 0], 0))).toEqual([2, 0])
    expectTraceOf(operationByOperation(classicXor, 150), ask(trainer, 150).trace, 150)
  })

  it.each([
    ['fast', fast],
    ['slow', slow],
  ])(
    'are all rows where a run diverges %s, so that its first number that is not finite is found among them',
    (_, diverging) => {
      const run = operationByOperation(diverging, 1_000)
      const last = run.memories.length - 1
      const trainer = started(diverging)
      for (const iteration of [last + 40, last]) {
        const { trace, diverged } = traceFor(trainer, passing(iteration, []))
        expectTraceOf(run, trace, last)
        expect(diverged).toEqual(divergenceAt(run, last))
      }
    },
  )

  it('are completed, when the run has gone on unasked, by going back to the iteration that was sent', () => {
    fc.assert(
      fc.property(experiment, fc.nat({ max: 200 }), (drawn, from) => {
        const iteration = from + CHUNK
        const run = operationByOperation(drawn, iteration)
        if (run.memories.length <= iteration || divergenceAt(run, iteration)) return
        const trainer = started(drawn)
        ask(trainer, from)
        expect(traceFor(trainer, passing(4_000, [0], 0)).trace).toMatchObject({ iteration })
        for (let piece = 0; piece < 3; piece++) trainer.goOn(0)
        expectTraceOf(run, look(trainer, iteration), iteration)
        expectTraceOf(run, ask(trainer, iteration, 0).trace, iteration)
      }),
      { numRuns: 30 },
    )
  })

  /** Expects the numbers of these rows and of the batch, and blanks for all others. */
  function expectRowsOf({ schedule, memories }: Run, trace: Trace, rows: readonly number[]): void {
    expect(trace.rows).toEqual(rows)
    const expected = [...memories[trace.iteration]].map((number, slot) => {
      const { sample } = quantityOf(schedule, slot)
      const isHeld = slot < schedule.layout.givenCount || typeof sample !== 'number' || rows.includes(sample)
      return isHeld ? number : null
    })
    expectSameBits(numbersOf(schedule, trace), expected, `iteration ${trace.iteration}`)
  }
})

describe('a run of which each iteration takes long', () => {
  const large: Experiment = { ...classicXor, hiddenSizes: [50, 50], batchSize: 1_000, reduction: 'mean' }
  /** What the iterations start from, one after the other */
  const parameters = trainedAlone(large, 8)

  it('is one iteration further after each command that has no time', () => {
    const trainer = started(large, ticking(1_000))
    for (const iteration of [1, 2, 3, 4]) expectIteration(ask(trainer, 4, 0).trace, iteration)
  })

  it('has the numbers of a run of which many iterations go by unwatched, forward and back', () => {
    const trainer = started(large, ticking(1_000))
    while (ask(trainer, 7, 0).trace.iteration < 7);
    for (const iteration of [7, 3, 5, 0, 7]) expectIteration(ask(trainer, iteration, 0).trace, iteration)
  })

  it('has a history of every iteration', () => {
    const trainer = started(large)
    ask(trainer, 5)
    const { stride, values } = historyOf(trainer)
    expect(stride).toBe(1)
    expectSameBits(
      values,
      parameters.slice(0, 5).flatMap((row) => [...row]),
      'history',
    )
  })

  function expectIteration(trace: Trace, iteration: number): void {
    const schedule = scheduleOf(large)
    const given = startOf(large, schedule, iteration, parameters[iteration])
    expectSameTrace(trace, recordAlone(schedule, iteration, given))
  }

  /** The parameters that iterations start from, trained without a pause. */
  function trainedAlone(alone: Experiment, iterations: number): Float64Array[] {
    const kernels = createKernels(networkOf(alone), alone.batchSize)
    kernels.writeParameters(startParameters(alone))
    return range(iterations).map((iteration) => {
      const found = kernels.readParameters()
      const { inputs, targets } = batchAt(alone, iteration)
      kernels.setBatch(inputs, targets)
      kernels.forward()
      kernels.backward()
      kernels.update(alone.learningRate)
      return found
    })
  }
})

describe('probes', () => {
  /** With other parameters than the run has: what is looked at need not lie on its way. */
  function probesOf(drawn: Experiment): Probe[] {
    const schedule = scheduleOf(drawn)
    const parameters = startParameters({ ...drawn, seed: drawn.seed ^ 1 })
    return [
      { type: 'surface', parameters, grid: 5, maps: [{ of: 'activation', layer: 1, unit: 0 }] },
      { type: 'passage', parameters, layer: 1 },
      { type: 'meanDeltas', parameters, iteration: 77 },
      { type: 'nudge', given: startOf(drawn, schedule, 5, parameters), parameter: 0, row: 1, epsilon: 1e-3 },
    ]
  }

  it('leave every number of the run as it is, and its way, whatever is looked at between two pieces of it', () => {
    fc.assert(
      fc.property(
        experiment,
        fc.array(fc.tuple(fc.nat({ max: 500 }), fc.nat({ max: 3 })), { minLength: 1, maxLength: 6 }),
        (drawn, asked) => {
          const [undisturbed, disturbed] = [started(drawn, ticking(1_000)), started(drawn, ticking(1_000))]
          const probes = probesOf(drawn)
          for (const [iteration, probe] of asked) {
            for (const trainer of [undisturbed, disturbed]) {
              ask(trainer, iteration, 0)
              if (trainer === disturbed) expect(trainer.handle(probes[probe])).toMatchObject({ type: 'answer' })
              trainer.goOn(0)
              if (trainer === disturbed) expect(trainer.handle(probes[3 - probe])).toMatchObject({ type: 'answer' })
            }
            const [actual, expected] = [disturbed, undisturbed].map((trainer) => ask(trainer, iteration, 0))
            expectSameTrace(actual.trace, expected.trace)
            expectSameBits(actual.losses.values, expected.losses.values, 'losses')
            expect(actual.diverged).toEqual(expected.diverged)
            expectSameBits(historyOf(disturbed).values, historyOf(undisturbed).values, 'history')
          }
        },
      ),
      { numRuns: 40 },
    )
  })

  it.each(['surface', 'passage', 'meanDeltas', 'nudge'] as const)('answer the same wherever the run is: %s', (type) => {
    const trainer = started(threeByThree)
    const probe = probesOf(threeByThree).find((one) => one.type === type)!
    const answers = [0, 500, 20].map((iteration) => {
      arrive(trainer, iteration)
      return trainer.handle(probe)
    })
    const answer = createProbes(threeByThree, scheduleOf(threeByThree)).carryOut(probe)
    expect(answers).toEqual([0, 1, 2].map(() => ({ type: 'answer', answer })))
  })
})

// The clocks

const standing = () => 0

/** Moves on from look to look. */
function ticking(milliseconds: number): () => number {
  let now = 0
  return () => (now += milliseconds)
}

/** A clock under which a command of 1 ms gets done, and one under which it comes one chunk, or five, further. */
const impatience = fc.constantFrom(
  () => standing,
  () => ticking(1),
  () => ticking(1 / 4),
)

// What is asked

function started(experiment: Experiment, now: () => number = standing): Trainer {
  const trainer = createTrainer(now)
  expect(trainer.handle({ type: 'start', experiment })).toBeNull()
  return trainer
}

const wholeTrace = (iteration: number, milliseconds = 1): TraceCommand => ({
  type: 'trace',
  iteration,
  milliseconds,
  drawn: null,
  rests: true,
})

const ask = (trainer: Trainer, iteration: number, milliseconds = 1): TraceReply =>
  traceFor(trainer, wholeTrace(iteration, milliseconds))

function traceFor(trainer: Trainer, command: TraceCommand): TraceReply {
  const reply = trainer.handle(command)
  if (reply?.type === 'failed') throw new Error(reply.message)
  if (reply?.type !== 'trace') throw new Error('There was no trace.')
  return reply
}

function look(trainer: Trainer, iteration: number): Trace {
  const reply = trainer.handle({ type: 'look', iteration })
  if (reply?.type !== 'answer' || !('iteration' in reply.answer)) throw new Error('There was nothing to see.')
  return reply.answer
}

function historyOf(trainer: Trainer): KeptRows {
  const reply = trainer.handle({ type: 'history' })
  if (reply?.type !== 'answer' || !('stride' in reply.answer)) throw new Error('There was no history.')
  return reply.answer
}

/** Asks until the run is there or can go no further. */
function* arriveStepwise(trainer: Trainer, iteration: number): Generator<TraceReply> {
  let reached = -1
  while (true) {
    const reply = ask(trainer, iteration)
    yield reply
    if (reply.trace.iteration === Math.min(iteration, reply.diverged?.iteration ?? Infinity)) return
    expect(reply.trace.iteration).toBeLessThan(iteration)
    expect(reply.trace.iteration).toBeGreaterThanOrEqual(reached + CHUNK)
    reached = reply.trace.iteration
  }
}

const arrive = (trainer: Trainer, iteration: number): TraceReply => [...arriveStepwise(trainer, iteration)].at(-1)!

// What is expected

/** The iterations of a run, in their order. */
interface Run {
  readonly schedule: Schedule
  readonly memories: readonly Memory[]
}

/** A run up to an iteration, or up to the first that has a number that is not finite. */
function operationByOperation(drawn: Experiment, upTo: number): Run {
  const schedule = scheduleOf(drawn)
  const memories: Memory[] = []
  let parameters = startParameters(drawn)
  for (let iteration = 0; iteration <= upTo; iteration++) {
    const memory = interpret(schedule, startOf(drawn, schedule, iteration, parameters))
    memories.push(memory)
    if (!memory.every(Number.isFinite)) break
    parameters = parametersAfter(schedule, memory)
  }
  return { schedule, memories }
}

function divergenceAt({ schedule, memories }: Run, iteration: number): Divergence | null {
  const slot = memories[iteration].findIndex((value) => !Number.isFinite(value))
  return slot < 0 ? null : { iteration, k: slot - schedule.layout.givenCount }
}

/** Expects all numbers of an iteration, and nothing left out. */
function expectTraceOf({ schedule, memories }: Run, trace: Trace, iteration: number): void {
  expect(trace.iteration).toBe(iteration)
  expect(trace.rows).toBeNull()
  expectSameBits(numbersOf(schedule, trace), memories[iteration], `iteration ${iteration}`)
}

function expectSameTrace(actual: Trace, expected: Trace): void {
  expect(actual.iteration).toBe(expected.iteration)
  expect(actual.rows).toEqual(expected.rows)
  expectSameBits(actual.given, expected.given, 'what is given')
  expectSameBits(actual.values, expected.values, 'what was computed')
}

function expectLossesOf({ schedule, memories }: Run, { stride, values }: KeptRows): void {
  const expected = Float64Array.from(values, (_, index) => memories[index * stride][schedule.layout.batchLoss])
  expectSameBits(values, expected, 'losses')
}

// What is run

const activationName = fc.constantFrom(...(Object.keys(activations) as ActivationName[]))
const lossName = fc.constantFrom(...(Object.keys(losses) as LossName[]))

/** What the page can build. */
const experiment: fc.Arbitrary<Experiment> = fc
  .record({
    hiddenSizes: fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 3 }),
    hiddenActivation: activationName,
    outputActivation: activationName,
    loss: lossName,
    reduction: fc.constantFrom('sum' as const, 'mean' as const),
    trainBiases: fc.boolean(),
    batchSize: fc.integer({ min: 1, max: 4 }),
    learningRate: fc.constantFrom(0.01, 0.1, 0.5, 1, 5, 50),
    seed: fc.nat({ max: 2 ** 32 - 1 }),
  })
  .map((drawn) => {
    const outputActivation = lossNamed(drawn.loss).pairedWith ?? drawn.outputActivation
    return { ...classicXor, ...drawn, outputActivation }
  })
