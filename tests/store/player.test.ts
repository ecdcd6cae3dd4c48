import { describe, expect, it } from 'vitest'
import type { Cursor } from '../../src/experiment/cursor.ts'
import { classicXor, type Experiment } from '../../src/experiment/experiment.ts'
import { iterationsDone, type LessonStore } from '../../src/store/lesson.ts'
import { createPlayer } from '../../src/store/player.ts'
import { litOperations } from '../../src/store/operation.ts'
import { DEFAULT_SPEED, speeds, type Speed } from '../../src/store/speeds.ts'
import { diverging, frameClock, hurried, lessonOf } from './helpers.ts'

/** The operations of an iteration of the classic XOR */
const END = 107
const at = (iteration: number, step: number): Cursor => ({ iteration, step })

const speedOf = (unit: Speed['unit'], perSecond: number) =>
  speeds.findIndex((speed) => speed.unit === unit && speed.perSecond === perSecond)
const asFastAsItGoes = speedOf('iteration', Infinity)

/** A lesson with its clock, at a moment; `pass` lets time pass, a picture after each so many milliseconds. */
function playerOf(speed: number, options: { experiment?: Experiment; from?: Cursor; now?: () => number } = {}) {
  const { experiment = classicXor, from, now } = options
  const { lesson, connection } = lessonOf(experiment, from, now)
  const clock = frameClock()
  createPlayer(lesson, clock.nextFrame)
  lesson.getState().setSpeed(speed)
  return { lesson, connection, clock }
}

/** Operations gone through from the start of the run; from the end of an iteration to the next start counts as one. */
function operationsDone(lesson: LessonStore): number {
  const { cursor, schedule } = lesson.getState()
  return cursor.iteration * (schedule.count + 1) + cursor.step
}

