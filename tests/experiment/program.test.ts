import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { activations, type ActivationName } from '../../src/engine/activations.ts'
import { uniformParameters } from '../../src/engine/initializers.ts'
import type { Slot } from '../../src/engine/layout.ts'
import { activationOf, type Network } from '../../src/engine/network.ts'
import { createRandom } from '../../src/engine/random.ts'
import { operandsOf } from '../../src/engine/formula/formulas.ts'
import { parametersAt } from '../../src/engine/parameters.ts'
import { stages, type Operation } from '../../src/engine/place.ts'
import { createSchedule, type Schedule } from '../../src/engine/schedule.ts'
import { givenNumbers, numberIn, recordAlone } from '../../src/engine/trace.ts'
import { classicXor, networkOf, scheduleOf, type Experiment } from '../../src/experiment/experiment.ts'
import {
  programOf,
  programOfExperiment,
  slotsOf,
  type Program,
  type ProgramRun,
  type SlotGrid,
} from '../../src/experiment/program.ts'
import xor from '../golden/seed-xor.json'
import torch from '../golden/torch-grad.json'
import { operationsOf } from '../engine/iteration.ts'
import { expectWithin, flatParameters, range, type Numbers } from '../engine/helpers.ts'
import { torchNetwork, type TorchCase } from '../engine/torch.ts'

const numbers = (count: number, seed: number): number[] => {
  const random = createRandom(seed)
  return range(count).map(() => 2 * random.uniform() - 1)
}
const rows = (count: number, width: number, seed: number): number[][] => {
  const flat = numbers(count * width, seed)
  return range(count).map((n) => flat.slice(n * width, (n + 1) * width))
}

const deep: Network = {
  sizes: [3, 5, 4, 2],
  activations: ['tanh', 'relu', 'sigmoid'],
  loss: 'meanSquaredError',
  reduction: 'mean',
  trainBiases: true,
}
const deepRun: ProgramRun = {
  network: deep,
  inputs: rows(6, 3, 1),
  targets: rows(6, 2, 2),
  learningRate: 0.3,
  start: { parameters: numbers(54, 3) },
  iterations: 5,
  batchSize: 4,
}

/** Every activation inside and at the outputs, every loss, what it is averaged over, biases kept, batches in turn. */
const runs: [string, ProgramRun][] = (Object.keys(activations) as ActivationName[]).flatMap((activation) =>
  (['halfSquaredError', 'meanSquaredError', 'binaryCrossEntropy'] as const).flatMap((loss) =>
    (['sum', 'mean'] as const).flatMap((reduction) =>
      [true, false].flatMap((trainBiases) =>
        [5, 2].flatMap((batchSize) =>
          [1, 2].map((outputs): [string, ProgramRun] => {
            const output = loss === 'binaryCrossEntropy' ? 'sigmoid' : activation
            const run = {
              network: {
                sizes: [2, 3, outputs],
                activations: [activation, output],
                loss,
                reduction,
                trainBiases,
              },
              inputs: rows(5, 2, 4),
              targets: rows(5, outputs, 5).map((row) => row.map((y) => (loss === 'binaryCrossEntropy' ? +(y > 0) : y))),
              learningRate: 0.05,
              start: { parameters: numbers(9 + 4 * outputs, 6) },
              iterations: 3,
              batchSize,
            }
            const biases = trainBiases ? '' : ', biases kept'
            return [`${activation}, ${loss} (${reduction}), ${outputs} outputs, batches of ${batchSize}${biases}`, run]
          }),
        ),
      ),
    ),
  ),
)

const runsWithoutHidden = runs.map(([name, run]): [string, ProgramRun] => {
  const { sizes, activations, ...network } = run.network
  const outputs = sizes[2]
  return [
    `${name}, no hidden layer`,
    {
      ...run,
      network: { ...network, sizes: [2, outputs], activations: activations.slice(1) },
      start: { parameters: numbers(3 * outputs, 6) },
    },
  ]
})

const perceptron: Experiment = { ...classicXor, hiddenSizes: [] }

