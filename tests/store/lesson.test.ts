import fc from 'fast-check'
import { speeds } from '../../src/store/speeds.ts'
import { describe, expect, it } from 'vitest'
import { operationAt } from '../../src/engine/schedule.ts'
import { numberIn, recordAlone, type Trace } from '../../src/engine/trace.ts'
import type { Cursor } from '../../src/experiment/cursor.ts'
import { classicXor, scheduleOf, startOf, startParameters, type Experiment } from '../../src/experiment/experiment.ts'
import type { Connection } from '../../src/protocol/connect.ts'
import type { Command, Reply } from '../../src/protocol/messages.ts'
import {
  createLesson,
  canUndoRestart,
  lookingOf,
  RUN_LENGTH,
  type LessonState,
  type LessonStore,
} from '../../src/store/lesson.ts'
import { reading, slotOfParameter } from '../../src/store/reading.ts'
import { stepSizes, type StepSize } from '../../src/store/stops.ts'
import { allParameters, expectSameBits, numbersOf, range } from '../engine/helpers.ts'
import {
  directConnection,
  diverging,
  hurried,
  large,
  lessonOf,
  oneByOne,
  parametersShown,
  picture,
  sameBits,
  threeByThree,
} from './helpers.ts'

/** The operations of an iteration of the classic XOR, and the first of its updates */
const END = 107
const FIRST_UPDATE = 98

const cursorOf = (lesson: LessonStore): Cursor => lesson.getState().cursor
const at = (iteration: number, step: number): Cursor => ({ iteration, step })

function press(lesson: LessonStore, direction: 1 | -1, times = 1): void {
  for (let time = 0; time < times; time++) lesson.getState().step(direction)
}

const pictureOf = (lesson: LessonStore) => picture(lesson.getState())
const parametersOf = (lesson: LessonStore) => parametersShown(lesson.getState())

/** The numbers of a state's trace that are known at its cursor. */
function numbersAtCursor({ schedule, trace, cursor }: LessonState): (number | null)[] {
  const known = schedule.layout.givenCount + cursor.step
  return numbersOf(schedule, trace).map((number, slot) => (slot < known ? number : null))
}

/** An answer is a promise, kept after what is done now. */
const answered = () => new Promise((resolve) => setTimeout(resolve))

/** The states that the store tells of while something is done. */
function statesDuring(lesson: LessonStore, action: () => void): LessonState[] {
  const states: LessonState[] = []
  const stop = lesson.subscribe((state) => states.push(state))
  action()
  stop()
  return states
}

describe('at first', () => {
  it('shows the start before the worker has said anything', () => {
    const { lesson, connection } = lessonOf()
    expect(cursorOf(lesson)).toEqual(at(0, 0))
    expect(sameBits(pictureOf(lesson), numbersAtCursor(lesson.getState()))).toBe(true)
    const { layout } = lesson.getState().schedule
    expect(pictureOf(lesson).findIndex((number) => number === null)).toBe(layout.givenCount)
    expect(lesson.getState()).toMatchObject({ wanted: null, playing: false, problem: null, furthest: 0 })
    expect(connection.asked).toEqual([])
  })

  it('moves within the first iteration without asking the worker', () => {
    const { lesson, connection } = lessonOf()
    press(lesson, 1, END)
    expect(cursorOf(lesson)).toEqual(at(0, END))
    expect(connection.asked).toEqual([])
  })

  it('shows the same first trace as the worker does', () => {
    const { lesson } = lessonOf()
    const { trace } = lesson.getState()
    lesson.getState().goTo(at(5, 0))
    lesson.getState().goTo(at(0, 0))
    expect(lesson.getState().trace).not.toBe(trace)
    expect(lesson.getState().trace).toEqual(trace)
  })
})

describe('one step forward', () => {
  it.each<[StepSize, Experiment, Cursor, Cursor]>([
    ['operation', classicXor, at(3, 0), at(3, 1)],
    ['unit', classicXor, at(3, 0), at(3, 2)],
    ['layer', classicXor, at(3, 0), at(3, 4)],
    ['stage', classicXor, at(3, 0), at(3, 6)],
    ['sample', classicXor, at(3, 0), at(3, 22)],
    ['iteration', classicXor, at(3, 17), at(4, 17)],
    ['epoch', classicXor, at(3, 17), at(4, 17)],
    ['epoch', oneByOne, at(3, 17), at(7, 17)],
    ['epoch', threeByThree, at(3, 17), at(5, 17)],
  ])('of one %s goes on by so much', (stepSize, experiment, from, to) => {
    const { lesson } = lessonOf(experiment, from)
    lesson.getState().setStepSize(stepSize)
    press(lesson, 1)
    expect(cursorOf(lesson)).toEqual(to)
    press(lesson, -1)
    expect(cursorOf(lesson)).toEqual(from)
  })

  it.each(stepSizes.slice(0, 5))('of one %s goes from the end of an iteration to the start of the next', (stepSize) => {
    const { lesson } = lessonOf(classicXor, at(3, END))
    lesson.getState().setStepSize(stepSize)
    press(lesson, 1)
    expect(cursorOf(lesson)).toEqual(at(4, 0))
    press(lesson, -1)
    expect(cursorOf(lesson)).toEqual(at(3, END))
  })
})

describe('one step back', () => {
  it.each(stepSizes)('of one %s stays at the start of the run', (stepSize) => {
    const { lesson } = lessonOf()
    lesson.getState().setStepSize(stepSize)
    press(lesson, -1)
    expect(cursorOf(lesson)).toEqual(at(0, 0))
  })

  it.each(['iteration', 'epoch'] as const)('of one %s goes to the start where there is not a whole one', (stepSize) => {
    const { lesson } = lessonOf(oneByOne, at(0, 5))
    lesson.getState().setStepSize(stepSize)
    press(lesson, -1)
    expect(cursorOf(lesson)).toEqual(at(0, 0))
  })

  it('over the updates gives the old weights back, to the last bit', () => {
    const { lesson } = lessonOf(classicXor, at(5, END))
    const { schedule, trace } = lesson.getState()
    const { layout } = schedule
    const places = allParameters(schedule)
    const old = places.map(({ layer, unit, source }) => trace.given[layout.parameter(layer, unit, source)])
    const expected = [...parametersOf(lesson)]
    expect(expected.every((value, i) => value !== old[i])).toBe(true)
    for (let k = END - 1; k >= FIRST_UPDATE; k--) {
      press(lesson, -1)
      expected[k - FIRST_UPDATE] = old[k - FIRST_UPDATE]
      expect(sameBits(parametersOf(lesson), expected)).toBe(true)
    }
    expect(cursorOf(lesson)).toEqual(at(5, FIRST_UPDATE))
    expect(sameBits(parametersOf(lesson), old)).toBe(true)
  })

  it('into the iteration before gives what its updates left, which the next started from', () => {
    const { lesson } = lessonOf(classicXor, at(6, 0))
    const parameters = parametersOf(lesson)
    press(lesson, -1)
    expect(cursorOf(lesson)).toEqual(at(5, END))
    expect(sameBits(parametersOf(lesson), parameters)).toBe(true)
  })
})

