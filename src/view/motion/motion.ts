import type { Operation } from '../../engine/place.ts'
import { operationAt, rangeAround, type Range, type Schedule } from '../../engine/schedule.ts'
import { numberIn } from '../../engine/trace.ts'
import type { LessonState } from '../../store/lesson.ts'
import { isTraining, shownRow, sizeOfSteps } from '../../store/operation.ts'
import { speeds } from '../../store/speeds.ts'
import type { StepSize } from '../../store/stops.ts'
import { MOST_DIGITS_IN_DRAWING } from '../network/labels.ts'
import { within, type Act } from './acts.ts'
import { actsOf, durations, type Numbers } from './choreography.ts'

/** What moves in the picture on the way from one moment to another. */
export interface Motion {
  readonly acts: readonly Act[]
  /** In milliseconds */
  readonly duration: number
  /** A step back shows the same backwards. */
  readonly isReversed: boolean
  /** Whether numbers are too many to be read: then they are dots. */
  readonly isOfDots: boolean
}

/** The motion to the moment that a lesson shows, the same object until it shows another; null where nothing is to move. */
export function createMotions(since: LessonState, now: () => number): (lesson: LessonState) => Motion | null {
  let seen = since
  let seenAt = -Infinity
  let motion: Motion | null = null
  return (lesson) => {
    if (lesson.cursor === seen.cursor && lesson.schedule === seen.schedule && lesson.trail === seen.trail) return motion
    const time = now()
    const isHurried = time - seenAt < HURRY
    motion = isHurried ? null : motionBetween(seen, lesson)
    seen = lesson
    seenAt = time
    return motion
  }
}

/** Who steps again within so many milliseconds is on the way elsewhere. */
const HURRY = 150

/** What moves from one moment to the next, if this is a step. */
export function motionBetween(before: LessonState, after: LessonState): Motion | null {
  const { schedule, trace } = after
  const { iteration } = after.cursor
  if (before.schedule !== schedule || before.cursor.iteration !== iteration) return null
  // A trace that is not whole lacks numbers of some samples.
  if (isTraining(after) || after.trail.length + before.trail.length > 0 || trace.rows) return null
  const isReversed = after.cursor.step < before.cursor.step
  const [from, to] = [before.cursor.step, after.cursor.step].sort((one, other) => one - other)
  if (!isStep(schedule, { from, to }, sizeOfSteps(after), isReversed) || to - from > MOST_OPERATIONS) return null
  const groups = groupsOf(schedule, { from, to })
  // Back over the border between two samples the picture shows the one before.
  const { sample } = groups[0][0]
  if (isReversed && typeof sample === 'number' && sample !== shownRow(after)) return null
  const duration = durationOf(groups, after)
  if (duration < SHORTEST) return null
  const numbers: Numbers = {
    schedule,
    numberOf: (slot) => numberIn(schedule, trace, slot)!,
    digits: Math.min(after.digits, MOST_DIGITS_IN_DRAWING),
  }
  const whole = groups.reduce((sum, group) => sum + durations[group[0].name], 0)
  let start = 0
  const acts = groups.flatMap((group) => {
    const length = durations[group[0].name] / whole
    const isBrief = length * duration < LEAST_TO_READ
    const acts = group.flatMap((operation) => actsOf(operation, numbers, isBrief))
    const placed = acts.map((act) => within(act, start, length))
    start += length
    return placed
  })
  const isOfDots = acts.filter(({ kind }) => kind === 'journey').length > MOST_READ
  return { acts, duration, isReversed, isOfDots }
}

/** More than can be followed */
const MOST_OPERATIONS = 400
/** Shorter than this is a flicker. */
const SHORTEST = 100
/** In less time a product cannot be read. */
const LEAST_TO_READ = 400
const MOST_READ = 24

/** Whether it is an operation, or as far as a step of such a size goes; anything else is a jump. */
function isStep(schedule: Schedule, { from, to }: Range, size: StepSize, isBack: boolean): boolean {
  if (to - from <= 1) return to > from
  if (size === 'iteration' || size === 'epoch') return false
  const around = rangeAround(schedule, from, size)
  return isBack ? around.from === from && to <= around.to : around.to === to
}

/** What flows together: the operations of a name in a layer, in the direction of the pass. */
function groupsOf(schedule: Schedule, { from, to }: Range): Operation[][] {
  const groups = new Map<string, Operation[]>()
  for (let k = from; k < to; k++) {
    const operation = operationAt(schedule, k)
    const { stage, layer, name } = operation
    const key = `${stage} ${layer} ${name}`
    groups.set(key, [...(groups.get(key) ?? []), operation])
  }
  return [...groups.values()]
}

/** An operation takes its time; a wave is as long as the eye follows; what is played ends well before the next step. */
function durationOf(groups: readonly Operation[][], { playing, speed }: LessonState): number {
  const whole = groups.reduce((sum, group) => sum + durations[group[0].name], 0)
  const own = groups.length === 1 ? whole : Math.min(whole, WAVE + 60 * Math.max(0, groups.length - 4))
  if (!playing) return own
  const { perSecond } = speeds[speed]
  return perSecond > MOST_PER_SECOND ? 0 : Math.min(SLOWLY * own, (PART_OF_STEP * 1000) / perSecond)
}

const WAVE = 800
const PART_OF_STEP = 0.6
/** Where a step takes two seconds, there is time to watch. */
const SLOWLY = 1.6
const MOST_PER_SECOND = 10
