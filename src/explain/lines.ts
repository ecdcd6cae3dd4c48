import type { Expression } from '../engine/formula/expression.ts'
import { atPlace } from '../engine/formula/atPlace.ts'
import { formulaOf, textbookLoss } from '../engine/formula/formulas.ts'
import { opened } from '../engine/formula/opened.ts'
import { lossNamed } from '../engine/losses.ts'
import type { Operation } from '../engine/place.ts'
import type { Schedule } from '../engine/schedule.ts'

/** The formula of an operation as it is shown. */
export interface Lines {
  /** In symbols, in one form or in several: σ(z), and what that is */
  readonly inSymbols: readonly Expression[]
  /** The form that is written in numbers */
  readonly inNumbers: Expression
  /** The form that is computed, where that is not the one of the books */
  readonly computedAs: Expression | null
}

export function linesOf(schedule: Schedule, operation: Operation): Lines {
  const formula = formulaOf(schedule, operation)
  if (operation.name === 'loss' && lossNamed(schedule.network.loss).pairedWith) {
    const textbook = textbookLoss(atPlace(schedule, operation))
    return { inSymbols: [textbook], inNumbers: textbook, computedAs: formula }
  }
  const inNumbers = opened(formula)
  return { inSymbols: inNumbers === formula ? [formula] : [formula, inNumbers], inNumbers, computedAs: null }
}