const programs: [string, Program, Schedule][] = [
  ['XOR', programOfExperiment(classicXor, 1), scheduleOf(classicXor)],
  ['XOR without a hidden layer', programOfExperiment(perceptron, 1), scheduleOf(perceptron)],
  ...[['3-5-4-2', deepRun] as const, ...runs, ...runsWithoutHidden].map(([name, run]): [string, Program, Schedule] => {
    return [name, programOf(run), createSchedule(run.network, run.batchSize)]
  }),
]

describe('the line of an operation', () => {
  it('is there for every operation, in the order of the stages, and each array is written by one', () => {
    for (const [name, program, schedule] of programs) {
      const stageAt = new Map(operationsOf(schedule).map((operation) => [program.lineOf(operation), operation.stage]))
      const inOrder = [...stageAt].sort(([line], [other]) => line - other)
      const stagesPassed = inOrder.map(([, stage]) => stage).filter((stage, k, all) => stage !== all[k - 1])
      expect(stagesPassed, name).toEqual(stages)
      const writing = program.lines.flatMap(({ writes }, index) => (writes ? [index] : []))
      expect(
        inOrder.map(([line]) => line),
        name,
      ).toEqual(writing)
    }
  })

  it('writes the array that holds what the operation writes, or of which a sample’s share does', () => {
    for (const [name, program, schedule] of programs) {
      const astray = operationsOf(schedule).filter((operation) => {
        const { writes } = program.lines[program.lineOf(operation)]
        const share = operation.name === 'share' ? Number(operation.sample) : undefined
        return !slotsIn(slotsOf(writes!, schedule, share, operation.k + 1)).includes(operation.target)
      })
      expect(astray, name).toEqual([])
    }
  })

  it('reads the arrays that hold what the operation reads', () => {
    for (const [name, program, schedule] of programs) {
      const astray = operationsOf(schedule).filter((operation) => {
        const { writes, reads } = program.lines[program.lineOf(operation)]
        const held = new Set(
          [writes!, ...reads].flatMap((array) => slotsIn(slotsOf(array, schedule, undefined, operation.k))),
        )
        return !operandsInArrays(operation, schedule).every((slot) => held.has(slot))
      })
      expect(astray, name).toEqual([])
    }
  })

  it('is asked for in vain where an operation is not in the program', () => {
    expect(() => programOfExperiment(classicXor, 1).lineOf({ name: 'weightedSum', layer: 3, source: null })).toThrow(
      'No line',
    )
  })
})

it('is short', () => {
  const { lines } = programOfExperiment(classicXor, 1)
  expect(lines.filter(({ text }) => text !== '' && !text.trimStart().startsWith('#')).length).toBeLessThanOrEqual(40)
  expect(Math.max(...lines.map(({ text }) => text.length))).toBeLessThanOrEqual(60)
})

it('has the same lines for any number of iterations, but for those that say it', () => {
  const one = programOfExperiment(classicXor, 1).lines
  const many = programOfExperiment(classicXor, 1234).lines
  expect(one.map(({ text, textFor }) => textFor?.(1234) ?? text)).toEqual(many.map(({ text }) => text))
  expect(many.filter(({ text }) => text.includes('1234'))).toHaveLength(2)
})