describe('so many steps forward and as many back', () => {
  it.each(stepSizes)('of one %s each lead to the same picture, bit for bit', (stepSize) => {
    fc.assert(
      fc.property(
        fc.constantFrom(classicXor, oneByOne, threeByThree),
        fc.record({ iteration: fc.nat({ max: 40 }), step: fc.nat({ max: 200 }) }),
        fc.integer({ min: 1, max: stepSize === 'operation' ? 300 : 30 }),
        fc.boolean(),
        (experiment, from, count, waits) => {
          const { lesson, connection } = lessonOf(experiment, from)
          lesson.getState().setStepSize(stepSize)
          // To a place where a step of this size ends: from between two, back leads to the nearer one.
          press(lesson, 1)
          const { cursor, trace } = lesson.getState()
          const before = pictureOf(lesson)
          if (waits) connection.hold()
          press(lesson, 1, count)
          connection.deliver()
          expect(cursorOf(lesson)).not.toEqual(cursor)
          press(lesson, -1, count)
          connection.deliver()
          expect(cursorOf(lesson)).toEqual(cursor)
          expect(sameBits(pictureOf(lesson), before)).toBe(true)
          expect(sameBits(lesson.getState().trace.values, trace.values)).toBe(true)
        },
      ),
      { numRuns: 20 },
    )
  })
})

describe('the picture', () => {
  it('is a new view for each moment, and what one shows never changes afterwards', () => {
    const { lesson } = lessonOf(classicXor, at(2, 100))
    const states = [lesson.getState()]
    const pictures = [pictureOf(lesson)]
    for (let moment = 1; moment <= 20; moment++) {
      press(lesson, 1)
      states.push(lesson.getState())
      pictures.push(pictureOf(lesson))
    }
    expect(new Set(states.map(({ view }) => view)).size).toBe(21)
    expect(states.every((state, i) => sameBits(picture(state), pictures[i]))).toBe(true)
  })

  it('is always that of the moment that the cursor names', () => {
    const { lesson } = lessonOf(threeByThree)
    const states = statesDuring(lesson, () => {
      for (const [iteration, step] of [
        [7, 3],
        [7, 90],
        [2, 0],
        [300, 1000],
        [299, 12],
      ]) {
        lesson.getState().goTo(at(iteration, step))
      }
    })
    for (const state of states) {
      expect(sameBits(picture(state), numbersAtCursor(state))).toBe(true)
      expect(state.trace.iteration).toBe(state.cursor.iteration)
    }
    expect(states.length).toBeGreaterThanOrEqual(5)
  })

  it('stays within the run when a moment outside is asked for', () => {
    const { lesson } = lessonOf()
    lesson.getState().goTo(at(3, 100_000))
    expect(cursorOf(lesson)).toEqual(at(3, END))
    lesson.getState().goTo(at(-5, -5))
    expect(cursorOf(lesson)).toEqual(at(0, 0))
  })
})

describe('while the worker is busy', () => {
  it('two presses of forward at the end of an iteration end behind the first operation of the next', () => {
    const { lesson, connection } = lessonOf(classicXor, at(4, END))
    connection.hold()
    press(lesson, 1, 2)
    expect(cursorOf(lesson)).toEqual(at(4, END))
    expect(lesson.getState().wanted).toEqual(at(5, 1))
    connection.deliver()
    expect(cursorOf(lesson)).toEqual(at(5, 1))
    expect(lesson.getState().wanted).toBeNull()
  })

  it('a press of pause takes nothing of what was asked away, if nothing plays', () => {
    const { lesson, connection } = lessonOf(classicXor, at(4, END))
    connection.hold()
    for (let time = 0; time < 2; time++) {
      lesson.getState().pause()
      press(lesson, 1)
    }
    connection.deliver()
    expect(cursorOf(lesson)).toEqual(at(5, 1))
  })

  it('what is on screen stays until the moment asked for is there', () => {
    const { lesson, connection } = lessonOf(classicXor, at(4, 50))
    const { view } = lesson.getState()
    connection.hold()
    lesson.getState().goTo(at(30, 7))
    expect(lesson.getState().view).toBe(view)
    expect(cursorOf(lesson)).toEqual(at(4, 50))
    connection.deliver()
    expect(cursorOf(lesson)).toEqual(at(30, 7))
  })

  it('a moment of the iteration on screen is shown at once, and what was on its way is let go', () => {
    const { lesson, connection } = lessonOf(classicXor, at(4, 50))
    connection.hold()
    lesson.getState().goTo(at(30, 7))
    lesson.getState().goTo(at(4, 51))
    expect(cursorOf(lesson)).toEqual(at(4, 51))
    connection.deliver()
    expect(cursorOf(lesson)).toEqual(at(4, 51))
  })

  it('the newest moment asked for is the one that is come to', () => {
    const { lesson, connection } = lessonOf(classicXor, at(4, 50))
    connection.hold()
    for (const iteration of [30, 80, 10]) lesson.getState().goTo(at(iteration, 7))
    connection.deliver()
    expect(cursorOf(lesson)).toEqual(at(10, 7))
    expect(lesson.getState().furthest).toBe(30)
  })

  it('pausing leaves what is on screen as it was when the reply comes', () => {
    const { lesson, connection } = lessonOf(classicXor, at(4, 50))
    connection.hold()
    lesson.getState().play()
    lesson.getState().goTo(at(30, END))
    lesson.getState().pause()
    const { view, cursor, trace } = lesson.getState()
    connection.deliver()
    expect(lesson.getState()).toMatchObject({ playing: false, wanted: null, furthest: 30 })
    expect([lesson.getState().view, lesson.getState().cursor, lesson.getState().trace]).toEqual([view, cursor, trace])
    expect(lesson.getState().view).toBe(view)
    press(lesson, 1)
    expect(cursorOf(lesson)).toEqual(at(4, 51))
  })

  it('a new speed takes effect at once: playing no longer waits for what was asked at the old one', () => {
    const { lesson, connection } = lessonOf(classicXor, at(4, 50))
    connection.hold()
    lesson.getState().play()
    lesson.getState().goTo(at(9_999, END))
    lesson.getState().setSpeed(0)
    expect(lesson.getState()).toMatchObject({ playing: true, wanted: null, speed: 0 })
  })

  it('a new speed leaves the moment that a person asked for', () => {
    const { lesson, connection } = lessonOf(classicXor, at(4, 50))
    connection.hold()
    lesson.getState().goTo(at(30, 7))
    lesson.getState().setSpeed(0)
    connection.deliver()
    expect(cursorOf(lesson)).toEqual(at(30, 7))
  })
})

