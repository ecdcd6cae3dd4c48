import { describe, expect, it } from 'vitest'
import { classicXor, type Experiment } from '../../src/experiment/experiment.ts'
import { outcomeOf } from '../../src/store/outcome.ts'
import { progressOf } from '../../src/store/progress.ts'
import { lessonOf } from './helpers.ts'

/** The lesson at the end of an iteration */
function trained(experiment: Experiment, iterations: number) {
  const { lesson } = lessonOf(experiment)
  const { goTo, schedule } = lesson.getState()
  goTo({ iteration: iterations - 1, step: schedule.count })
  return lesson.getState()
}

describe('the course of the classic XOR run', () => {
  it.each([
    [60, 'gathering'],
    [1500, 'plateau'],
    [3500, 'parting'],
    [9000, 'right'],
  ])('after %i iterations is %s', (iterations, progress) => {
    expect(progressOf(trained(classicXor, iterations))).toBe(progress)
  })

  it('ends with four right answers', () => {
    const { right, isYesOrNo, largestMiss } = outcomeOf(trained(classicXor, 10_000))!
    expect({ right, isYesOrNo }).toEqual({ right: 4, isYesOrNo: true })
    expect(largestMiss).toBeCloseTo(0.0603, 4)
  })
})

describe('of a run that cannot learn XOR', () => {
  const perceptron = { ...classicXor, hiddenSizes: [] }

  it('no more than three answers are ever right', () => {
    for (const iterations of [1, 100, 3000]) expect(outcomeOf(trained(perceptron, iterations))!.right).toBeLessThan(4)
  })

  it('the course ends on the plateau', () => {
    expect(progressOf(trained(perceptron, 5000))).toBe('plateau')
  })
})

describe('What is not known yet', () => {
  it('is not taken for right or wrong', () => {
    const { lesson } = lessonOf()
    expect(outcomeOf(lesson.getState())).toBe(null)
    expect(progressOf(lesson.getState())).toBe(null)
  })
})
