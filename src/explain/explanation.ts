import type { Shape, Step } from '../engine/schedule.ts'
import type { Expression } from './expression.ts'
import type { Phrase } from './phrase.ts'

/** What one operation does, why, and how its number comes about. */
export interface Explanation {
  readonly title: Phrase
  readonly sentence: Phrase
  readonly expression: Expression
}

export type Explain = (step: Step, shape: Shape) => Explanation
