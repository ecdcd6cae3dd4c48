import type { ActivationName } from '../engine/activations.ts'
import { createLayout, type Slot } from '../engine/layout.ts'
import { lossNamed, type LossName } from '../engine/losses.ts'
import { activationOf, outputLayer, type Network } from '../engine/network.ts'
import type { OperationName, Shape, Step } from '../engine/schedule.ts'
import { datasetOf, networkOf, type Experiment } from './experiment.ts'

/** What a program computes. */
export interface ProgramRun {
  readonly network: Network
  /** [sample][unit of the input layer] */
  readonly inputs: readonly (readonly number[])[]
  /** [sample][unit of the output layer] */
  readonly targets: readonly (readonly number[])[]
  readonly learningRate: number
  /** A seed, from which NumPy itself draws as `uniformParameters` does, or the numbers in the order of `Layout` */
  readonly start: { readonly seed: number } | { readonly parameters: ArrayLike<number> }
  /** How many are run, at least 1. The last one is what the program prints. */
  readonly iterations: number
  /** Samples per iteration */
  readonly batchSize: number
}

type ArrayKind = 'eta' | 'A' | 'Y' | 'W' | 'b' | 'Z' | 'L_n' | 'L' | 'dA' | 'delta' | 'dW' | 'db'

/** An array of the program that stands for numbers of the engine. */
export interface ProgramArray {
  readonly name: string
  readonly kind: ArrayKind
  readonly layer: number
}

interface ProgramLine {
  /** With its indentation */
  readonly text: string
  /** What it carries out of an iteration, for all units and samples at once; nothing for most lines outside the loop */
  readonly operations: readonly LineOperation[]
  readonly writes: ProgramArray | null
  /** In the order of the text */
  readonly reads: readonly ProgramArray[]
}

type LineOperation = Pick<Step, 'operation' | 'layer'>

export interface Program {
  readonly lines: readonly ProgramLine[]
  /** The program as a file */
  readonly text: string
  /** The index of the line that carries out an operation */
  readonly lineOf: (operation: LineOperation) => number
}

/**
 * A NumPy program that computes what the engine computes. Its arrays have a row for each sample; `W1[j, i]` leads from
 * unit i to unit j, and delta is ∂L/∂z, as everywhere here.
 */
export function programOf(run: ProgramRun): Program {
  const lines = [...setUp(run), BLANK, ...loop(run), BLANK, ...printing(run)]
  const indexOf = new Map(
    lines.flatMap(({ operations }, index) => operations.map((each) => [keyOf(each), index] as const)),
  )
  return {
    lines,
    text: lines.map(({ text }) => `${text}\n`).join(''),
    lineOf(operation) {
      const index = indexOf.get(keyOf(operation))
      if (index === undefined) throw new Error(`No line carries out ${keyOf(operation)}.`)
      return index
    },
  }
}

/** The program of an experiment's first iterations: with `cursor.iteration + 1`, the last one is that on screen. */
export function programOfExperiment(experiment: Experiment, iterations: number): Program {
  const { inputs, targets } = datasetOf(experiment)
  const { learningRate, batchSize, seed } = experiment
  return programOf({
    network: networkOf(experiment),
    inputs,
    targets,
    learningRate,
    start: { seed },
    iterations,
    batchSize,
  })
}

const keyOf = ({ operation, layer }: LineOperation): string => `${operation} of layer ${layer}`

const eta: ProgramArray = { name: 'eta', kind: 'eta', layer: 0 }
const A = (layer: number) => arrayOfLayer('A', layer)
const W = (layer: number) => arrayOfLayer('W', layer)
const b = (layer: number) => arrayOfLayer('b', layer)
const Z = (layer: number) => arrayOfLayer('Z', layer)
const dA = (layer: number) => arrayOfLayer('dA', layer)
const delta = (layer: number) => arrayOfLayer('delta', layer)
const dW = (layer: number) => arrayOfLayer('dW', layer)
const db = (layer: number) => arrayOfLayer('db', layer)
const Y = (network: Network): ProgramArray => ({ name: 'Y', kind: 'Y', layer: outputLayer(network) })
/** As in the schedule, a loss belongs to the layer after the outputs. */
const lossOf = (kind: 'L_n' | 'L', network: Network): ProgramArray => ({
  name: kind,
  kind,
  layer: outputLayer(network) + 1,
})

function arrayOfLayer(kind: ArrayKind, layer: number): ProgramArray {
  return { name: `${kind}${layer}`, kind, layer }
}

const plain = (text: string): ProgramLine => ({ text, operations: [], writes: null, reads: [] })
const BLANK = plain('')
const INDENT = '    '

