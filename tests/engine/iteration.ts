import type { NumberOf } from '../../src/engine/formula/evaluate.ts'
import type { Operation } from '../../src/engine/place.ts'
import { quantityOf, type Quantity } from '../../src/engine/quantities.ts'
import { operationAt, type Schedule } from '../../src/engine/schedule.ts'
import { givenNumbers, numberIn, recordAlone } from '../../src/engine/trace.ts'
import type { Start } from './arbitraries.ts'
import { range } from './helpers.ts'

/** Every operation of an iteration */
export const operationsOf = (schedule: Schedule): Operation[] =>
  range(schedule.count).map((k) => operationAt(schedule, k))

/** What every slot holds */
export const quantitiesOf = (schedule: Schedule): Quantity[] =>
  range(schedule.layout.givenCount + schedule.count).map((slot) => quantityOf(schedule, slot))

/** What stands in the slots of an iteration when all is done */
export function numbersOf({ schedule, givens }: Start): NumberOf {
  const trace = recordAlone(schedule, 0, givenNumbers(schedule, givens))
  return (slot) => numberIn(schedule, trace, slot)!
}