describe('on the way to a far iteration', () => {
  it('the end of each iteration that the worker comes to is shown, and then the moment asked for', () => {
    const { lesson } = lessonOf(classicXor, undefined, hurried())
    const cursors = statesDuring(lesson, () => lesson.getState().goTo(at(200, 7))).map(({ cursor }) => cursor)
    expect(cursors).toEqual([at(0, 0), at(64, END), at(128, END), at(192, END), at(200, 7)])
    expect(lesson.getState().wanted).toBeNull()
  })

  it('the next command is with the worker before the reply to the last is drawn', () => {
    const { lesson, connection } = lessonOf(classicXor, undefined, hurried())
    connection.hold()
    lesson.getState().goTo(at(200, 7))
    connection.deliver(1)
    expect(cursorOf(lesson)).toEqual(at(64, END))
    connection.deliver(1)
    expect(cursorOf(lesson)).toEqual(at(128, END))
    expect(connection.asked).toEqual([200, 200])
  })

  it('the furthest iteration grows, and is kept when one goes back', () => {
    const { lesson } = lessonOf(classicXor, at(200, 7))
    expect(lesson.getState().furthest).toBe(200)
    lesson.getState().goTo(at(3, 0))
    expect(lesson.getState().furthest).toBe(200)
  })
})

describe('each reply changes the state in one go', () => {
  const busy = (experiment: Experiment, now?: () => number) => {
    const given = lessonOf(experiment, undefined, now)
    given.connection.hold()
    return given
  }

  it('when it brings the moment asked for', () => {
    const { lesson, connection } = busy(classicXor)
    lesson.getState().goTo(at(200, 7))
    expect(statesDuring(lesson, () => connection.deliver(1))).toHaveLength(1)
    expect(cursorOf(lesson)).toEqual(at(200, 7))
  })

  it('when it brings a moment on the way', () => {
    const { lesson, connection } = busy(classicXor, hurried())
    lesson.getState().goTo(at(200, 7))
    expect(statesDuring(lesson, () => connection.deliver(1))).toHaveLength(1)
    expect(cursorOf(lesson)).toEqual(at(64, END))
  })

  it('when it comes after a pause', () => {
    const { lesson, connection } = busy(classicXor)
    lesson.getState().play()
    lesson.getState().goTo(at(200, 7))
    lesson.getState().pause()
    expect(statesDuring(lesson, () => connection.deliver(1))).toHaveLength(1)
    expect(lesson.getState().furthest).toBe(200)
  })

  it('when it says that the run diverged', () => {
    const { lesson, connection } = busy(diverging)
    lesson.getState().play()
    lesson.getState().goTo(at(200, 7))
    expect(statesDuring(lesson, () => connection.deliver(1))).toHaveLength(1)
    expect(lesson.getState().playing).toBe(false)
  })
})

