import { describe, expect, it } from 'vitest'
import type { Slot } from '../../src/engine/layout.ts'
import { classicXor } from '../../src/experiment/experiment.ts'
import { litOperations, roleOf, touchedSlots } from '../../src/store/operation.ts'
import type { StepSize } from '../../src/store/stops.ts'
import { large, lessonOf } from './helpers.ts'

/** XOR after so many operations, reached by steps of such a size or at once. */
function lessonAt(step: number, stepSize: StepSize) {
  const { lesson } = lessonOf(classicXor, { iteration: 0, step })
  lesson.getState().setStepSize(stepSize)
  return lesson
}

describe('What is lit', () => {
  it('is the operation at the cursor, where a step is an operation', () => {
    const lesson = lessonAt(11, 'operation').getState()
    expect(litOperations(lesson)).toEqual({ from: 10, to: 11 })
    const { layout } = lesson.schedule
    expect(roleOf(lesson, [layout.delta(0, 1, 0)])).toBe('written')
    expect(roleOf(lesson, [layout.activationGradient(0, 1, 0)])).toBe('read')
    expect(roleOf(lesson, [layout.delta(0, 2, 0)])).toBeNull()
  })

  it('is all that a step of a stage did: of the backward pass, δ of every unit', () => {
    const lesson = lessonAt(7, 'stage')
    lesson.getState().step(1)
    expect(litOperations(lesson.getState())).toEqual({ from: 7, to: 13 })
    const { layout } = lesson.getState().schedule
    const role = (slot: Slot | null) => roleOf(lesson.getState(), [slot])
    for (const [layer, unit] of [
      [2, 0],
      [1, 0],
      [1, 1],
    ]) {
      expect(role(layout.delta(0, layer, unit))).toBe('written')
      expect(role(layout.activationGradient(0, layer, unit))).toBe('written')
    }
    for (const source of [0, 1]) expect(role(layout.parameter(2, 0, source))).toBe('read')
    expect(role(layout.parameter(1, 0, 0))).toBeNull()
    expect(role(layout.loss(0))).toBeNull()
  })

  it('grows with the step inside of which the cursor is', () => {
    expect(litOperations(lessonAt(9, 'stage').getState())).toEqual({ from: 7, to: 9 })
    expect(litOperations(lessonAt(6, 'layer').getState())).toEqual({ from: 4, to: 6 })
    expect(litOperations(lessonAt(22, 'sample').getState())).toEqual({ from: 0, to: 22 })
  })

  it('is one operation while the run is played, and for a number asked about', () => {
    const lesson = lessonAt(13, 'stage')
    lesson.getState().setSpeed(0)
    lesson.getState().play()
    expect(litOperations(lesson.getState())).toEqual({ from: 12, to: 13 })
    lesson.getState().pause()
    lesson.getState().askWhy(lesson.getState().schedule.layout.weightedSum(0, 1, 0))
    expect(litOperations(lesson.getState())).toEqual({ from: 0, to: 1 })
  })

  it('is nothing at the start of an iteration', () => {
    const lesson = lessonAt(0, 'stage').getState()
    expect(litOperations(lesson)).toBeNull()
    expect(roleOf(lesson, [lesson.schedule.layout.parameter(1, 0, 0)])).toBeNull()
  })

  it('is one operation where a step has so many that looking them up would take long', () => {
    const { lesson } = lessonOf(large)
    const { schedule } = lesson.getState()
    lesson.getState().setStepSize('stage')
    lesson.getState().goTo({ iteration: 0, step: schedule.count })
    expect(litOperations(lesson.getState())).toEqual({ from: schedule.count - 1, to: schedule.count })
    const { written } = touchedSlots(lesson.getState())
    expect(written.to - written.from).toBe(1)
  })
})
