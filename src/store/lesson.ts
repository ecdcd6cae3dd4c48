import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Slot } from '../engine/layout.ts'
import type { Operation } from '../engine/place.ts'
import { workOf, type Schedule } from '../engine/schedule.ts'
import {
  divergenceIn,
  isKnown,
  isRecorded,
  recordAlone,
  unrecorded,
  type Divergence,
  type Trace,
} from '../engine/trace.ts'
import { originOf, type Origin } from '../engine/uses.ts'
import { iterationsPerEpoch, scheduleOf, startOf, startParameters, type Experiment } from '../experiment/experiment.ts'
import type { Cursor } from '../experiment/cursor.ts'
import type { Connection } from '../protocol/connect.ts'
import type { KeptRows } from '../experiment/keptRows.ts'
import { lookingAtRun, type Looking } from '../experiment/looking.ts'
import type { PanelName } from '../experiment/panelNames.ts'
import type { Probe, ProbeAnswers } from '../probe/probes.ts'
import type { Reply } from '../protocol/messages.ts'
import { viewOfCursor, viewOfInquiry, type Inquiry, type View } from './inquiry.ts'
import { isTraining, shownRow } from './operation.ts'
import { reading } from './reading.ts'
import { DEFAULT_SPEED } from './speeds.ts'
import { nextStop, type StepSize } from './stops.ts'

/** What is on screen now, and what the person asked for. */
export interface LessonState {
  // What is run
  readonly experiment: Experiment
  readonly schedule: Schedule

  // From the worker
  readonly trace: Trace
  readonly losses: KeptRows
  readonly diverged: Divergence | null
  /** The latest iteration that the run has come to */
  readonly furthest: number
  /** What went wrong, for the person */
  readonly problem: string | null

  // The moment shown
  readonly cursor: Cursor
  /** The last operation done; none at the start of an iteration */
  readonly operation: Operation | null
  /** The moment on its way from the worker */
  readonly wanted: Cursor | null
  /** Whether it is so far off that the page shows how far the run has come towards it */
  readonly travelling: boolean
  /** What is to be looked at as soon as its moment and its numbers are there */
  readonly sought: Sought | null

  // What is looked at, without moving the run
  /** From the first number asked about to the last; none while the operation at the cursor is looked at */
  readonly trail: readonly Inquiry[]
  /** What the picture shows: the moment at the cursor or, while a number is asked about, the one in which it was made */
  readonly view: View
  /** The row of the batch that a person chose; null while the picture follows the cursor */
  readonly chosenRow: number | null
  /** What a person points at, or has the focus on */
  readonly pointed: readonly Slot[]
  /** The rows of the batch of which numbers are in sight, beside the one that the network shows */
  readonly rowsInSight: readonly number[]
  /** What stands beside the network */
  readonly panel: PanelName

  // How it is played
  readonly playing: boolean
  /** Playing stops after this many iterations. */
  readonly goal: number
  /** How many iterations were done each time a person paused the run or started it again, the latest at the end */
  readonly pauses: readonly number[]
  /** An index into `speeds` */
  readonly speed: number
  readonly stepSize: StepSize
  /** Digits after the point, where there is room for them */
  readonly digits: number
  /** Whether it has come to its goal by itself, and nothing was done since */
  readonly rests: boolean
  /** What the page did on its own, for the person */
  readonly notice: string | null
  /** The run that the last restart left */
  readonly left: LeftRun | null
}

type Sought = Pick<Looking, 'row' | 'trail'>

/** All that comes back when a restart is undone: its numbers are computed again. */
type LeftRun = Pick<LessonState, 'goal' | 'pauses'> & { readonly cursor: Cursor; readonly looking: Looking }