describe('another run', () => {
  it('is, when started again, the identical one', () => {
    const { lesson } = lessonOf()
    const moments = [at(0, 0), at(0, 40), at(1, END), at(500, 3), at(77, 100)]
    const pictures = () =>
      moments.map((moment) => {
        lesson.getState().goTo(moment)
        return pictureOf(lesson)
      })
    const first = pictures()
    const { losses } = lesson.getState()
    lesson.getState().restart()
    expect(cursorOf(lesson)).toEqual(at(0, 0))
    expect(pictures().map((again, i) => sameBits(again, first[i]))).toEqual(moments.map(() => true))
    expect(lesson.getState().losses).toEqual(losses)
  })

  it('keeps, when started again, the experiment, the speed and the size of a step', () => {
    const { lesson } = lessonOf(oneByOne, at(40, 3))
    lesson.getState().setSpeed(2)
    lesson.getState().setStepSize('layer')
    lesson.getState().restart()
    expect(lesson.getState()).toMatchObject({ experiment: oneByOne, speed: 2, stepSize: 'layer', furthest: 0 })
    expect(lesson.getState().notice).toMatch(/same run/)
  })

  it('started again can be undone while the page says so: moment, marks, sample and trail come back', async () => {
    const { lesson } = lessonOf(classicXor, at(300, 40))
    lesson.getState().play()
    lesson.getState().pause()
    lesson.getState().chooseRow(2)
    const { layout } = lesson.getState().schedule
    lesson.getState().lookAt({ iteration: 120, slot: layout.batchLoss })
    await answered()
    const before = lesson.getState()
    before.restart()
    expect(canUndoRestart(lesson.getState())).toBe(true)
    lesson.getState().openPanel('read')
    lesson.getState().undoRestart()
    await answered()
    const { cursor, chosenRow, goal, pauses, trail, notice, panel } = lesson.getState()
    expect({ cursor, chosenRow, goal, pauses, trail }).toEqual({
      cursor: before.cursor,
      chosenRow: 2,
      goal: before.goal,
      pauses: before.pauses,
      trail: before.trail,
    })
    expect({ notice, panel }).toEqual({ notice: null, panel: 'read' })
    expect(sameBits(pictureOf(lesson), picture(before))).toBe(true)
  })

  it('started again and stepped on is not undone', () => {
    const { lesson } = lessonOf(classicXor, at(300, 40))
    lesson.getState().restart()
    lesson.getState().step(1)
    lesson.getState().undoRestart()
    expect(cursorOf(lesson)).toEqual(at(0, 1))
  })

  it('opened with something to look at looks at it as soon as its moment and its numbers are there', async () => {
    const { lesson, connection } = lessonOf()
    const { layout } = lesson.getState().schedule
    const origins = [
      { iteration: 9, slot: layout.updated(1, 0, 0)! },
      { iteration: 8, slot: layout.gradient(1, 0, 0)! },
      { iteration: 9, slot: layout.delta(1, 2, 0) },
    ]
    connection.hold()
    lesson.getState().open(classicXor, at(9, END), null, { panel: 'program', row: 1, trail: origins })
    expect(lookingOf(lesson.getState())).toEqual({ panel: 'program', row: 1, trail: origins })
    connection.deliver()
    await answered()
    expect(lookingOf(lesson.getState())).toEqual({ panel: 'program', row: 1, trail: origins })
    connection.deliver()
    await answered()
    const { trail, sought, chosenRow, cursor } = lesson.getState()
    expect(trail.map(({ slot, trace }) => ({ slot, iteration: trace.iteration }))).toEqual(origins)
    expect({ sought, chosenRow, cursor }).toEqual({ sought: null, chosenRow: 1, cursor: at(9, END) })
  })

  it('opened with something to look at forgets it when the person goes elsewhere first', async () => {
    const { lesson, connection } = lessonOf()
    const { layout } = lesson.getState().schedule
    connection.hold()
    const trail = [{ iteration: 9, slot: layout.batchLoss }]
    lesson.getState().open(classicXor, at(9, END), null, { panel: 'overview', row: 1, trail })
    lesson.getState().jumpTo(at(0, 3))
    connection.deliver()
    await answered()
    const { cursor, chosenRow } = lesson.getState()
    expect({ cursor, chosenRow, trail: lesson.getState().trail }).toEqual({
      cursor: at(0, 3),
      chosenRow: null,
      trail: [],
    })
  })

  it('begins at a change of the experiment, and its notice says why', () => {
    const { lesson } = lessonOf(classicXor, at(300, 40))
    lesson.getState().play()
    lesson.getState().change({ hiddenSizes: [3], learningRate: 0.5 }, 'The network is another.')
    const fresh = lessonOf({ ...classicXor, hiddenSizes: [3], learningRate: 0.5 }).lesson
    const { notice, ...rest } = dataOf(lesson)
    expect(notice).toBe('The network is another.')
    expect(rest).toEqual({ ...dataOf(fresh), notice: undefined })
  })

  it('hears nothing of what was asked in the one before', () => {
    const { lesson, connection } = lessonOf()
    connection.hold()
    lesson.getState().goTo(at(300, 0))
    lesson.getState().change({ seed: 7 }, 'Other start values.')
    const before = dataOf(lesson)
    connection.deliver()
    expect(dataOf(lesson)).toEqual(before)
    lesson.getState().goTo(at(20, 5))
    connection.deliver()
    const fresh = lessonOf({ ...classicXor, seed: 7 }, at(20, 5)).lesson
    expect(sameBits(pictureOf(lesson), pictureOf(fresh))).toBe(true)
  })

  it('that cannot be begun leaves the one before as it is', () => {
    const { lesson } = lessonOf(classicXor, at(30, 40))
    const before = dataOf(lesson)
    expect(() => lesson.getState().change({ dataset: 'none' as never }, 'Broken.')).toThrow()
    expect(dataOf(lesson)).toEqual(before)
    lesson.getState().goTo(at(31, 0))
    expect(lesson.getState()).toMatchObject({ cursor: at(31, 0), problem: null })
  })

  it('can begin at any moment of it, as from a link', () => {
    const { lesson } = lessonOf()
    lesson.getState().open(oneByOne, at(12_345, 6), 'From a link.')
    expect(lesson.getState()).toMatchObject({ cursor: at(12_345, 6), experiment: oneByOne })
    const there = lessonOf(oneByOne, at(12_345, 6)).lesson
    expect(sameBits(pictureOf(lesson), pictureOf(there))).toBe(true)
  })

  function dataOf(lesson: LessonStore) {
    const { experiment, trace, losses, diverged, furthest, problem, notice } = lesson.getState()
    const { cursor, view, wanted, playing, goal } = lesson.getState()
    return { experiment, trace, losses, diverged, furthest, problem, notice, cursor, view, wanted, playing, goal }
  }
})

