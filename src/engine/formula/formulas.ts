import type { Slot } from '../layout.ts'
import { lossNamed } from '../losses.ts'
import type { Operation, OperationName } from '../place.ts'
import type { Schedule } from '../schedule.ts'
import { atPlace } from './atPlace.ts'
import { evaluate, type NumberOf } from './evaluate.ts'
import { applied, difference, plus, product, quotient, slope, slotsIn, type Expression } from './expression.ts'
import { inGeneral, type GeneralExpression, type GeneralOperation, type Run } from './inGeneral.ts'
import type { Numbers } from './numbers.ts'

/** The equations of backpropagation. Each is said only here; what reads, computes, shows or prints one derives from it. */
const formulas: Record<OperationName, <Of>(numbers: Numbers<Of>) => Expression<Of>> = {
  // z_j = Σ_i w_ji a_i + b_j
  weightedSum: (numbers) =>
    plus(
      numbers.sumOverSources((weight, a) => product(weight, a)),
      numbers.bias(),
    ),

  // a_j = σ(z_j)
  activation: (numbers) => applied(numbers.activation(), numbers.z()),

  // L_n = (1/D) Σ_j term(a_j, y_j)
  loss(numbers) {
    const { pairedWith, termDefinition } = lossNamed(numbers.loss)
    // A paired loss is computed from z: see the interface Loss.
    const total = numbers.sumOverOutputs(({ z, a, y }) => termDefinition(pairedWith ? z : a, y))
    return quotient(total, numbers.outputDivisor())
  },

  // ∂L/∂a_j of an output
  lossDerivative: (numbers) => outputDerivative(numbers),

  // ∂L/∂a_j = Σ_k w_kj δ_k of a hidden unit
  backSum: (numbers) => numbers.sumOverUnitsAfter((weight, delta) => product(weight, delta)),

  // δ_j = ∂L/∂a_j · σ′(z_j)
  delta: (numbers) => product(numbers.dLda(), slope(numbers.activation(), numbers.z(), numbers.a())),

  // δ_j of an output whose loss and activation are differentiated together
  pairedDelta: (numbers) => outputDerivative(numbers),

  // this sample's share of ∂L/∂w_ji: δ_j a_i; of ∂L/∂b_j: δ_j
  share: (numbers) => (numbers.isOfWeight ? product(numbers.delta(), numbers.sourceActivation()) : numbers.delta()),

  // L = Σ_n L_n, or their mean
  batchLoss: (numbers) => quotient(numbers.sumOfLosses(), numbers.batchDivisor()),

  // ∂L/∂w_ji or ∂L/∂b_j: the samples' shares added up
  gradient: (numbers) => numbers.sumOfShares(),

  // w ← w − η ∂L/∂w
  update: (numbers) => difference(numbers.parameter(), product(numbers.learningRate(), numbers.gradient())),
}

/** The slope of the loss divided by what the loss averages over */
function outputDerivative<Of>(numbers: Numbers<Of>): Expression<Of> {
  const { slopeDefinition } = lossNamed(numbers.loss)
  return quotient(slopeDefinition(numbers.a(), numbers.target()), numbers.lossDivisor())
}

/** The formula of an operation, of whatever numbers. */
export const formula = <Of>(name: OperationName, numbers: Numbers<Of>): Expression<Of> => formulas[name](numbers)

/** The formula of an operation, over slots. */
export const formulaOf = (schedule: Schedule, operation: Operation): Expression =>
  formula(operation.name, atPlace(schedule, operation))

/** The formula that operations share, with letters for indices. */
export const generalFormulaOf = (run: Run, operation: GeneralOperation): GeneralExpression =>
  formula(operation.name, inGeneral(run, operation))

/** The loss of a sample as books write it, from the predictions. */
export function textbookLoss<Of>(numbers: Numbers<Of>): Expression<Of> {
  const { textbook } = lossNamed(numbers.loss)
  const total = numbers.sumOverOutputs(({ a, y }) => textbook.term(a, y))
  return textbook.whole(quotient(total, numbers.outputDivisor()))
}

/** The slots that an operation reads, in its order: they light in the picture, fill the formula and answer "why?". */
export const operandsOf = (schedule: Schedule, operation: Operation): Slot[] => [
  ...new Set(slotsIn(formulaOf(schedule, operation))),
]

/** The number that an operation writes. */
export const evaluateOperation = (schedule: Schedule, operation: Operation, numberOf: NumberOf): number =>
  evaluate(formulaOf(schedule, operation), numberOf)
