import type { Cursor } from '../../src/experiment/cursor.ts'
import { classicXor, type Experiment } from '../../src/experiment/experiment.ts'
import { connect, type Connection } from '../../src/protocol/connect.ts'
import type { Command, Numbered } from '../../src/protocol/messages.ts'
import { createLesson, type LessonState } from '../../src/store/lesson.ts'
import { reading, slotOfParameter } from '../../src/store/reading.ts'
import { createTrainer } from '../../src/worker/trainer.ts'
import { allParameters, range } from '../engine/helpers.ts'

/** A connection to a trainer on the same thread. It answers at once, or when it is told to. */
export interface DirectConnection extends Connection {
  /** From now on commands wait for `deliver`. */
  hold(): void
  /** Carries out what waits and what is asked thereupon: all of it, or so many commands. */
  deliver(count?: number): void
  /** The iterations asked for so far */
  readonly asked: readonly number[]
  /** All that the worker was told so far */
  readonly commands: readonly Command[]
}

/** @param now the trainer's clock; one that stands still lets every command get done */
export function directConnection(now: () => number = () => 0): DirectConnection {
  const worker = new DirectWorker(now)
  const { asked, commands } = worker
  return {
    ...connect(() => worker),
    hold: () => (worker.held = true),
    deliver: (count) => worker.carryOut(count),
    asked,
    commands,
  }
}

/** A clock that grants every command one chunk of iterations and no more. */
export function hurried(): () => number {
  let now = 0
  return () => (now += 1_000)
}

class DirectWorker extends EventTarget {
  held = false
  readonly asked: number[] = []
  readonly commands: Command[] = []
  private readonly queue: Numbered<Command>[] = []
  private busy = false
  private readonly trainer: ReturnType<typeof createTrainer>

  constructor(now: () => number) {
    super()
    this.trainer = createTrainer(now)
  }

  postMessage(numbered: Numbered<Command>): void {
    this.queue.push(structuredClone(numbered))
    this.commands.push(numbered.message)
    if (!this.held) this.carryOut()
  }

  terminate(): void {
    this.queue.length = 0
  }

  carryOut(count = Infinity): void {
    if (this.busy) return // asked while a reply is handed out: it comes after that
    this.busy = true
    for (let done = 0; done < count && this.queue.length > 0; done++) this.answer(this.queue.shift()!)
    this.busy = false
  }

  private answer({ id, message: command }: Numbered<Command>): void {
    if (command.type === 'trace') this.asked.push(command.iteration)
    const message = this.trainer.handle(command)
    if (message) this.dispatchEvent(new MessageEvent('message', { data: structuredClone({ id, message }) }))
  }
}

/** An epoch of XOR is four iterations in the first and two in the second, whose last batch begins the data again. */
export const oneByOne: Experiment = { ...classicXor, batchSize: 1 }
export const threeByThree: Experiment = { ...classicXor, batchSize: 3, hiddenSizes: [3, 2], hiddenActivation: 'tanh' }

/** Its numbers are too large for a double within a few iterations. */
export const diverging: Experiment = {
  ...classicXor,
  hiddenActivation: 'identity',
  outputActivation: 'identity',
  learningRate: 50,
}

/** Too large to be computed on the page, and to be sent whole while it trains: the four samples, a hundred times. */
export const large: Experiment = { ...classicXor, hiddenSizes: [64, 64], batchSize: 400, reduction: 'mean' }

/** A lesson at a moment of its run, and its worker, which answers at once until it is told to wait. */
export function lessonOf(experiment: Experiment = classicXor, at?: Cursor, now?: () => number) {
  const connection = directConnection(now)
  const lesson = createLesson(connection, experiment)
  if (at) lesson.getState().goTo(at)
  return { connection, lesson }
}

/** Every number at the moment shown, by its slot; null while it is blank. */
export const picture = (lesson: LessonState): Numbers =>
  range(lesson.schedule.layout.givenCount + lesson.schedule.count).map((slot) => reading(lesson, slot))

/** Every parameter at the moment shown, in the order of their updates. */
export const parametersShown = (lesson: LessonState): Numbers =>
  allParameters(lesson.schedule).map((place) => reading(lesson, slotOfParameter(lesson, place)))

type Numbers = readonly (number | null)[]

export function sameBits(one: ArrayLike<number | null>, other: ArrayLike<number | null>): boolean {
  return one.length === other.length && range(one.length).every((at) => Object.is(one[at], other[at]))
}

/** Pictures that are drawn when the test says so. */
export function frameClock() {
  let now = 0
  let waiting: ((now: number) => void)[] = []
  return {
    nextFrame: (callback: (now: number) => void): void => void waiting.push(callback),
    /** Time passes, then a picture is drawn; so many times. */
    pass(milliseconds: number, times = 1): void {
      for (let time = 0; time < times; time++) {
        now += milliseconds
        const due = waiting
        waiting = []
        for (const callback of due) callback(now)
      }
    },
    /** How many callbacks wait for the next picture */
    get asked() {
      return waiting.length
    },
  }
}