describe('a run that diverges', () => {
  const { diverged } = lessonOf(diverging, at(1_000, 0)).lesson.getState()
  const { iteration, k } = diverged!
  const behind = at(iteration, k + 1)

  it('stops behind the operation that made the first number that is not finite', () => {
    const { lesson } = lessonOf(diverging)
    lesson.getState().play()
    lesson.getState().goTo(at(9_999, END))
    expect(lesson.getState()).toMatchObject({ cursor: behind, playing: false, wanted: null, problem: null })
    const written = range(k + 1).map((index) => {
      const { schedule } = lesson.getState()
      return reading(lesson.getState(), operationAt(schedule, index).target)
    })
    expect(written.findIndex((number) => !Number.isFinite(number))).toBe(k)
  })

  it('stops there too when a later moment of that very iteration is on its way', () => {
    const { lesson } = lessonOf(diverging)
    lesson.getState().play()
    lesson.getState().goTo(at(iteration, END))
    expect(lesson.getState()).toMatchObject({ cursor: behind, playing: false, wanted: null })
  })

  it('does not stop before, if that is where one wants to go', () => {
    const { lesson } = lessonOf(diverging)
    lesson.getState().play()
    lesson.getState().goTo(at(iteration, k))
    expect(lesson.getState()).toMatchObject({ cursor: at(iteration, k), playing: true })
  })

  it('stops there too when the iteration was on screen already', () => {
    const { lesson, connection } = lessonOf(diverging, at(iteration, 0))
    connection.hold()
    lesson.getState().play()
    lesson.getState().goTo(at(iteration - 1, 3))
    lesson.getState().goTo(at(iteration, END))
    expect(lesson.getState()).toMatchObject({ cursor: behind, playing: false, wanted: null })
    connection.deliver()
    expect(cursorOf(lesson)).toEqual(behind)
  })

  it('can be gone back in from there, operation by operation and iteration by iteration', () => {
    const { lesson } = lessonOf(diverging, at(9_999, 0))
    press(lesson, -1)
    expect(cursorOf(lesson)).toEqual(at(iteration, k))
    expect(pictureOf(lesson).every((number) => number === null || Number.isFinite(number))).toBe(true)
    press(lesson, -1, k + 1)
    expect(cursorOf(lesson)).toEqual(at(iteration - 1, END))
    const fresh = lessonOf(diverging, at(iteration - 1, END)).lesson
    expect(sameBits(pictureOf(lesson), pictureOf(fresh))).toBe(true)
  })

  it('is known to diverge from every moment before, once it is known', () => {
    const { lesson } = lessonOf(diverging, at(9_999, 0))
    for (const earlier of [iteration - 1, 0, 1]) {
      lesson.getState().goTo(at(earlier, 0))
      expect(lesson.getState()).toMatchObject({ cursor: at(earlier, 0), diverged })
    }
  })

  it('lets a person see what the number does to the rest of its iteration', () => {
    const { lesson } = lessonOf(diverging, at(9_999, 0))
    press(lesson, 1)
    expect(cursorOf(lesson)).toEqual(at(iteration, k + 2))
    lesson.getState().goTo(at(iteration, END))
    expect(cursorOf(lesson)).toEqual(at(iteration, END))
  })

  it('has nothing after that iteration', () => {
    const { lesson, connection } = lessonOf(diverging, at(9_999, 0))
    lesson.getState().goTo(at(iteration, END))
    const asked = [...connection.asked]
    expect(statesDuring(lesson, () => press(lesson, 1, 3))).toEqual([])
    expect(connection.asked).toEqual(asked)
  })

  it('is not played on behind that operation', () => {
    const { lesson } = lessonOf(diverging, at(9_999, 0))
    lesson.getState().play()
    expect(lesson.getState().playing).toBe(false)
    press(lesson, -1)
    lesson.getState().play()
    expect(lesson.getState().playing).toBe(true)
  })
})

describe('what goes wrong in the worker', () => {
  it('is told, stops playing, and leaves what is on screen', () => {
    const { lesson, tell } = lessonToTell()
    lesson.getState().play()
    lesson.getState().goTo(at(30, 0))
    const { view } = lesson.getState()
    const states = statesDuring(lesson, () => tell({ type: 'failed', message: 'The worker is gone.' }))
    expect(states).toHaveLength(1)
    expect(lesson.getState()).toMatchObject({ problem: 'The worker is gone.', playing: false, wanted: null })
    expect(lesson.getState().view).toBe(view)
  })

  it('is no longer told when the next reply is a good one', () => {
    const { lesson, tell } = lessonToTell()
    tell({ type: 'failed', message: 'The worker is gone.' })
    lesson.getState().goTo(at(1, 0))
    const { trace, losses } = lessonOf(classicXor, at(1, 0)).lesson.getState()
    tell({ type: 'trace', asked: 1, trace, losses, diverged: null })
    expect(lesson.getState()).toMatchObject({ problem: null, cursor: at(1, 0) })
  })

  it('is no longer told when the run is started again', () => {
    const { lesson, tell } = lessonToTell()
    tell({ type: 'failed', message: 'The worker is gone.' })
    lesson.getState().restart()
    expect(lesson.getState().problem).toBeNull()
  })

  function lessonToTell() {
    let tell: (reply: Reply) => void = () => {}
    const connection: Connection = { ...directConnection(), trace() {}, listen: (listener) => (tell = listener) }
    const lesson = createLesson(connection, classicXor)
    return { lesson, tell }
  }
})

describe('playing', () => {
  it('goes to 10,000 iterations, and when they are done, to as many more', () => {
    const { lesson } = lessonOf()
    lesson.getState().play()
    expect(lesson.getState()).toMatchObject({ playing: true, goal: RUN_LENGTH })
    lesson.getState().goTo(at(RUN_LENGTH - 1, END))
    lesson.getState().pause()
    lesson.getState().play()
    expect(lesson.getState().goal).toBe(2 * RUN_LENGTH)
  })

  it('takes away what the page had to say', () => {
    const { lesson } = lessonOf()
    lesson.getState().restart()
    lesson.getState().play()
    expect(lesson.getState().notice).toBeNull()
  })
})