export interface LessonActions {
  /** Shows a moment, at once or as soon as the worker has computed it. */
  readonly goTo: (cursor: Cursor) => void
  /** Goes one step of the chosen size. */
  readonly step: (direction: 1 | -1) => void
  /** Pauses, and shows a moment. */
  readonly jumpTo: (cursor: Cursor) => void
  /** Pauses, shows a moment of the run, and looks at something from there. */
  readonly visit: (cursor: Cursor, looking: Looking, notice: string | null) => void
  readonly play: () => void
  /** Plays at a speed at which one can watch it learn. */
  readonly watch: () => void
  readonly pause: () => void
  /** Stops playing because as many iterations are done as were wanted. */
  readonly rest: () => void
  /** Begins the same run anew. */
  readonly restart: () => void
  /** Returns to the moment at which the run was started again, for as long as the page offers it. */
  readonly undoRestart: () => void
  /** Begins another run at a moment of it, as a link asks. */
  readonly open: (experiment: Experiment, cursor: Cursor, notice: string | null, looking?: Looking) => void
  /** Begins another run, and says why. */
  readonly change: (part: Partial<Experiment>, notice: string) => void
  readonly setSpeed: (speed: number) => void
  readonly setStepSize: (stepSize: StepSize) => void
  readonly setDigits: (digits: number) => void
  /** Says something to the person. */
  readonly tell: (notice: string) => void
  /** Asks for what made the number in a slot, as it stands at a moment: the one shown, unless said otherwise. */
  readonly askWhy: (slot: Slot, at?: Cursor) => void
  /** Looks at a number where it was made, at the end of the trail. */
  readonly lookAt: (origin: Origin) => void
  /** Returns along the trail to its first so many inquiries; 0 returns to the operation at the cursor. */
  readonly returnTo: (length: number) => void
  readonly chooseRow: (row: number | null) => void
  readonly point: (slots: readonly Slot[]) => void
  readonly keepInSight: (rows: readonly number[]) => void
  readonly openPanel: (panel: PanelName) => void
  /** The parameters of the run so far; null if another run has begun meanwhile. */
  readonly history: () => Promise<KeptRows | null>
  /** Looks at what the network of a schedule would do, beside the run; null likewise. */
  readonly probe: <Type extends Probe['type']>(
    schedule: Schedule,
    probe: Extract<Probe, { type: Type }>,
  ) => Promise<ProbeAnswers[Type] | null>
}

export type LessonStore = StoreApi<LessonState & LessonActions>

/** Iterations in a run, as in the classic program; playing on adds as many again. */
export const RUN_LENGTH = 10_000

export const FEWEST_DIGITS = 2
/** More would be noise: a double has 15 to 17 digits. */
export const MOST_DIGITS = 15
const DEFAULT_DIGITS = 4

const MOST_PAUSES = 50

/** About a frame: the worker trains the next while the page draws the last. */
const SLICE_MILLISECONDS = 14

/** Up to so many multiplications, a few milliseconds, the page computes an iteration itself; the worker does the others. */
const FEW_MULTIPLICATIONS = 5e6
/** Up to so many numbers, half a megabyte, a trace is sent whole while the run passes it. */
const FEW_NUMBERS = 2 ** 16