describe('playing', () => {
  // Time runs from the first picture on, and a little over two seconds so that no rounding decides.
  const FRAME = 20.0222
  const SECONDS = 2.00222

  it.each(speeds.filter(({ unit }) => unit === 'operation'))('goes $perSecond operations a second', (speed) => {
    const { lesson, clock } = playerOf(speeds.indexOf(speed))
    lesson.getState().play()
    clock.pass(FRAME, 101)
    expect(operationsDone(lesson)).toBe(Math.floor(speed.perSecond * SECONDS))
  })

  it('goes from stage to stage, all of which stays lit', () => {
    const { lesson, clock } = playerOf(speedOf('stage', 1))
    lesson.getState().play()
    const seen: { step: number; lit: unknown }[] = []
    for (let second = 0; second < 3; second++) {
      clock.pass(100, second === 0 ? 12 : 10) // at the first picture nothing is due
      seen.push({ step: lesson.getState().cursor.step, lit: litOperations(lesson.getState()) })
    }
    // Of the first sample: three units forward, the loss, and three deltas with two ∂L/∂a of hidden units and one of the output
    expect(seen).toEqual([
      { step: 6, lit: { from: 0, to: 6 } },
      { step: 7, lit: { from: 6, to: 7 } },
      { step: 13, lit: { from: 7, to: 13 } },
    ])
  })

  it.each(speeds.filter(({ unit, perSecond }) => unit === 'iteration' && perSecond < Infinity))(
    'goes $perSecond iterations a second',
    (speed) => {
      const { lesson, clock } = playerOf(speeds.indexOf(speed))
      lesson.getState().play()
      clock.pass(FRAME, 101)
      expect(iterationsDone(lesson.getState())).toBe(Math.floor(speed.perSecond * SECONDS))
    },
  )

  it('goes as far in slow pictures as in quick ones: fractions are carried', () => {
    const done = [4, 7, 16, 50, 90].map((frame) => {
      const { lesson, clock } = playerOf(speedOf('iteration', 60))
      lesson.getState().play()
      clock.pass(0)
      clock.pass(frame, Math.round(3_000 / frame))
      clock.pass(3_008 - Math.round(3_000 / frame) * frame)
      return iterationsDone(lesson.getState())
    })
    expect(done).toEqual([180, 180, 180, 180, 180])
  })

  it('goes from the last operation of an iteration to the start of the next', () => {
    const { lesson, clock } = playerOf(speedOf('operation', 10), { from: at(3, END - 1) })
    const cursors: Cursor[] = []
    lesson.subscribe(({ cursor }, before) => cursor !== before.cursor && cursors.push(cursor))
    lesson.getState().play()
    clock.pass(50, 7)
    expect(cursors).toEqual([at(3, END), at(4, 0), at(4, 1)])
  })

  it('neither loses operations nor catches any up where the worker takes its time for the next iteration', () => {
    const { lesson, connection, clock } = playerOf(speedOf('operation', 40), { from: at(3, END - 1) })
    lesson.getState().play()
    clock.pass(0)
    connection.hold()
    clock.pass(100, 20)
    connection.deliver()
    expect(lesson.getState().cursor).toEqual(at(4, 0))
    // Two of the first four were left over.
    clock.pass(100)
    expect(lesson.getState().cursor).toEqual(at(4, 6))
  })

  it('iteration by iteration, shows the end of each, also when it begins in the middle of one', () => {
    const { lesson, clock } = playerOf(speedOf('iteration', 10), { from: at(3, 20) })
    const cursors: Cursor[] = []
    lesson.subscribe(({ cursor }, before) => cursor !== before.cursor && cursors.push(cursor))
    lesson.getState().play()
    clock.pass(50, 7)
    expect(cursors).toEqual([at(3, END), at(4, END), at(5, END)])
  })

  it('at the first speed goes through 10,000 iterations in 25 seconds', () => {
    const { lesson, clock } = playerOf(DEFAULT_SPEED)
    lesson.getState().play()
    clock.pass(40, 625)
    expect(lesson.getState().playing).toBe(true)
    clock.pass(40, 2)
    expect(lesson.getState()).toMatchObject({ playing: false, cursor: at(9_999, END) })
  })

  it('asks for no picture before it begins nor after it has ended', () => {
    const { lesson, clock } = playerOf(DEFAULT_SPEED)
    expect(clock.asked).toBe(0)
    lesson.getState().play()
    clock.pass(16, 3)
    expect(clock.asked).toBe(1)
    lesson.getState().pause()
    clock.pass(16)
    expect(clock.asked).toBe(0)
  })

  it('moves nothing after a pause', () => {
    const { lesson, clock } = playerOf(DEFAULT_SPEED)
    lesson.getState().play()
    clock.pass(16, 10)
    lesson.getState().pause()
    const { cursor } = lesson.getState()
    clock.pass(16, 10)
    expect(lesson.getState().cursor).toBe(cursor)
  })
})

describe('as fast as it goes', () => {
  it('leaves the pace to the worker: each of its replies is shown, and one command is always with it', () => {
    const { lesson, connection, clock } = playerOf(asFastAsItGoes, { now: hurried() })
    connection.hold()
    lesson.getState().play()
    clock.pass(16, 20)
    expect(lesson.getState().cursor).toEqual(at(0, 0))
    for (const iteration of [64, 128, 192]) {
      connection.deliver(1)
      clock.pass(16, 3)
      expect(lesson.getState().cursor).toEqual(at(iteration, END))
    }
    expect(connection.asked).toEqual([9_999, 9_999, 9_999])
  })

  it('gives way to another speed at once', () => {
    const { lesson, connection, clock } = playerOf(asFastAsItGoes, { now: hurried() })
    connection.hold()
    lesson.getState().play()
    clock.pass(16, 2)
    connection.deliver(2)
    lesson.getState().setSpeed(speedOf('operation', 10))
    connection.deliver()
    clock.pass(50, 5)
    connection.deliver()
    expect(lesson.getState()).toMatchObject({ cursor: at(129, 0), playing: true })
  })
})