describe('asking why', () => {
  const { schedule } = lessonOf().lesson.getState()
  const { layout } = schedule
  /** The weight from x₁ to h₁, as an iteration finds it and as its update leaves it */
  const place = { layer: 1, unit: 0, source: 0 }
  const weight = layout.parameter(1, 0, 0)
  const updated = layout.updated(1, 0, 0)!
  const gradient = layout.gradient(1, 0, 0)!
  const hidden = layout.activation(0, 1, 0)
  const lastInquiry = (lesson: LessonStore) => lesson.getState().trail.at(-1)

  it('of a number of this iteration looks at the operation that made it, without the worker', () => {
    const { lesson, connection } = lessonOf(classicXor, at(5, 40))
    connection.hold()
    lesson.getState().askWhy(hidden)
    const { trace, cursor, view } = lesson.getState()
    expect(lesson.getState().trail).toEqual([{ slot: hidden, trace }])
    expect(view).toMatchObject({ iteration: 5, operation: { name: 'activation', target: hidden } })
    expect(cursor).toEqual(at(5, 40))
  })

  it('of a weight before its update looks at the update of the iteration before, which is fetched', async () => {
    const { lesson, connection } = lessonOf(classicXor, at(5, 40))
    const { trace } = lesson.getState()
    const shown = reading(lesson.getState(), weight)
    connection.hold()
    lesson.getState().askWhy(weight)
    await answered()
    expect(lesson.getState().trail).toEqual([])
    connection.deliver()
    await answered()
    const { trace: before } = lessonOf(classicXor, at(4, 0)).lesson.getState()
    expect(lesson.getState().trail).toEqual([{ slot: updated, trace: before }])
    expect(lesson.getState().view).toMatchObject({ iteration: 4, operation: { name: 'update', target: updated } })
    expect(numberIn(schedule, before, updated)).toBe(shown)
    expect(lesson.getState()).toMatchObject({ cursor: at(5, 40), trace, furthest: 5 })
  })

  it('of a weight after its update looks at that update', () => {
    const { lesson } = lessonOf(classicXor, at(5, END))
    lesson.getState().askWhy(slotOfParameter(lesson.getState(), place))
    expect(lastInquiry(lesson)).toMatchObject({ slot: updated, trace: { iteration: 5 } })
    expect(lesson.getState().view.operation).toMatchObject({ name: 'update', target: updated })
  })

  it.each([
    ['a start weight', weight],
    ['an input', layout.activation(0, 0, 0)],
    ['the learning rate', layout.learningRate],
  ])('of %s finds that it is given', (_, slot) => {
    const { lesson } = lessonOf(classicXor, at(0, 40))
    lesson.getState().askWhy(slot)
    expect(lesson.getState().trail).toEqual([{ slot, trace: lesson.getState().trace }])
    expect(lesson.getState().view).toMatchObject({ iteration: 0, operation: null })
  })

  it('goes on from number to number, in iterations that were fetched before too', async () => {
    const { lesson, connection } = lessonOf(classicXor, at(5, 40))
    lesson.getState().askWhy(weight)
    await answered()
    connection.hold()
    lesson.getState().askWhy(gradient, at(4, END))
    expect(lesson.getState().trail.map(({ slot, trace }) => [slot, trace.iteration])).toEqual([
      [updated, 4],
      [gradient, 4],
    ])
    expect(lastInquiry(lesson)!.trace).toBe(lesson.getState().trail[0].trace)
  })

  it('pauses the run', () => {
    const { lesson } = lessonOf(classicXor, at(5, 40))
    lesson.getState().play()
    lesson.getState().askWhy(hidden)
    expect(lesson.getState()).toMatchObject({ playing: false, trail: [{ slot: hidden }] })
  })

  it('comes to nothing when the person goes on before the answer is there', async () => {
    for (const goOn of [
      (lesson: LessonStore) => press(lesson, 1),
      (lesson: LessonStore) => lesson.getState().askWhy(hidden),
      (lesson: LessonStore) => lesson.getState().restart(),
    ]) {
      const { lesson, connection } = lessonOf(classicXor, at(5, 40))
      connection.hold()
      lesson.getState().askWhy(weight)
      goOn(lesson)
      connection.deliver()
      await answered()
      expect(lesson.getState().trail.filter(({ slot }) => slot === updated)).toEqual([])
    }
  })

  it('comes to nothing for a number that is not computed yet', () => {
    const { lesson } = lessonOf(classicXor, at(5, 10))
    lesson.getState().askWhy(layout.batchLoss)
    expect(lesson.getState().trail).toEqual([])
  })

  it.each([
    ['chooses a row', (lesson: LessonStore) => lesson.getState().chooseRow(2)],
    ['plays on', (lesson: LessonStore) => lesson.getState().play()],
    ['asks for nothing any more', (lesson: LessonStore) => lesson.getState().returnTo(0)],
  ])('comes to nothing when the person %s before the answer is there', async (_, goOn) => {
    const { lesson, connection } = lessonOf(classicXor, at(5, 40))
    connection.hold()
    lesson.getState().askWhy(weight)
    goOn(lesson)
    connection.deliver()
    await answered()
    expect(lesson.getState().trail).toEqual([])
  })

  it('stays, though a moment was on its way', async () => {
    const { lesson, connection } = lessonOf(classicXor, at(5, 40))
    connection.hold()
    lesson.getState().goTo(at(90, 3))
    lesson.getState().askWhy(hidden)
    connection.deliver()
    await answered()
    expect(lesson.getState().cursor).toEqual(at(5, 40))
    expect(lastInquiry(lesson)?.slot).toBe(hidden)
  })

  it('takes away what the page had to say', () => {
    const { lesson } = lessonOf()
    lesson.getState().restart()
    lesson.getState().askWhy(weight)
    expect(lesson.getState().notice).toBeNull()
  })

  it('ends when the run plays on', () => {
    const { lesson } = lessonOf(classicXor, at(5, 40))
    lesson.getState().askWhy(hidden)
    lesson.getState().play()
    expect(lesson.getState().trail).toEqual([])
  })

  it('is taken back as far as one likes, down to the operation at the cursor', () => {
    const { lesson } = lessonOf(classicXor, at(5, END))
    const slots = [updated, gradient, layout.share(0, 1, 0, 0)!]
    for (const slot of slots) lesson.getState().askWhy(slot)
    const left = (length: number) => {
      lesson.getState().returnTo(length)
      return lesson.getState().trail.map(({ slot }) => slot)
    }
    expect([left(3), left(2), left(0)]).toEqual([slots, slots.slice(0, 2), []])
  })

  it('ends when the cursor moves, or a row is chosen', () => {
    for (const move of [
      (lesson: LessonStore) => press(lesson, 1),
      (lesson: LessonStore) => lesson.getState().goTo(at(9, 3)),
      (lesson: LessonStore) => lesson.getState().chooseRow(2),
    ]) {
      const { lesson } = lessonOf(classicXor, at(5, 40))
      lesson.getState().askWhy(hidden)
      move(lesson)
      expect(lesson.getState().trail).toEqual([])
    }
  })
})

describe('a probe', () => {
  const probe = { type: 'passage', parameters: startParameters(classicXor), layer: 1 } as const

  it('is asked of the worker beside the run', async () => {
    const { lesson } = lessonOf()
    expect(await lesson.getState().probe(lesson.getState().schedule, probe)).toHaveLength(4 * 2)
  })

  it('that was thought of for another run is not asked: its numbers would not fit, and the run would seem to fail', async () => {
    const { lesson, connection } = lessonOf()
    const { schedule: before } = lesson.getState()
    lesson.getState().change({ hiddenSizes: [5] }, 'five units')
    const told = connection.commands.length
    expect(await lesson.getState().probe(before, probe)).toBeNull()
    expect(connection.commands).toHaveLength(told)
    expect(lesson.getState().problem).toBeNull()
  })
})