it('is shown with the first of many samples, and copied with all of them', () => {
  const run: ProgramRun = { ...deepRun, inputs: rows(1000, 3, 1), targets: rows(1000, 2, 2) }
  const { lines, text } = programOf(run)
  expect(lines.filter((line) => line.text === '    …, 988 more rows,')).toHaveLength(2)
  expect(lines.length).toBeLessThan(120)
  expect(text).not.toContain('…')
  expect(text.match(/^ {4}\[/gm)!.length).toBeGreaterThanOrEqual(1000)
  const twelve = programOf({ ...run, inputs: run.inputs.slice(0, 12), targets: run.targets.slice(0, 12) })
  expect(twelve.lines.map((line) => `${line.text}\n`).join('')).toBe(twelve.text)
})

it('has no numbers for what the network does not compute', () => {
  const { network } = deepRun
  const kept = createSchedule({ ...network, trainBiases: false }, 4)
  const slots = (kind: 'db' | 'dA') => slotsIn(slotsOf({ name: `${kind}1`, kind, layer: 1 }, kept))
  expect(slots('db')).toEqual([null, null, null, null, null])
  expect(slots('dA')).not.toContain(null)
})

it('defines only the functions that the network needs', () => {
  const definitions = (program: Program) => program.text.match(/(?<=def )\w+/g) ?? []
  expect(definitions(programOfExperiment(classicXor, 1))).toEqual(['sigmoid', 'sigmoid_slope'])
  const paired = programOfExperiment({ ...classicXor, hiddenActivation: 'tanh', loss: 'binaryCrossEntropy' }, 1)
  expect(definitions(paired)).toEqual(['sigmoid', 'tanh_slope', 'cross_entropy'])
  const linear = programOfExperiment({ ...classicXor, hiddenActivation: 'identity', outputActivation: 'identity' }, 1)
  expect(definitions(linear)).toEqual([])
})

const missing = whatIsMissing()
const title = missing === null ? 'run with NumPy' : `run with NumPy: skipped, because ${missing}`

describe(title, { timeout: 30_000 }, () => {
  const inPython = it.skipIf(missing !== null)

  inPython('starts from the very bits of the seed', () => {
    const starts = [0, 42, 2 ** 32 - 1].flatMap((seed) =>
      [networkOf(classicXor), networkOf(perceptron), deep].map((network) => ({ seed, network })),
    )
    const outcomes = runInPython(starts.map(({ seed, network }) => unchanged(network, { seed })))
    starts.forEach(({ seed, network }, index) =>
      expect(parametersIn(outcomes[index], network)).toEqual(uniformParameters(network, seed)),
    )
  })

  inPython('takes any double as it is', () => {
    const parameters = [1, -0, 1e21, -5e-324, 2 ** 60, 0.1, 1.7976931348623157e308, -3, 1e-7]
    const [outcome] = runInPython([unchanged(networkOf(classicXor), { parameters })])
    expect([...parametersIn(outcome, networkOf(classicXor))]).toEqual(parameters)
  })

  inPython.each([1, 100, 10_000] as const)('leaves XOR where the classic program does after %i updates', (updates) => {
    const texts = [updates, updates + 1].map((iterations) => programOfExperiment(classicXor, iterations).text)
    const [trained, next] = runInPython(texts)
    const drift = { absolute: 1e-11 }
    const golden = xor.states_by_updates[updates]
    expectWithin(drift, trained.W1, transposed(golden.weights_input_hidden), 'W1')
    expectWithin(drift, trained.W2, transposed(golden.weights_hidden_output), 'W2')
    expectWithin(drift, [trained.b1, trained.b2], [golden.bias_hidden[0], golden.bias_output[0]], 'b')
    expectWithin(drift, next.A2, golden.prediction, 'prediction')
    expectWithin(drift, next.L, xor.losses_by_updates[updates], 'L')
  })

  inPython('prints the numbers of its last iteration, to 15 digits', () => {
    const printed = numbersPrinted(runAsFile(programOfExperiment(classicXor, 2).text).stdout)
    const golden = xor.epochs[1]
    const { summed_gradient: gradient, after } = golden
    const minus = (values: number[][]) => values.flat().map((value) => -value)
    const expected = {
      A2: golden.predicted_output.flat(),
      L_n: golden.loss_per_sample,
      L: [golden.loss_half_sse],
      delta2: minus(golden.d_predicted_output),
      dW2: gradient.dL_dW_ji_layer2.flat(),
      db2: gradient.dL_db_layer2,
      delta1: minus(golden.d_hidden_layer),
      dW1: gradient.dL_dW_ji_layer1.flat(),
      db1: gradient.dL_db_layer1,
      W1: transposed(after.weights_input_hidden).flat(),
      b1: after.bias_hidden.flat(),
      W2: transposed(after.weights_hidden_output).flat(),
      b2: after.bias_output.flat(),
    }
    expect(Object.keys(printed)).toEqual(Object.keys(expected))
    for (const [name, values] of Object.entries(expected)) {
      expectWithin({ absolute: 2e-15 }, printed[name], values, name)
    }
  })

  inPython.each(torch.cases.filter(({ arch }) => arch.join('-') === '3-5-4-2'))(
    'agrees with PyTorch on $id',
    (torchCase) => {
      const texts = [1, 5, 50].map((iterations) => programOf({ ...torchRun(torchCase), iterations }).text)
      const outcomes = runInPython(texts)
      const { first, after } = torchCase
      const names = (kind: string) => [1, 2, 3].map((layer) => outcomes[0][`${kind}${layer}`])
      const firstStep = { relative: 1e-10, absolute: 1e-13 }
      expectWithin(firstStep, names('Z'), first.z, 'Z')
      expectWithin(firstStep, names('A'), first.a, 'A')
      expectWithin(firstStep, outcomes[0].L_n, first.perSample, 'L_n')
      expectWithin(firstStep, outcomes[0].L, first.loss, 'L')
      expectWithin(firstStep, names('delta'), first.delta, 'delta')
      expectWithin(firstStep, names('dW'), first.dW, 'dW')
      expectWithin(firstStep, names('db'), first.db, 'db')
      const training = { relative: 1e-8, absolute: 1e-10 }
      ;([1, 5, 50] as const).forEach((updates, index) => {
        const { W1, W2, W3, b1, b2, b3 } = outcomes[index]
        expectWithin(training, [W1, W2, W3], after[updates].W, `W after ${updates}`)
        expectWithin(training, [b1, b2, b3], after[updates].b, `b after ${updates}`)
      })
    },
  )

  inPython('computes every array that the engine computes, whatever the network', () => {
    const whole = { parameters: numbers(54, 3).map(Math.round) }
    const all: [string, ProgramRun][] = [
      ['3-5-4-2', deepRun],
      ['3-5-4-2 from whole numbers', { ...deepRun, start: whole }],
      ...runs,
      ...runsWithoutHidden,
    ]
    const outcomes = runInPython(all.map(([, run]) => programOf(run).text))
    all.forEach(([name, run], index) => {
      const expected = arraysOfEngine(run)
      for (const [array, values] of Object.entries(expected)) {
        expectWithin({ absolute: 1e-12 }, [outcomes[index][array]].flat(2), values, `${name}: ${array}`)
      }
      expect(Object.keys(expected).length).toBeGreaterThanOrEqual(6 * (run.network.sizes.length - 1) + 4)
    })
  })

  inPython('goes on to the end when training diverges', () => {
    const { network } = deepRun
    const linear: Network = { ...network, activations: ['identity', 'relu', 'sigmoid'], loss: 'binaryCrossEntropy' }
    for (const diverging of [linear, { ...deep, activations: ['sigmoid', 'identity', 'identity'] } as Network]) {
      const { text } = programOf({ ...deepRun, network: diverging, learningRate: 1e100, iterations: 30 })
      const { status, stdout } = runAsFile(text)
      expect(status).toBe(0)
      expect(stdout).toContain('nan')
    }
  })
})

/** What the program has to read for an operation. */
function operandsInArrays(operation: Operation, schedule: Schedule): readonly Slot[] {
  const { name, layer } = operation
  // The shares of the samples are added up as they are computed.
  if (name === 'gradient') return []
  const operands = operandsOf(schedule, operation)
  if (name !== 'delta') return operands
  // The slope is taken of z alone, and that of the identity of nothing.
  return operands.slice(0, activationOf(schedule.network, layer) === 'identity' ? 1 : 2)
}

function whatIsMissing(): string | null {
  const { error, status } = spawnSync('python3', ['-c', 'import numpy'])
  if (error) return 'there is no python3 here'
  return status === 0 ? null : 'the python3 here has no NumPy'
}

type Arrays = Record<string, Numbers>

const COLLECT = `
import contextlib, io, json, sys
import numpy as np
outcomes = []
for text in json.load(sys.stdin):
    names = {}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(text, names)
    outcomes.append({name: value.tolist() for name, value in names.items() if isinstance(value, (np.ndarray, np.generic))})
print(json.dumps(outcomes))
`

/** Runs programs, all in one process, and gives the arrays that each of them ends with. */
function runInPython(texts: readonly string[]): Arrays[] {
  const { stdout, stderr } = spawnSync('python3', ['-c', COLLECT], {
    input: JSON.stringify(texts),
    encoding: 'utf8',
    maxBuffer: Infinity, // what is longer would be cut off
  })
  if (stdout === '') throw new Error(stderr)
  return JSON.parse(stdout) as Arrays[]
}

/** Runs a program as a person does who has copied it. */
const runAsFile = (text: string) => spawnSync('python3', ['-'], { input: text, encoding: 'utf8' })

/** The numbers below each name */
function numbersPrinted(stdout: string): Record<string, number[]> {
  const printed: Record<string, number[]> = {}
  for (const [, name, text] of stdout.matchAll(/^([A-Za-z_]+\d*)\n([^A-Za-z]*(?:e[-+]\d+[^A-Za-z]*)*)$/gm)) {
    printed[name] = text.match(/[-+.e\d]+/g)!.map(Number)
  }
  return printed
}

/** A program that ends with what it starts from. */
function unchanged(network: Network, start: ProgramRun['start']): string {
  const inputs = rows(2, network.sizes[0], 7)
  const targets = rows(2, network.sizes.at(-1)!, 8)
  return programOf({ network, inputs, targets, learningRate: 0, start, iterations: 1, batchSize: 2 }).text
}

const parametersIn = (arrays: Arrays, { sizes }: Network): Float64Array =>
  Float64Array.from(
    range(sizes.length - 1).flatMap((l) => [arrays[`W${l + 1}`], arrays[`b${l + 1}`]].flat(2) as number[]),
  )

const transposed = (matrix: number[][]) => matrix[0].map((_, j) => matrix.map((row) => row[j]))

function torchRun(example: TorchCase): Omit<ProgramRun, 'iterations'> {
  const { X, Y, lr, init } = example
  return {
    network: torchNetwork(example),
    inputs: X,
    targets: Y,
    learningRate: lr,
    start: { parameters: flatParameters(init) },
    batchSize: X.length,
  }
}

/** What the engine has at the end of a run's last iteration, by the names of the program. */
function arraysOfEngine(run: ProgramRun): Record<string, number[]> {
  const { network, batchSize, inputs, targets, learningRate, start, iterations } = run
  const schedule = createSchedule(network, batchSize)
  let parameters = 'seed' in start ? uniformParameters(network, start.seed) : start.parameters
  let numberOf = (_slot: Slot): number => NaN
  for (let iteration = 0; iteration < iterations; iteration++) {
    const batch = range(batchSize).map((row) => (iteration * batchSize + row) % inputs.length)
    const data = { inputs: batch.flatMap((n) => inputs[n]), targets: batch.flatMap((n) => targets[n]) }
    const trace = recordAlone(schedule, iteration, givenNumbers(schedule, { parameters, learningRate, ...data }))
    numberOf = (slot) => numberIn(schedule, trace, slot)!
    parameters = parametersAt(schedule, trace, schedule.count)
  }
  const used = programOf(run).lines.flatMap(({ writes, reads }) => (writes ? [writes, ...reads] : reads))
  const arrays = used.filter(({ kind }) => kind !== 'eta')
  return Object.fromEntries(
    arrays.map((array) => [
      array.name,
      slotsIn(slotsOf(array, schedule, undefined, schedule.count)).map((slot) => numberOf(slot!)),
    ]),
  )
}

/** Row by row */
const slotsIn = ({ rows, columns, slotAt }: SlotGrid): (Slot | null)[] =>
  range(rows).flatMap((row) => range(columns).map((column) => slotAt(row, column)))