/** A line of the loop that writes one array; `expression` gets the names of what is read. */
function assign(
  writes: ProgramArray,
  reads: readonly ProgramArray[],
  expression: (...names: string[]) => string,
  operations: readonly OperationName[],
  operator = '=',
): ProgramLine {
  const { layer } = writes
  return {
    text: `${INDENT}${writes.name} ${operator} ${expression(...reads.map(({ name }) => name))}`,
    operations: operations.map((operation) => ({ operation, layer })),
    writes,
    reads,
  }
}

interface PythonFunction {
  readonly value: (z: string) => string
  /** How the slope is called; null where it is 1 */
  readonly slope: ((z: string) => string) | null
  /** What NumPy does not have */
  readonly valueDefinition?: string
  readonly slopeDefinition?: string
}

const functionOf = (name: string, value: string): string => `def ${name}(z):\n${INDENT}return ${value}`

const functions: Record<ActivationName, PythonFunction> = {
  sigmoid: {
    value: (z) => `sigmoid(${z})`,
    slope: (z) => `sigmoid_slope(${z})`,
    valueDefinition: functionOf('sigmoid', '1 / (1 + np.exp(-z))'),
    slopeDefinition: functionOf('sigmoid_slope', 'sigmoid(z) * (1 - sigmoid(z))'),
  },
  tanh: {
    value: (z) => `np.tanh(${z})`,
    slope: (z) => `tanh_slope(${z})`,
    slopeDefinition: functionOf('tanh_slope', '1 - np.tanh(z)**2'),
  },
  relu: {
    value: (z) => `relu(${z})`,
    slope: (z) => `relu_slope(${z})`,
    valueDefinition: functionOf('relu', 'np.maximum(z, 0)'),
    slopeDefinition: functionOf('relu_slope', 'np.where(z > 0, 1, 0)'),
  },
  identity: { value: (z) => z, slope: null },
}

interface PythonLoss {
  /** L_n from the outputs, or for a paired loss from their weighted sums, and the targets */
  readonly samples: (output: string, y: string) => string
  /** What stands before (a − y) in the derivative, which is then divided by what the loss averages over */
  readonly slopeFactor: string
  readonly definition?: string
}

const pythonLosses: Record<LossName, PythonLoss> = {
  halfSquaredError: {
    samples: (a, y) => `((${a} - ${y})**2).sum(axis=1) / 2`,
    slopeFactor: '',
  },
  meanSquaredError: {
    samples: (a, y) => `((${a} - ${y})**2).mean(axis=1)`,
    slopeFactor: '2 * ',
  },
  binaryCrossEntropy: {
    samples: (z, y) => `cross_entropy(${z}, ${y}).mean(axis=1)`,
    slopeFactor: '',
    // logaddexp(0, -z) is ln(1 + e^-z), without a logarithm of 0 or an e^(large).
    definition: [
      'def cross_entropy(z, y):  # of a = sigmoid(z)',
      `${INDENT}ln_a = -np.logaddexp(0, -z)`,
      `${INDENT}ln_1_minus_a = -np.logaddexp(0, z)`,
      `${INDENT}return -y * ln_a - (1 - y) * ln_1_minus_a`,
    ].join('\n'),
  },
}

function setUp(run: ProgramRun): ProgramLine[] {
  const { inputs, targets, learningRate, network } = run
  const [inputName, targetName] = isWholeBatch(run) ? ['A0', 'Y'] : ['inputs', 'targets']
  const texts = [
    'import numpy as np',
    'np.set_printoptions(precision=15)',
    '',
    ...matrix(inputName, inputs, pythonNumber),
    ...matrix(targetName, targets, pythonNumber),
    `eta = ${pythonNumber(learningRate)}`,
    '',
    '# W1[j, i] leads from unit i to unit j',
    ...startValues(run),
  ]
  const definitions = definitionsFor(network)
  if (definitions.length > 0) texts.push('', ...definitions)
  return texts.map(plain)
}

function startValues({ network, start }: ProgramRun): string[] {
  const { sizes } = network
  const layers = layersOf(network)
  if ('seed' in start) {
    return [
      `rng = np.random.RandomState(${start.seed})`,
      // A weight matrix is drawn with a row for each source.
      ...layers.map((layer) => `${W(layer).name} = rng.rand(${sizes[layer - 1]}, ${sizes[layer]}).T`),
      ...layers.map((layer) => `${b(layer).name} = rng.rand(${sizes[layer]})`),
    ]
  }
  const layout = createLayout(network, 0)
  return layers.flatMap((layer) => {
    const weights = range(sizes[layer]).map((j) =>
      range(sizes[layer - 1]).map((i) => start.parameters[layout.weight(layer, j, i)]),
    )
    const biases = range(sizes[layer]).map((j) => pythonFloat(start.parameters[layout.bias(layer, j)]))
    return [...matrix(W(layer).name, weights, pythonFloat), `${b(layer).name} = np.array([${biases.join(', ')}])`]
  })
}