describe('a large run', () => {
  const schedule = scheduleOf(large)
  const { layout, batchSize, count } = schedule
  const last = batchSize - 1
  const hiddenOf = (row: number) => layout.activation(row, 1, 0)

  /** A lesson that plays the run, and shows what the worker sent of an iteration on the way. */
  function playedTo(cursor: Cursor) {
    const { lesson, connection } = lessonOf(large)
    lesson.getState().play()
    lesson.getState().keepInSight([7, 9])
    lesson.getState().goTo(cursor)
    connection.hold()
    return { lesson, connection }
  }

  function expectWhole(trace: Trace, expected: Trace): void {
    expect(trace).toMatchObject({ iteration: expected.iteration, rows: null })
    expectSameBits(trace.given, expected.given, 'what is given')
    expectSameBits(trace.values, expected.values, 'what is computed')
  }

  const looksOf = ({ commands }: { commands: readonly Command[] }) => commands.filter(({ type }) => type === 'look')

  it('starts with nothing but what is given, and blanks for what is computed, on its way to where it was opened', () => {
    const { lesson, connection } = lessonOf()
    connection.hold()
    lesson.getState().open(large, at(0, count), null)
    expect(cursorOf(lesson)).toEqual(at(0, 0))
    expect(lesson.getState()).toMatchObject({ diverged: null, problem: null, wanted: at(0, count) })
    const numbers = pictureOf(lesson)
    expect(numbers.findIndex((number) => number === null)).toBe(layout.givenCount)
    expect(numbers.slice(layout.givenCount).every((number) => number === null)).toBe(true)
  })

  it('is whole as soon as the worker has answered, at the moment that the person has come to', () => {
    const { lesson, connection } = lessonOf()
    connection.hold()
    lesson.getState().open(large, at(0, 0), null)
    press(lesson, 1, 3)
    connection.deliver()
    expect(cursorOf(lesson)).toEqual(at(0, 3))
    const { trace, view } = lesson.getState()
    expectWhole(trace, recordAlone(schedule, 0, startOf(large, schedule, 0, startParameters(large))))
    expect(view).toMatchObject({ iteration: 0, step: 3, operation: { k: 2 } })
    expect(view.trace).toBe(trace)
    expect(connection.commands.map(({ type }) => type)).toEqual(['start', 'start', 'trace', 'trace'])
  })

  it('names, while it plays, the rows that are in sight, and is sent no others', () => {
    const { lesson, connection } = playedTo(at(3, 0))
    const drawn = [0, last, 7, 9]
    expect(connection.commands.at(-1)).toMatchObject({ type: 'trace', iteration: 3, drawn, rests: false })
    expect(lesson.getState().trace).toMatchObject({ iteration: 3, rows: drawn })
  })

  it('keeps the rows that are in sight when it is started again, but names none that the batch has not', () => {
    const { lesson, connection } = playedTo(at(3, 0))
    lesson.getState().keepInSight([7, batchSize + 5])
    lesson.getState().restart()
    lesson.getState().play()
    lesson.getState().goTo(at(2, count))
    connection.deliver()
    expect(connection.commands.at(-1)).toMatchObject({ type: 'trace', iteration: 2, drawn: [0, last, 7] })
  })

  it('is sent whole where it plays operation by operation: each may be of any row', () => {
    const { lesson, connection } = lessonOf(large)
    lesson.getState().setSpeed(speeds.findIndex(({ unit }) => unit === 'operation'))
    lesson.getState().play()
    lesson.getState().goTo(at(1, 0))
    expect(connection.commands.at(-1)).toMatchObject({ type: 'trace', iteration: 1, rests: true })
  })

  it('is sent whole where it does not play: of the iteration that is gone to, nothing is left out', () => {
    const { lesson, connection } = lessonOf(large, at(3, 40))
    expect(connection.commands.at(-1)).toMatchObject({ type: 'trace', iteration: 3, rests: true })
    expect(lesson.getState().trace).toMatchObject({ iteration: 3, rows: null })
    expect(looksOf(connection)).toEqual([])
  })

  it('shows blanks for the rows that it was not sent, and every number of the others and of the batch', () => {
    const { lesson } = playedTo(at(3, count))
    const whole = lessonOf(large, at(3, count)).lesson.getState()
    const held = [0, last, 7, 9]
    for (const row of [0, 1, 7, 8, 9, 200, last]) {
      for (const slot of [hiddenOf(row), layout.loss(row), layout.delta(row, 2, 5), layout.share(row, 1, 3, 1)!]) {
        expect(reading(lesson.getState(), slot)).toBe(held.includes(row) ? reading(whole, slot) : null)
      }
    }
    for (const slot of [layout.batchLoss, layout.gradient(2, 3, 4)!, layout.updated(3, 0, null)!]) {
      expect(reading(lesson.getState(), slot)).toBe(reading(whole, slot))
    }
  })

  it('asks, when it is paused, for the whole iteration, once, and shows it in one go', async () => {
    const { lesson, connection } = playedTo(at(3, count))
    expect(looksOf(connection)).toEqual([])
    lesson.getState().pause()
    lesson.getState().point([hiddenOf(0)])
    lesson.getState().keepInSight([1, 2])
    expect(looksOf(connection)).toEqual([{ type: 'look', iteration: 3 }])
    const { losses, furthest } = lesson.getState()
    const states: LessonState[] = []
    const stop = lesson.subscribe((state) => states.push(state))
    connection.deliver()
    await answered()
    stop()
    expect(states).toHaveLength(1)
    const { trace, view } = lesson.getState()
    expectWhole(trace, lessonOf(large, at(3, 0)).lesson.getState().trace)
    expect(view.trace).toBe(trace)
    expect(lesson.getState()).toMatchObject({ cursor: at(3, count), losses, furthest })
    lesson.getState().point([])
    expect(looksOf(connection)).toHaveLength(1)
  })

  it('asks for it too when the run rests, and when a person asks why, whose trail it then completes', async () => {
    const { lesson, connection } = playedTo(at(3, count))
    lesson.getState().askWhy(layout.gradient(1, 0, 0)!)
    lesson.getState().askWhy(hiddenOf(7))
    expect(lesson.getState().trail.map(({ slot }) => slot)).toEqual([layout.gradient(1, 0, 0), hiddenOf(7)])
    connection.deliver()
    await answered()
    const { trace, trail, view } = lesson.getState()
    expect(trace.rows).toBeNull()
    expect(trail.map((inquiry) => inquiry.trace === trace)).toEqual([true, true])
    expect(view).toMatchObject({ iteration: 3, operation: { target: hiddenOf(7) } })
    expect(view.trace).toBe(trace)

    const resting = playedTo(at(4, count))
    resting.lesson.getState().rest()
    expect(looksOf(resting.connection)).toHaveLength(1)
  })

  it('is left as it is when the person has gone on before the whole iteration is there', async () => {
    const { lesson, connection } = playedTo(at(3, count))
    lesson.getState().pause()
    lesson.getState().goTo(at(5, 6))
    connection.deliver()
    await answered()
    expect(cursorOf(lesson)).toEqual(at(5, 6))
    expect(lesson.getState().trace).toMatchObject({ iteration: 5, rows: null })
    expect(looksOf(connection)).toHaveLength(1)
  })
})