export function createLesson(connection: Connection, experiment: Experiment): LessonStore {
  return createStore<LessonState & LessonActions>((set, get, own) => {
    /** The moment that the person is at, or on the way to. */
    const here = () => get().wanted ?? get().cursor

    function show(trace: Trace, step: number) {
      const { schedule, experiment, chosenRow, cursor } = get()
      const view = viewOfCursor(schedule, trace, step)
      const sample = view.operation?.sample
      const isSameBatch = trace.iteration === cursor.iteration || iterationsPerEpoch(experiment) === 1
      return {
        trace,
        cursor: { iteration: trace.iteration, step },
        rests: false,
        operation: view.operation,
        trail: NONE,
        view,
        // The picture follows an operation that is about one sample; in another batch, the row is another sample.
        chosenRow: typeof sample === 'number' || !isSameBatch ? null : chosenRow,
      }
    }

    /** What is looked at, and the picture of it. */
    function look(trail: readonly Inquiry[], trace = get().trace) {
      const { schedule, cursor } = get()
      const inquiry = trail.at(-1)
      return {
        trail,
        view: inquiry ? viewOfInquiry(schedule, inquiry, cursor) : viewOfCursor(schedule, trace, cursor.step),
      }
    }

    /** Asks for an iteration. Of one that is only passed, a large batch is sent as far as it is in sight. */
    function ask(iteration: number): void {
      const { schedule, rowsInSight } = get()
      const { batchSize, layout } = schedule
      const isLarge = batchSize * layout.beforeShares > FEW_NUMBERS
      const rows = [...new Set([shownRow(get()), batchSize - 1, ...rowsInSight])].filter((row) => row < batchSize)
      const drawn = isLarge ? rows : null
      connection.trace({
        type: 'trace',
        iteration,
        milliseconds: SLICE_MILLISECONDS,
        drawn,
        rests: !get().playing || !isTraining(get()),
      })
    }

    let completing: Trace | null = null

    /** Gets the rows that the trace on screen does not hold, where the run rests. */
    async function complete(state: LessonState): Promise<void> {
      const { schedule, trace, wanted } = state
      if (!trace.rows || wanted || isTraining(state) || completing === trace) return
      completing = trace
      const whole = await connection.ask({ type: 'look', iteration: trace.iteration })
      completing = null
      if (!whole || get().trace !== trace) return
      const diverged = get().diverged ?? (isRecorded(trace) ? null : divergenceIn(schedule, whole))
      const trail = get().trail.map((inquiry) => (inquiry.trace === trace ? { ...inquiry, trace: whole } : inquiry))
      set({ trace: whole, diverged, ...look(trail, whole) })
    }

    function goTo(cursor: Cursor): void {
      const { trace, schedule, playing, diverged } = get()
      const step = clamp(cursor.step, 0, schedule.count)
      const iteration = Math.max(0, cursor.iteration)
      const isHere = iteration === trace.iteration && isRecorded(trace)
      if (isHere && playing && diverged && comesAfter(diverged, { iteration, step })) {
        set({ ...show(trace, diverged.k + 1), ...ARRIVED, playing: false })
      } else if (isHere) {
        set({ ...show(trace, step), ...ARRIVED, notice: null, problem: null })
      } else {
        set({ wanted: { iteration, step }, sought: null, notice: null })
        ask(iteration)
      }
    }

    function receive(reply: Reply): void {
      if (reply.type === 'failed') {
        set({ problem: reply.message, playing: false, ...ARRIVED })
        return
      }
      const { wanted, furthest, playing, sought } = get()
      const { asked, trace, losses, diverged } = reply
      const fromWorker = { losses, diverged, furthest: Math.max(furthest, trace.iteration), problem: null }
      if (!wanted || (asked !== wanted.iteration && trace.iteration !== wanted.iteration)) {
        set(fromWorker) // paused, or on the way elsewhere by now: what is on screen stays
      } else if (trace.iteration === wanted.iteration && !(playing && diverged && comesAfter(diverged, wanted))) {
        set({ ...fromWorker, ...show(trace, wanted.step), ...ARRIVED, sought })
        if (sought) void lookAlong(sought.trail, sought.row)
      } else if (diverged && diverged.iteration === trace.iteration) {
        set({ ...fromWorker, ...show(trace, diverged.k + 1), ...ARRIVED, playing: false })
      } else {
        // On the way: ask for more first, so that the worker computes while this is drawn.
        ask(wanted.iteration)
        set({ ...fromWorker, ...show(trace, get().schedule.count), travelling: true })
      }
    }

    function step(direction: 1 | -1): void {
      const { schedule, experiment, stepSize, diverged } = get()
      const { iteration, step } = here()
      const next = neighbour()
      if (diverged && next.iteration > diverged.iteration) return // there is nothing after it
      goTo(next)

      function neighbour(): Cursor {
        if (stepSize === 'iteration') return iterationsOn(direction)
        if (stepSize === 'epoch') return iterationsOn(direction * iterationsPerEpoch(experiment))
        const stop = nextStop(schedule, step, stepSize, direction)
        if (stop !== null) return { iteration, step: stop }
        return direction > 0 ? { iteration: iteration + 1, step: 0 } : endOf(iteration - 1)
      }

      function iterationsOn(count: number): Cursor {
        return iteration + count < 0 ? START : { iteration: iteration + count, step }
      }

      function endOf(last: number): Cursor {
        return last < 0 ? START : { iteration: last, step: schedule.count }
      }
    }

    function open(experiment: Experiment, cursor: Cursor, notice: string | null, looking = lookingNowhere()): void {
      const fresh = freshRun(experiment, cursor) // first: what cannot be begun must not end what is
      connection.start(experiment)
      // What the worker has to compute is on its way from the first.
      set({ ...fresh, wanted: isRecorded(fresh.trace) ? null : cursor })
      goTo(cursor)
      lookFromThere(looking, notice)
    }

    function visit(cursor: Cursor, looking: Looking, notice: string | null): void {
      get().pause()
      const { iteration, step } = here()
      if (cursor.iteration !== iteration || cursor.step !== step) goTo(cursor)
      lookFromThere(looking, notice)
    }

    /** Looks at something from the moment that the page is at or, as soon as it comes there, from the one on its way. */
    function lookFromThere({ panel, row, trail }: Looking, notice: string | null): void {
      set({ panel, notice })
      if (get().wanted) set({ sought: { row, trail } })
      else void lookAlong(trail, row)
    }

    const lookingNowhere = (): Looking => ({ ...lookingAtRun, panel: get().panel })

    function lookAt(origin: Origin): void {
      get().pause()
      set({ wanted: null, travelling: false, notice: null }) // who asks about what is on screen wants to stay there
      if (isInView(origin)) set({ sought: null })
      else void lookAlong([...get().trail.map(originOfInquiry), origin])
    }

    /** Looks along a trail: at once, or as soon as the worker has sent the iterations through which it leads. */
    async function lookAlong(trail: readonly Origin[], row = get().chosenRow): Promise<void> {
      const traces = new Map(get().trail.map(({ trace }) => [trace.iteration, trace]))
      const sought = { trail, row }
      for (const { iteration } of trail) {
        if (traces.has(iteration) || iteration === get().trace.iteration) continue
        set({ sought })
        const trace = await connection.ask({ type: 'look', iteration })
        if (get().sought !== sought) return // meanwhile the person has gone on
        if (!trace) return set({ sought: null })
        traces.set(iteration, trace)
      }
      const { trace } = get()
      traces.set(trace.iteration, trace)
      const inquiries = trail.map(({ slot, iteration }) => ({ slot, trace: traces.get(iteration)! }))
      set({ sought: null, chosenRow: row, ...look(inquiries) })
    }

    /** Whether this is what is looked at already: the last inquiry, or the operation at the cursor. */
    function isInView({ slot, iteration }: Origin): boolean {
      const { cursor, operation, trail } = get()
      const last = trail.at(-1)
      if (!last) return slot === operation?.target && iteration === cursor.iteration
      return last.slot === slot && last.trace.iteration === iteration
    }

    connection.listen(receive)
    connection.start(experiment)
    own.subscribe((state) => void complete(state))

    return {
      ...freshRun(experiment, START),
      speed: DEFAULT_SPEED,
      stepSize: 'operation',
      digits: DEFAULT_DIGITS,
      rowsInSight: NONE,
      panel: 'overview',
      goTo,
      jumpTo(cursor) {
        get().pause()
        goTo(cursor)
      },
      visit,
      step,
      play() {
        const { goal, diverged, cursor } = get()
        if (diverged && diverged.iteration === cursor.iteration && cursor.step > diverged.k) return
        const done = iterationsDone(get())
        set({
          playing: true,
          rests: false,
          notice: null,
          sought: null,
          ...look(NONE),
          goal: done >= goal ? goal + RUN_LENGTH : goal,
        })
      },
      watch() {
        set({ speed: DEFAULT_SPEED })
        get().play()
      },
      pause() {
        const { playing, travelling, pauses } = get()
        if (!playing && !travelling) return
        set({ playing: false, ...ARRIVED, pauses: playing ? pausesWithHere(get()) : pauses })
      },
      rest() {
        const { goal, losses, trace, schedule, experiment } = get()
        const [first, last] = [
          losses.values[0],
          reading({ schedule, view: { step: schedule.count, trace } }, schedule.layout.batchLoss),
        ]
        const notice = `${goal.toLocaleString('en')} iterations done: the loss went from ${first.toFixed(4)} to ${last?.toFixed(4)}${iterationsPerEpoch(experiment) > 1 ? ', each of its own batch' : ''}. Playing on trains ${RUN_LENGTH.toLocaleString('en')} more.`
        set({ playing: false, rests: true, ...ARRIVED, notice })
      },
      restart() {
        const { experiment, cursor, goal, pauses } = get()
        const left = { cursor, goal, pauses, looking: lookingOf(get()) }
        const marked = pausesWithHere(get())
        open(experiment, START, STARTED_AGAIN)
        set({ pauses: marked, left })
      },
      undoRestart() {
        const { left } = get()
        if (!left || !canUndoRestart(get())) return
        const { cursor, looking, goal, pauses } = left
        visit(cursor, { ...looking, panel: get().panel }, null)
        set({ goal, pauses, left: null })
      },
      open,
      change: (part, notice) => open({ ...get().experiment, ...part }, START, notice),
      setSpeed(speed) {
        const { playing } = get()
        set({ speed, ...(playing ? ARRIVED : {}) }) // what is on its way was asked for at the old speed
      },
      setStepSize: (stepSize) => set({ stepSize }),
      setDigits: (digits) => set({ digits: clamp(Math.round(digits), FEWEST_DIGITS, MOST_DIGITS) }),
      tell: (notice) => set({ notice }),
      askWhy(slot, { iteration, step } = get().view) {
        // What is not computed yet has no reason yet.
        if (isKnown(get().schedule.layout, slot, step)) lookAt(originOf(get().schedule, slot, iteration))
      },
      lookAt,
      returnTo(length) {
        set({ sought: null, ...look(get().trail.slice(0, length)) })
      },
      chooseRow(chosenRow) {
        set({ sought: null, chosenRow, ...look(NONE) })
      },
      point: (pointed) => set({ pointed }),
      keepInSight: (rowsInSight) => set({ rowsInSight }),
      openPanel: (panel) => set({ panel }),
      history: () => connection.ask({ type: 'history' }),
      // What was thought of for another run must not be asked of this one.
      probe: async (schedule, probe) => (schedule === get().schedule ? connection.ask(probe) : null),
    }
  })
}

