import { activations, type ActivationName } from '../engine/activations.ts'
import { applied, number, product, slope, type Expression } from '../engine/formula/expression.ts'
import { formula, generalFormulaOf, textbookLoss } from '../engine/formula/formulas.ts'
import { inGeneral, madeInGeneral, type GeneralNumber, type GeneralOperation } from '../engine/formula/inGeneral.ts'
import { outputLayer } from '../engine/network.ts'
import type { OperationName } from '../engine/place.ts'
import type { Schedule } from '../engine/schedule.ts'

/** A formula for any unit j, its sources i, the units k after it, and any sample n. */
export interface GeneralFormula {
  /** The operation that it is the formula of; null for a definition or a rule */
  readonly operation: OperationName | null
  readonly left: Expression<Term>
  readonly relation: '=' | '←'
  /** What the left side is, in one form or in several */
  readonly right: readonly Expression<Term>[]
  /** How many outputs there are, where it is about outputs only: they are called ŷ, and one alone needs no index. */
  readonly outputs: number | null
}

/** What a general formula is made of: numbers and, in the chain rule, what no operation computes by itself. */
export type Term = GeneralNumber | Derivative

/** ∂top/∂of, with null for the loss on top */
export interface Derivative {
  readonly kind: 'derivative'
  readonly top: GeneralNumber | null
  readonly of: GeneralNumber
}

// Of any unit that has a layer before it
const weightedSum = madeInGeneral({ name: 'weightedSum', layer: 1, source: null })
const activation = madeInGeneral({ name: 'activation', layer: 1, source: null })
const delta = madeInGeneral({ name: 'delta', layer: 1, source: null })
const weight = madeInGeneral({ name: 'update', layer: 1, source: 'i' })

/** The formula of an operation on a layer, for any unit. */
export function operationFormula(
  schedule: Schedule,
  name: OperationName,
  layer: number,
  source: 'i' | null = null,
): GeneralFormula {
  const operation: GeneralOperation = { name, layer, source }
  return {
    operation: name,
    left: number(madeInGeneral(operation)),
    relation: name === 'update' ? '←' : '=',
    right: [generalFormulaOf(schedule, operation)],
    outputs: null,
  }
}

/** The same for an operation on outputs. */
export function outputFormula(schedule: Schedule, name: 'lossDerivative' | 'pairedDelta'): GeneralFormula {
  const last = outputLayer(schedule.network)
  return { ...operationFormula(schedule, name, last), outputs: schedule.network.sizes[last] }
}

/** The loss of a sample, as books write it. */
export function lossFormula(schedule: Schedule): GeneralFormula {
  const last = outputLayer(schedule.network)
  return {
    ...operationFormula(schedule, 'loss', last + 1),
    right: [textbookLoss(inGeneral(schedule, { layer: last, source: null }))],
    outputs: schedule.network.sizes[last],
  }
}

/** a_j = σ(z_j) = … */
export function activationFormula(schedule: Schedule, name: ActivationName): GeneralFormula {
  const z = number(weightedSum)
  return {
    ...operationFormula(schedule, 'activation', 1),
    right: [applied(name, z), activations[name].definition(z)],
  }
}

/** σ′(z_j) = … */
export function slopeFormula(name: ActivationName): GeneralFormula {
  const [z, a] = [number(weightedSum), number(activation)]
  return definition(slope(name, z, a), activations[name].slopeDefinition(z, a))
}

/**
 * δ_j of a hidden unit, with what comes back to it written out.
 *
 * @param name null where several layers that have different activations share the formula: σ stands for each
 */
export function hiddenDeltaFormula(schedule: Schedule, name: ActivationName | null): GeneralFormula {
  const layer = outputLayer(schedule.network) - 1
  const numbers = inGeneral(schedule, { layer, source: null })
  const comingBack = formula('backSum', numbers)
  const right = formula('delta', { ...numbers, dLda: () => comingBack, activation: () => name ?? 'sigmoid' })
  return { ...operationFormula(schedule, 'delta', layer), right: [right] }
}

const definition = (left: Expression<Term>, right: Expression<Term>): GeneralFormula => ({
  operation: null,
  left,
  relation: '=',
  right: [right],
  outputs: null,
})

/** ∂L/∂of, or ∂top/∂of */
const derivative = (of: GeneralNumber, top: GeneralNumber | null = null): Expression<Term> =>
  number<Term>({ kind: 'derivative', top, of })

/** δ_j = ∂L/∂z_j */
export const deltaMeaning: GeneralFormula = definition(number(delta), derivative(weightedSum))

/** ∂L/∂w_ji = ∂L/∂a_j · ∂a_j/∂z_j · ∂z_j/∂w_ji */
export const chainRule: GeneralFormula = definition(
  derivative(weight),
  product(derivative(activation), derivative(weightedSum, activation), derivative(weight, weightedSum)),
)