describe('the end of a run', () => {
  it.each([asFastAsItGoes, speedOf('iteration', 2000)])('is after 10,000 iterations, at speed %i', (speed) => {
    const { lesson, clock } = playerOf(speed)
    lesson.getState().play()
    // 2,000 iterations a second are 102 in 51 ms: the last picture would go too far.
    clock.pass(51, 110)
    expect(lesson.getState()).toMatchObject({ playing: false, cursor: at(9_999, END) })
    expect(lesson.getState().furthest).toBe(9_999)
  })

  it('is there too when operations are played', () => {
    const { lesson, clock } = playerOf(speedOf('operation', 40), { from: at(9_999, END - 3) })
    lesson.getState().play()
    clock.pass(50, 10)
    expect(lesson.getState()).toMatchObject({ playing: false, cursor: at(9_999, END) })
  })

  it('comes another 10,000 iterations later when playing goes on', () => {
    const { lesson, clock } = playerOf(asFastAsItGoes)
    for (const last of [9_999, 19_999, 29_999]) {
      lesson.getState().play()
      clock.pass(16, 5)
      expect(lesson.getState()).toMatchObject({ playing: false, cursor: at(last, END) })
    }
  })

  it.each([asFastAsItGoes, DEFAULT_SPEED, speedOf('iteration', 10), speedOf('operation', 40)])(
    'is where the run diverges, right behind the first number that is not finite, at speed %i',
    (speed) => {
      const { diverged } = lessonOf(diverging, at(100, 0)).lesson.getState()
      const { iteration, k } = diverged!
      const from = at(iteration, 1)
      const { lesson, clock } = playerOf(speed, { experiment: diverging, from })
      lesson.getState().play()
      // 100 ms a picture: at 40 operations a second four come due at a time, and the run ends among them.
      clock.pass(100, 30)
      expect(lesson.getState()).toMatchObject({ playing: false, cursor: at(iteration, k + 1) })
      expect(clock.asked).toBe(0)
    },
  )
})

describe('what a clock must not do', () => {
  it('catch up after the page was hidden', () => {
    const { lesson, clock } = playerOf(DEFAULT_SPEED)
    lesson.getState().play()
    clock.pass(25, 5)
    expect(iterationsDone(lesson.getState())).toBe(40)
    clock.pass(3_600_000)
    expect(iterationsDone(lesson.getState())).toBe(80)
    clock.pass(25)
    expect(iterationsDone(lesson.getState())).toBe(90)
  })

  it('catch up after a pause', () => {
    const { lesson, clock } = playerOf(DEFAULT_SPEED)
    lesson.getState().play()
    clock.pass(25, 5)
    lesson.getState().pause()
    clock.pass(25, 40)
    lesson.getState().play()
    clock.pass(25, 5)
    expect(iterationsDone(lesson.getState())).toBe(80)
  })

  it('catch up after the worker was busy', () => {
    const { lesson, connection, clock } = playerOf(DEFAULT_SPEED)
    lesson.getState().play()
    clock.pass(25, 5)
    connection.hold()
    clock.pass(25, 40)
    connection.deliver()
    expect(iterationsDone(lesson.getState())).toBe(50)
    connection.hold()
    clock.pass(25)
    connection.deliver()
    expect(iterationsDone(lesson.getState())).toBe(60)
  })

  it('run twice as fast when paused and played within one picture', () => {
    const { lesson, clock } = playerOf(DEFAULT_SPEED)
    lesson.getState().play()
    for (let time = 0; time < 3; time++) {
      lesson.getState().pause()
      lesson.getState().play()
    }
    expect(clock.asked).toBe(1)
    clock.pass(25, 5)
    expect(clock.asked).toBe(1)
    expect(iterationsDone(lesson.getState())).toBe(40)
  })

  it('carry a fraction over a pause', () => {
    const { lesson, clock } = playerOf(speedOf('operation', 1))
    for (let time = 0; time < 10; time++) {
      lesson.getState().play()
      clock.pass(90, 10)
      lesson.getState().pause()
      clock.pass(90)
    }
    expect(lesson.getState().cursor).toEqual(at(0, 0))
  })
})
