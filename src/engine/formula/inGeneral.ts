import { lossNamed } from '../losses.ts'
import { activationOf, batchDivisor, lossDivisor, outputDivisor, outputLayer } from '../network.ts'
import type { OperationName } from '../place.ts'
import { kindMadeBy, type QuantityKind } from '../quantities.ts'
import type { Schedule } from '../schedule.ts'
import { constant, number, type Expression, type Index } from './expression.ts'
import type { Numbers } from './numbers.ts'

/** A number of a formula that is about any unit and any sample: a `Quantity` with letters. */
export interface GeneralNumber {
  readonly kind: QuantityKind
  readonly layer: number
  readonly unit: Index | null
  readonly source: Index | null
  readonly sample: 'n' | 'batch' | null
}

/** A formula for any unit j of a layer and any sample n */
export type GeneralExpression = Expression<GeneralNumber>

/** What matters of a schedule here */
export type Run = Pick<Schedule, 'network' | 'batchSize'>

/** Operations of the same formula: those on a layer, or on its weights from the units i, or on its biases. */
export interface GeneralOperation {
  readonly name: OperationName
  readonly layer: number
  readonly source: 'i' | null
}

/** The number that such operations make. */
export function madeInGeneral({ name, layer, source }: GeneralOperation): GeneralNumber {
  const kind = kindMadeBy(name, source !== null)
  const unit = kind === 'loss' ? null : 'j'
  const sample = name === 'batchLoss' || name === 'gradient' ? 'batch' : name === 'update' ? null : 'n'
  return { kind, layer, unit, source, sample }
}

/** The numbers that such operations read. */
export function inGeneral(
  { network, batchSize }: Run,
  { layer, source }: Pick<GeneralOperation, 'layer' | 'source'>,
): Numbers<GeneralNumber> {
  const last = outputLayer(network)
  const averagesOutputs = lossNamed(network.loss).meanOverOutputs
  const averagesSamples = network.reduction === 'mean'

  const ofUnit = (kind: QuantityKind, at: number, unit: Index): GeneralExpression =>
    number({ kind, layer: at, unit, source: null, sample: 'n' })
  const parameter = (at: number, unit: Index, from: Index | null): GeneralExpression =>
    number({ kind: from === null ? 'b' : 'w', layer: at, unit, source: from, sample: null })
  const gradient = (sample: 'n' | 'batch'): GeneralExpression =>
    number({ kind: source === null ? 'gb' : 'gw', layer, unit: 'j', source, sample })
  const activation = (at: number, unit: Index): GeneralExpression => ofUnit(at === 0 ? 'x' : 'a', at, unit)
  const sumOver = (index: Index, term: GeneralExpression): GeneralExpression => ({ kind: 'sumOver', index, term })
  const count = (over: readonly Index[], value: number): GeneralExpression =>
    over.length === 0 ? constant(1) : { kind: 'count', over, value }

  return {
    loss: network.loss,
    isOfWeight: source !== null,

    activation: () => activationOf(network, layer),

    z: () => ofUnit('z', layer, 'j'),
    a: () => activation(layer, 'j'),
    bias: () => parameter(layer, 'j', null),
    target: () => ofUnit('target', layer, 'j'),
    dLda: () => ofUnit('dLda', layer, 'j'),
    delta: () => ofUnit('delta', layer, 'j'),

    parameter: () => parameter(layer, 'j', source),
    gradient: () => gradient('batch'),
    sourceActivation: () => activation(layer - 1, 'i'),

    learningRate: () => number({ kind: 'eta', layer: 0, unit: null, source: null, sample: null }),

    sumOverSources: (term) => sumOver('i', term(parameter(layer, 'j', 'i'), activation(layer - 1, 'i'))),
    sumOverUnitsAfter: (term) => sumOver('k', term(parameter(layer + 1, 'k', 'j'), ofUnit('delta', layer + 1, 'k'))),
    sumOverOutputs: (term) =>
      sumOver('j', term({ z: ofUnit('z', last, 'j'), a: activation(last, 'j'), y: ofUnit('target', last, 'j') })),
    sumOfLosses: () => sumOver('n', number({ kind: 'loss', layer: last + 1, unit: null, source: null, sample: 'n' })),
    sumOfShares: () => sumOver('n', gradient('n')),

    outputDivisor: () => count(averagesOutputs ? ['j'] : [], outputDivisor(network)),
    batchDivisor: () => count(averagesSamples ? ['n'] : [], batchDivisor(network, batchSize)),
    lossDivisor() {
      // A mean over a single output is no division.
      const outputs: Index[] = averagesOutputs && network.sizes[last] > 1 ? ['j'] : []
      return count(averagesSamples ? ['n', ...outputs] : outputs, lossDivisor(network, batchSize))
    },
  }
}