/** The functions that this network needs and NumPy does not have. */
function definitionsFor(network: Network): string[] {
  const values = network.activations.map((name) => functions[name].valueDefinition)
  const slopes = network.activations
    .filter((_, index) => !(index === network.activations.length - 1 && isPaired(network)))
    .map((name) => functions[name].slopeDefinition)
  const definitions = new Set([...values, ...slopes, pythonLosses[network.loss].definition])
  return [...definitions].flatMap((definition) => definition?.split('\n') ?? [])
}

function loop(run: ProgramRun): ProgramLine[] {
  const { network, iterations } = run
  return [
    plain(`for iteration in range(${iterations}):`),
    ...batch(run),
    plain(`${INDENT}# Forward: a row for each sample`),
    ...forward(network),
    plain(`${INDENT}# Loss: L_n of each sample, L of the batch`),
    ...loss(network),
    plain(`${INDENT}# Backward: dA is ∂L/∂A, delta is ∂L/∂Z`),
    ...backward(network),
    plain(`${INDENT}# Gradients: dW is ∂L/∂W, added up over samples`),
    ...gradients(network),
    plain(`${INDENT}# Update`),
    ...update(network),
  ]
}

/** Which samples take part, where those are not all of them, each once. */
function batch(run: ProgramRun): ProgramLine[] {
  if (isWholeBatch(run)) return []
  const { batchSize } = run
  return [
    `${INDENT}# Batch: the next ${batchSize} samples; after the last comes the first`,
    `${INDENT}rows = (iteration * ${batchSize} + np.arange(${batchSize})) % len(inputs)`,
    `${INDENT}A0, Y = inputs[rows], targets[rows]`,
  ].map(plain)
}

function* forward(network: Network): Generator<ProgramLine> {
  for (const layer of layersOf(network)) {
    const { value } = functions[activationOf(network, layer)]
    const sum = (a: string, w: string, bias: string) => `${a} @ ${w}.T + ${bias}`
    yield assign(Z(layer), [A(layer - 1), W(layer), b(layer)], sum, ['weightedSum'])
    yield assign(A(layer), [Z(layer)], value, ['activation'])
  }
}

function* loss(network: Network): Generator<ProgramLine> {
  const last = outputLayer(network)
  const { samples } = pythonLosses[network.loss]
  const outputs = isPaired(network) ? Z(last) : A(last)
  yield assign(lossOf('L_n', network), [outputs, Y(network)], samples, ['loss'])
  const reduce = (sampleLosses: string) => `${sampleLosses}.${network.reduction}()`
  yield assign(lossOf('L', network), [lossOf('L_n', network)], reduce, ['batchLoss'])
}

function* backward(network: Network): Generator<ProgramLine> {
  const last = outputLayer(network)
  const { slopeFactor } = pythonLosses[network.loss]
  const divisor = divisorOf(network)
  const slope = (a: string, y: string) =>
    slopeFactor || divisor ? `${slopeFactor}(${a} - ${y})${divisor}` : `${a} - ${y}`
  if (isPaired(network)) {
    yield assign(delta(last), [A(last), Y(network)], slope, ['pairedDelta'])
  } else {
    yield assign(dA(last), [A(last), Y(network)], slope, ['lossDerivative'])
    yield deltaLine(network, last)
  }
  for (let layer = last - 1; layer >= 1; layer--) {
    yield assign(dA(layer), [delta(layer + 1), W(layer + 1)], (d, w) => `${d} @ ${w}`, ['backSum'])
    yield deltaLine(network, layer)
  }
}

function deltaLine(network: Network, layer: number): ProgramLine {
  const { slope } = functions[activationOf(network, layer)]
  if (slope) return assign(delta(layer), [dA(layer), Z(layer)], (d, z) => `${d} * ${slope(z)}`, ['delta'])
  return assign(delta(layer), [dA(layer)], (d) => `${d} * 1`, ['delta'])
}

function* gradients(network: Network): Generator<ProgramLine> {
  for (const layer of layersOf(network).reverse()) {
    const ofWeights = ['weightGradient', 'batchWeightGradient'] as const
    yield assign(dW(layer), [delta(layer), A(layer - 1)], (d, a) => `${d}.T @ ${a}`, ofWeights)
    if (!network.trainBiases) continue
    yield assign(db(layer), [delta(layer)], (d) => `${d}.sum(axis=0)`, ['biasGradient', 'batchBiasGradient'])
  }
}

function* update(network: Network): Generator<ProgramLine> {
  const descend = (rate: string, gradient: string) => `${rate} * ${gradient}`
  for (const layer of layersOf(network)) {
    yield assign(W(layer), [eta, dW(layer)], descend, ['weightUpdate'], '-=')
    if (network.trainBiases) yield assign(b(layer), [eta, db(layer)], descend, ['biasUpdate'], '-=')
  }
}