it('has a small batch sent whole, also while it plays', () => {
  const { lesson, connection } = lessonOf()
  lesson.getState().keepInSight([1])
  lesson.getState().play()
  lesson.getState().goTo(at(3, 0))
  expect(connection.commands.at(-1)).toMatchObject({ type: 'trace', iteration: 3, drawn: null, rests: false })
  expect(lesson.getState().trace.rows).toBeNull()
})

describe('a row that a person chose', () => {
  it('holds until an operation of a sample is shown', () => {
    const { lesson } = lessonOf(classicXor, at(5, FIRST_UPDATE))
    lesson.getState().chooseRow(2)
    press(lesson, 1, END - FIRST_UPDATE + 1)
    expect(cursorOf(lesson)).toEqual(at(6, 0))
    expect(lesson.getState().chosenRow).toBe(2)
    press(lesson, 1)
    expect(lesson.getState().chosenRow).toBeNull()
  })

  it('is let go by another run, and when the person says so', () => {
    const { lesson } = lessonOf(classicXor, at(5, END))
    lesson.getState().chooseRow(2)
    lesson.getState().chooseRow(null)
    expect(lesson.getState().chosenRow).toBeNull()
    lesson.getState().chooseRow(2)
    lesson.getState().restart()
    expect(lesson.getState().chosenRow).toBeNull()
  })
})

it('gives the history of the parameters, or null when another run has begun meanwhile', async () => {
  const { lesson, connection } = lessonOf(classicXor, at(20, 0))
  const { trace } = lesson.getState()
  const { stride, values } = (await lesson.getState().history())!
  expect(stride).toBe(1)
  expect(values.length).toBeGreaterThanOrEqual(20 * 9)
  lesson.getState().goTo(at(19, 0))
  expect(sameBits(values.slice(19 * 9, 20 * 9), lesson.getState().trace.given.slice(0, 9))).toBe(true)
  expect(trace.iteration).toBe(20)
  connection.hold()
  const asked = lesson.getState().history()
  lesson.getState().restart()
  expect(await asked).toBeNull()
})

describe('the places where a person paused', () => {
  const pausesOf = (lesson: LessonStore) => lesson.getState().pauses

  function pauseAt(lesson: LessonStore, cursor: Cursor): void {
    lesson.getState().play()
    lesson.getState().goTo(cursor)
    lesson.getState().pause()
  }

  it('are kept as iterations done, each once, the latest at the end', () => {
    const { lesson } = lessonOf()
    pauseAt(lesson, at(4, END))
    pauseAt(lesson, at(20, 3))
    pauseAt(lesson, at(4, END))
    expect(pausesOf(lesson)).toEqual([20, 5])
  })

  it('are not the start, nor where a run rests or was not playing', () => {
    const { lesson } = lessonOf()
    pauseAt(lesson, at(0, 40))
    lesson.getState().goTo(at(8, 0))
    lesson.getState().pause()
    lesson.getState().play()
    lesson.getState().goTo(at(RUN_LENGTH - 1, END))
    lesson.getState().rest()
    expect(pausesOf(lesson)).toEqual([])
  })

  it('are not where one only looked on the way to a far iteration', () => {
    const { lesson, connection } = lessonOf(classicXor, at(5, 0), hurried())
    connection.hold()
    lesson.getState().goTo(at(30_000, 0))
    connection.deliver(1)
    expect(lesson.getState().travelling).toBe(true)
    lesson.getState().pause()
    expect(pausesOf(lesson)).toEqual([])
  })

  it('are the last fifty', () => {
    const { lesson } = lessonOf()
    for (let iteration = 1; iteration <= 60; iteration++) pauseAt(lesson, at(iteration, 0))
    expect(pausesOf(lesson)).toEqual(Array.from({ length: 50 }, (_, index) => 11 + index))
  })

  it('stay when the same run is started again, which leaves a mark too', () => {
    const { lesson } = lessonOf()
    pauseAt(lesson, at(30, 0))
    lesson.getState().goTo(at(70, 5))
    lesson.getState().restart()
    expect(pausesOf(lesson)).toEqual([30, 70])
    lesson.getState().restart()
    expect(pausesOf(lesson)).toEqual([30, 70])
  })

  it('are forgotten with the experiment', () => {
    const { lesson } = lessonOf()
    pauseAt(lesson, at(30, 0))
    lesson.getState().change({ seed: 7 }, 'Other start values.')
    expect(pausesOf(lesson)).toEqual([])
  })
})

describe('the digits of numbers', () => {
  it.each([
    [7, 7],
    [1, 2],
    [99, 15],
    [3.4, 3],
  ])('asked for as %d are %d', (asked, digits) => {
    const { lesson } = lessonOf()
    lesson.getState().setDigits(asked)
    expect(lesson.getState().digits).toBe(digits)
  })

  it('stay as chosen in another run', () => {
    const { lesson } = lessonOf()
    lesson.getState().setDigits(9)
    lesson.getState().change({ seed: 7 }, 'Other start values.')
    lesson.getState().restart()
    expect(lesson.getState().digits).toBe(9)
  })
})
