import { number, quotient, type Expression } from '../../engine/formula/expression.ts'
import { formula, generalFormulaOf, textbookLoss } from '../../engine/formula/formulas.ts'
import { inGeneral, madeInGeneral, type GeneralNumber, type GeneralOperation } from '../../engine/formula/inGeneral.ts'
import { lossNamed } from '../../engine/losses.ts'
import { outputLayer } from '../../engine/network.ts'
import type { OperationName } from '../../engine/place.ts'
import { arrayHolding, arrayOf, axesOf } from './arrays.ts'
import { counting, INDENT, plain, type ProgramLine } from './line.ts'
import { ATOM, called, numpyOf, type Numpy } from './numpy.ts'
import { isWholeBatch, layersOf, type ProgramRun } from './run.ts'

/** The iterations: each line of a stage is the formula of its operations, for all units and samples at once. */
export function loop(run: ProgramRun): ProgramLine[] {
  return [
    counting(run.iterations, (count) => `for iteration in range(${count}):`),
    ...batch(run),
    plain(`${INDENT}# Forward: Z is z, A is a; a row for each sample`),
    ...forward(run),
    plain(`${INDENT}# Loss: L_n of each sample, L of the batch`),
    ...loss(run),
    plain(`${INDENT}# Backward: dA is ∂L/∂A, delta is ∂L/∂Z`),
    ...backward(run),
    plain(`${INDENT}# Gradients: dW is ∂L/∂W, added up over samples`),
    ...gradients(run),
    plain(`${INDENT}# Update`),
    ...update(run),
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

function* forward(run: ProgramRun): Generator<ProgramLine> {
  for (const layer of layersOf(run.network)) {
    yield line(run, 'weightedSum', layer)
    yield line(run, 'activation', layer)
  }
}

function* loss(run: ProgramRun): Generator<ProgramLine> {
  const layer = outputLayer(run.network) + 1
  yield statement(run, [{ name: 'loss', layer, source: null }], sampleLoss(run))
  yield line(run, 'batchLoss', layer)
}

function* backward(run: ProgramRun): Generator<ProgramLine> {
  const last = outputLayer(run.network)
  const isPaired = lossNamed(run.network.loss).pairedWith !== undefined
  for (let layer = last; layer >= 1; layer--) {
    if (layer === last && isPaired) {
      yield line(run, 'pairedDelta', layer)
    } else {
      yield line(run, layer === last ? 'lossDerivative' : 'backSum', layer)
      yield line(run, 'delta', layer)
    }
  }
}

function* gradients(run: ProgramRun): Generator<ProgramLine> {
  for (const layer of layersOf(run.network).reverse()) {
    for (const source of trained(run)) {
      const [share, gradient] = (['share', 'gradient'] as const).map((name) => ({ name, layer, source }))
      // The shares of the samples are computed and added up in one go.
      const shares = { kind: 'sumOver', index: 'n', term: generalFormulaOf(run, share) } as const
      const sum = formula('gradient', { ...inGeneral(run, gradient), sumOfShares: () => shares })
      yield statement(run, [share, gradient], sum)
    }
  }
}

function* update(run: ProgramRun): Generator<ProgramLine> {
  for (const layer of layersOf(run.network)) {
    for (const source of trained(run)) yield line(run, 'update', layer, source)
  }
}

/** The parameters of a layer that are trained: its weights, then its biases */
const trained = ({ network }: ProgramRun): ('i' | null)[] => (network.trainBiases ? ['i', null] : ['i'])

function line(run: ProgramRun, name: OperationName, layer: number, source: 'i' | null = null): ProgramLine {
  const operation = { name, layer, source }
  return statement(run, [operation], generalFormulaOf(run, operation))
}

/** A function of the program, called for numbers */
interface Call {
  readonly kind: 'call'
  readonly name: string
  readonly of: readonly GeneralNumber[]
}

/** The loss as books write it, or with a function where the program has one. */
function sampleLoss(run: ProgramRun): Expression<GeneralNumber | Call> {
  const { network } = run
  const last = outputLayer(network)
  const numbers = inGeneral(run, { layer: last, source: null })
  const { numpy, pairedWith } = lossNamed(network.loss)
  if (numpy === undefined) return textbookLoss(numbers)
  const output = madeInGeneral({ name: pairedWith ? 'weightedSum' : 'activation', layer: last, source: null })
  const term: Call = { kind: 'call', name: numpy, of: [output, { ...output, kind: 'target' }] }
  return quotient<GeneralNumber | Call>({ kind: 'sumOver', index: 'j', term: number(term) }, numbers.outputDivisor())
}

/** A line that carries out operations; the last of them makes what it writes. */
function statement(
  { network }: ProgramRun,
  operations: readonly GeneralOperation[],
  expression: Expression<GeneralNumber | Call>,
): ProgramLine {
  const made = madeInGeneral(operations[operations.length - 1])
  const writes = arrayHolding(made)
  const outputs = arrayOf('A', outputLayer(network)).name
  const code = (of: GeneralNumber | Call): Numpy => {
    if (of.kind === 'call') return called(of.name, of.of.map(code))
    const array = arrayHolding(of)
    return { text: array.name, binding: ATOM, axes: axesOf(of), reads: [array] }
  }
  const count = (over: readonly string[]) =>
    over.length === 2 ? `${outputs}.size` : over[0] === 'n' ? `len(${outputs})` : `${outputs}.shape[1]`
  const inPlace = whatIsTakenFrom(writes.name, expression)
  const { text, reads } = numpyOf(inPlace ?? expression, { code, count }, axesOf(made))
  return { text: `${INDENT}${writes.name} ${inPlace ? '-=' : '='} ${text}`, operations, writes, reads }
}

/** What is subtracted from an array, where that is what a formula says; else null. */
function whatIsTakenFrom(
  name: string,
  expression: Expression<GeneralNumber | Call>,
): Expression<GeneralNumber | Call> | null {
  if (expression.kind !== 'difference' || expression.left.kind !== 'number') return null
  const { of } = expression.left
  return of.kind !== 'call' && arrayHolding(of).name === name ? expression.right : null
}
