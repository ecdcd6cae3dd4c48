import { partsOf, type Expression, type Index } from '../../src/engine/formula/expression.ts'
import type { GeneralExpression, GeneralNumber } from '../../src/engine/formula/inGeneral.ts'
import type { Slot } from '../../src/engine/layout.ts'
import type { Operation } from '../../src/engine/place.ts'
import type { Schedule } from '../../src/engine/schedule.ts'
import { range } from './helpers.ts'

type Indices = Partial<Record<Index, number>>

/** What a general formula says at the place of an operation: every Σ as a sum, every letter as a slot. */
export function expand(
  general: GeneralExpression,
  schedule: Schedule,
  { sample, unit, source, layer, name }: Operation,
): Expression {
  const { network, batchSize } = schedule
  const at = name === 'loss' ? layer - 1 : layer
  const counts = { i: network.sizes[at - 1], j: network.sizes[at], k: network.sizes[at + 1], n: batchSize }
  const start: Indices = {
    j: unit,
    ...(source === null ? {} : { i: source }),
    ...(sample === 'batch' ? {} : { n: sample }),
  }
  return within(general, start)

  function within(part: GeneralExpression, indices: Indices): Expression {
    switch (part.kind) {
      case 'number':
        return { kind: 'number', of: slotOf(part.of, indices, schedule) }
      case 'count':
        return { kind: 'constant', value: part.value }
      case 'sumOver': {
        const terms = range(counts[part.index]).map((value) => within(part.term, { ...indices, [part.index]: value }))
        return { kind: 'sum', terms }
      }
      case 'constant':
        return part
      default: {
        const parts = partsOf(part).map((child) => within(child, indices))
        return withParts(part, parts)
      }
    }
  }
}

/** Two formulas are the same calculation if both of them have this form: a sum in front of a sum, or of one term, is none. */
export function plainForm(expression: Expression): unknown {
  const parts = partsOf(expression).map(plainForm)
  if (expression.kind === 'number') return expression.of
  if (expression.kind === 'constant') return `constant ${expression.value}`
  if (expression.kind === 'quotient' && parts[1] === 'constant 1') return parts[0]
  if (expression.kind === 'sum') {
    const [first, ...others] = parts
    if (Array.isArray(first) && first[0] === 'sum') return ['sum', ...first.slice(1), ...others]
    return others.length === 0 ? first : ['sum', first, ...others]
  }
  return [expression.kind, ...parts]
}

function withParts(part: GeneralExpression, parts: Expression[]): Expression {
  const old = partsOf(part)
  const swap = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(swap)
    const index = old.indexOf(value as GeneralExpression)
    return index < 0 ? value : parts[index]
  }
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, swap(value)])) as Expression
}

function slotOf(number: GeneralNumber, indices: Indices, { layout }: Schedule): Slot {
  const { kind, layer } = number
  const value = (index: Index | null): number => {
    const found = index === null ? undefined : indices[index]
    if (found === undefined) throw new Error(`The index ${index} has no value.`)
    return found
  }
  const unit = () => value(number.unit)
  const source = () => (number.source === null ? null : value(number.source))
  const n = () => value('n')
  switch (kind) {
    case 'w':
    case 'b':
      return layout.parameter(layer, unit(), source())
    case 'eta':
      return layout.learningRate
    case 'x':
    case 'a':
      return layout.activation(n(), layer, unit())
    case 'target':
      return layout.target(n(), unit())
    case 'z':
      return layout.weightedSum(n(), layer, unit())
    case 'loss':
      return number.sample === 'batch' ? layout.batchLoss : layout.loss(n())
    case 'dLda':
      return layout.activationGradient(n(), layer, unit()) ?? NaN
    case 'delta':
      return layout.delta(n(), layer, unit())
    case 'gw':
    case 'gb':
      return (
        (number.sample === 'batch'
          ? layout.gradient(layer, unit(), source())
          : layout.share(n(), layer, unit(), source())) ?? NaN
      )
  }
}