function printing({ network, iterations }: ProgramRun): ProgramLine[] {
  const last = outputLayer(network)
  const show = (arrays: ProgramArray[]) => {
    const named = arrays.map(({ name }) => `'${name}', ${name}`)
    return `print(${named.join(', ')}, sep='\\n')`
  }
  const { trainBiases } = network
  return [
    `# Iteration ${iterations}, the last: W and b as its update`,
    '# leaves them, all else as computed before it',
    show([A(last), lossOf('L_n', network), lossOf('L', network)]),
    ...layersOf(network)
      .reverse()
      .map((layer) => show([delta(layer), dW(layer), ...(trainBiases ? [db(layer)] : [])])),
    ...layersOf(network).map((layer) => show([W(layer), b(layer)])),
  ].map(plain)
}

/** What the loss averages over, as `lossDivisor` says it: outputs, samples, both or neither. */
function divisorOf(network: Network): string {
  const last = outputLayer(network)
  const { name } = A(last)
  const overOutputs = lossNamed(network.loss).meanOverOutputs && network.sizes[last] > 1
  const overSamples = network.reduction === 'mean'
  if (overOutputs) return overSamples ? ` / ${name}.size` : ` / ${name}.shape[1]`
  return overSamples ? ` / len(${name})` : ''
}

const isPaired = ({ loss: name }: Network): boolean => lossNamed(name).pairedWith !== undefined

const isWholeBatch = ({ batchSize, inputs }: ProgramRun): boolean => batchSize === inputs.length

const layersOf = (network: Network): number[] => range(outputLayer(network)).map((index) => index + 1)

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index)

const LINE_WIDTH = 60

/** A matrix on one line, or where that is too long, on several, as many rows on each as go on it. */
function matrix(
  name: string,
  rows: readonly (readonly number[])[],
  write: (value: number) => string,
): readonly string[] {
  const texts = rows.map((row) => `[${row.map(write).join(', ')}]`)
  const single = `${name} = np.array([${texts.join(', ')}])`
  if (single.length <= LINE_WIDTH) return [single]
  const wrapped: string[] = []
  for (const text of texts) {
    const extended = `${wrapped.at(-1)} ${text},`
    if (wrapped.length > 0 && extended.length <= LINE_WIDTH) wrapped[wrapped.length - 1] = extended
    else wrapped.push(`${INDENT}${text},`)
  }
  return [`${name} = np.array([`, ...wrapped, '])']
}

/** The same double in Python: JavaScript's shortest text reads back to it there, too. */
const pythonNumber = (value: number): string => (Number.isSafeInteger(value) ? String(value) : pythonFloat(value))

/** With a point or an exponent: an array of integers could not be updated in place. */
function pythonFloat(value: number): string {
  if (Object.is(value, -0)) return '-0.0'
  const text = String(value)
  return /^-?\d+$/.test(text) ? `${text}.0` : text
}

/**
 * The numbers of an array, row by row: a row for each sample, or for each unit of a weight matrix.
 * With a sample, its share of a gradient instead of the batch's gradient.
 */
export function slotsOf({ kind, layer }: ProgramArray, shape: Shape, share?: number): Slot[][] {
  const { network, batchSize, layout } = shape
  const units = range(network.sizes[layer] ?? 0)
  const samples = range(batchSize)
  const perSample = (slot: (sample: number, layer: number, unit: number) => Slot) =>
    samples.map((sample) => units.map((unit) => slot(sample, layer, unit)))
  const perWeight = (slot: (layer: number, unit: number, source: number) => Slot) =>
    units.map((unit) => range(network.sizes[layer - 1]).map((source) => slot(layer, unit, source)))
  const perBias = (slot: (layer: number, unit: number) => Slot) => [units.map((unit) => slot(layer, unit))]
  switch (kind) {
    case 'eta':
      return [[layout.learningRate]]
    case 'A':
      return perSample(layout.activation)
    case 'Y':
      return perSample((sample, _layer, unit) => layout.target(sample, unit))
    case 'W':
      return perWeight(layout.weight)
    case 'b':
      return perBias(layout.bias)
    case 'Z':
      return perSample(layout.weightedSum)
    case 'L_n':
      return samples.map((sample) => [layout.loss(sample)])
    case 'L':
      return [[layout.batchLoss]]
    case 'dA':
      return perSample(layout.activationGradient)
    case 'delta':
      return perSample(layout.delta)
    case 'dW':
      return perWeight(
        share === undefined
          ? layout.batchWeightGradient
          : (_layer, unit, source) => layout.weightGradient(share, layer, unit, source),
      )
    case 'db':
      return perBias(
        share === undefined ? layout.batchBiasGradient : (_layer, unit) => layout.biasGradient(share, layer, unit),
      )
  }
}