const NONE = [] as const

/** Nothing is on its way. */
const ARRIVED = { wanted: null, travelling: false, sought: null }

const START: Cursor = { iteration: 0, step: 0 }

/** The state at the start of a run. The first view does not wait for the worker: its trace is computed here, if that is quick. */
function freshRun(experiment: Experiment, { iteration }: Cursor) {
  const schedule = scheduleOf(experiment)
  const given = startOf(experiment, schedule, 0, startParameters(experiment))
  const isQuick = workOf(schedule) <= FEW_MULTIPLICATIONS
  const trace = isQuick ? recordAlone(schedule, 0, given) : unrecorded(0, given)
  return {
    experiment,
    schedule,
    trace,
    losses: { stride: 1, values: new Float64Array(0) },
    diverged: isQuick ? divergenceIn(schedule, trace) : null,
    furthest: 0,
    problem: null,
    cursor: START,
    operation: null,
    trail: NONE,
    view: viewOfCursor(schedule, trace, 0),
    chosenRow: null,
    pointed: NONE,
    ...ARRIVED,
    playing: false,
    rests: false,
    goal: RUN_LENGTH * Math.max(1, Math.ceil((iteration + 1) / RUN_LENGTH)),
    pauses: NONE,
    notice: null,
    left: null,
  }
}

