import { describe, expect, it } from 'vitest'
import type { Slot } from '../../src/engine/layout.ts'
import { readLink } from '../../src/experiment/link.ts'
import type { LessonState } from '../../src/store/lesson.ts'
import { reading, slotOfParameter } from '../../src/store/reading.ts'
import { lessonOf } from '../store/helpers.ts'
import links from './old-links.json'

/**
 * Links as they were made while an iteration was a list of steps and an update wrote over the old weight. That code opened
 * each of them, and wrote down the experiment, the moment on screen and some of its numbers, digit for digit.
 */
describe.each(links)('the old link $link', ({ link, experiment, moment, operation, numbers }) => {
  const { lesson } = lessonOf()
  const read = readLink(link)
  lesson.getState().open(read.experiment, read.cursor, null)

  it('sets up the same experiment', () => {
    expect(read.problems).toEqual([])
    expect(read.experiment).toMatchObject(experiment)
  })

  it('opens at the same moment, after the same operation', () => {
    const { cursor, wanted, view } = lesson.getState()
    expect(wanted).toBeNull()
    expect(`${cursor.iteration}.${cursor.step}`).toBe(moment)
    expect(view.operation).toMatchObject(operation)
  })

  it('shows the same numbers, and the same blanks', () => {
    const shown = numbers.map((number) => ({ ...number, value: textOf(lesson.getState(), number) }))
    expect(shown).toEqual(numbers)
  })
})

type Recorded = (typeof links)[number]['numbers'][number]

/** All digits of a number on screen; null while it is blank. */
function textOf(lesson: LessonState, recorded: Recorded): string | null {
  const value = reading(lesson, slotOf(lesson, recorded))
  return value === null ? null : String(value)
}

function slotOf(lesson: LessonState, { kind, layer, unit, source, sample }: Recorded): Slot {
  const { layout } = lesson.schedule
  if (sample === null) return slotOfParameter(lesson, { layer, unit, source })
  if (typeof sample === 'string')
    return kind === 'loss' ? layout.batchLoss : known(layout.gradient(layer, unit, source))
  switch (kind) {
    case 'x':
    case 'a':
      return layout.activation(sample, layer, unit)
    case 'z':
      return layout.weightedSum(sample, layer, unit)
    case 'loss':
      return layout.loss(sample)
    case 'dLda':
      return known(layout.activationGradient(sample, layer, unit))
    case 'delta':
      return layout.delta(sample, layer, unit)
    case 'gw':
      return known(layout.share(sample, layer, unit, source))
    default:
      throw new Error(`No number of the kind ${kind} was written down.`)
  }
}

/** What was written down is computed in its network. */
function known(slot: Slot | null): Slot {
  if (slot === null) throw new Error('This network does not compute that number.')
  return slot
}
