import type { Operation } from '../engine/place.ts'
import type { Schedule } from '../engine/schedule.ts'
import type { Phrase } from './phrase.ts'

/** What one operation does and why, in words. */
export interface Explanation {
  readonly title: Phrase
  readonly sentence: Phrase
}

export type Explain = (operation: Operation, schedule: Schedule) => Explanation