const STARTED_AGAIN = 'Started again: the same run from the beginning.'

/** Whether the page tells of a restart, and offers to undo it. */
export const canUndoRestart = ({ notice }: LessonState): boolean => notice === STARTED_AGAIN

const originOfInquiry = ({ slot, trace }: Inquiry): Origin => ({ slot, iteration: trace.iteration })

/** What is looked at, or will be as soon as its numbers are there. */
export function lookingOf({ panel, chosenRow, trail, sought }: LessonState): Looking {
  return sought ? { panel, ...sought } : { panel, row: chosenRow, trail: trail.map(originOfInquiry) }
}

/** Iterations completed at the cursor. */
export function iterationsDone({ cursor, schedule }: Pick<LessonState, 'cursor' | 'schedule'>): number {
  return cursor.iteration + (cursor.step === schedule.count ? 1 : 0)
}

/** The start of the run needs no mark. */
function pausesWithHere(lesson: LessonState): readonly number[] {
  const here = iterationsDone(lesson)
  const others = lesson.pauses.filter((done) => done !== here)
  return here === 0 ? others : [...others, here].slice(-MOST_PAUSES)
}

/** Whether a moment comes after the one at which the run's first number that is not finite appears. */
const comesAfter = (diverged: Divergence, { iteration, step }: Cursor): boolean =>
  iteration > diverged.iteration || (iteration === diverged.iteration && step > diverged.k + 1)

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value))
