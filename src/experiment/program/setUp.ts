import { createLayout } from '../../engine/layout.ts'
import { arrayOf } from './arrays.ts'
import { definitionsFor } from './functions.ts'
import { plain, type ProgramLine } from './line.ts'
import { matrixLines, pythonFloat, pythonNumber } from './literals.ts'
import { isWholeBatch, layersOf, type ProgramRun } from './run.ts'

/**
 * Data, parameters and functions: what stands before the loop.
 *
 * @param mostRows of a longer matrix, only so many rows are written
 */
export function setUp(run: ProgramRun, mostRows: number): ProgramLine[] {
  const { inputs, targets, learningRate, network } = run
  const [inputName, targetName] = isWholeBatch(run) ? ['A0', 'Y'] : ['inputs', 'targets']
  const texts = [
    'import numpy as np',
    `np.set_printoptions(precision=15${printsLarge(run) ? ', threshold=np.inf' : ''})`,
    '',
    ...matrixLines(inputName, inputs, pythonNumber, mostRows),
    ...matrixLines(targetName, targets, pythonNumber, mostRows),
    `eta = ${pythonNumber(learningRate)}`,
    '',
    '# W1[j, i] leads from unit i to unit j',
    ...startValues(run, mostRows),
  ]
  const definitions = definitionsFor(network)
  if (definitions.length > 0) texts.push('', ...definitions)
  return texts.map(plain)
}

/** NumPy prints an array of more than 1,000 numbers cut short, unless it is told otherwise. */
const printsLarge = ({ network: { sizes }, batchSize }: ProgramRun): boolean =>
  sizes.some((size, layer) => size * Math.max(batchSize, sizes[layer - 1] ?? 0) > 1000)

function startValues({ network, start }: ProgramRun, mostRows: number): string[] {
  const { sizes } = network
  const layers = layersOf(network)
  const nameOf = (kind: 'W' | 'b', layer: number) => arrayOf(kind, layer).name
  if ('seed' in start) {
    return [
      `rng = np.random.RandomState(${start.seed})`,
      // A weight matrix is drawn with a row for each source.
      ...layers.map((layer) => `${nameOf('W', layer)} = rng.rand(${sizes[layer - 1]}, ${sizes[layer]}).T`),
      ...layers.map((layer) => `${nameOf('b', layer)} = rng.rand(${sizes[layer]})`),
    ]
  }
  const layout = createLayout(network, 0)
  return layers.flatMap((layer) => {
    const units = Array.from({ length: sizes[layer] }, (_, unit) => unit)
    const sources = Array.from({ length: sizes[layer - 1] }, (_, source) => source)
    const parameter = (unit: number, source: number | null) => start.parameters[layout.parameter(layer, unit, source)]
    const weights = units.map((unit) => sources.map((source) => parameter(unit, source)))
    const biases = units.map((unit) => pythonFloat(parameter(unit, null)))
    return [
      ...matrixLines(nameOf('W', layer), weights, pythonFloat, mostRows),
      `${nameOf('b', layer)} = np.array([${biases.join(', ')}])`,
    ]
  })
}
