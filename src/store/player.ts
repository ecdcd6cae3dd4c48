import { iterationsDone, type LessonStore } from './lesson.ts'
import { speeds } from './speeds.ts'
import { nextStop } from './stops.ts'

/** Calls back with the time in milliseconds, once for each picture that can be drawn: `requestAnimationFrame`. */
type NextFrame = (callback: (now: number) => void) => void

/** A hidden page draws no pictures; after it the run goes on from where it was instead of catching up. */
const LONGEST_FRAME = 100

/** The clock: while the lesson plays, it moves the cursor on. */
export function createPlayer(lesson: LessonStore, nextFrame: NextFrame): void {
  let last: number | null = null
  /** Operations or iterations that have come due; a fraction is carried to the next frame. */
  let due = 0
  let asked = false

  lesson.subscribe(({ playing }, before) => {
    if (playing && !before.playing) {
      last = null
      due = 0
      ask()
    }
  })

  function ask(): void {
    if (!asked) nextFrame(tick)
    asked = true
  }

  function tick(now: number): void {
    asked = false
    const { playing, wanted, speed } = lesson.getState()
    if (!playing) return
    if (!wanted) {
      const { unit, perSecond } = speeds[speed]
      due += (perSecond * Math.min(now - (last ?? now), LONGEST_FRAME)) / 1000
      if (unit === 'iteration') playIterations(perSecond)
      else playSteps(unit)
    }
    last = now
    if (lesson.getState().playing) ask()
  }

  function playSteps(unit: 'operation' | 'stage'): void {
    while (due >= 1) {
      const { playing, wanted, goal, cursor, schedule, goTo, rest } = lesson.getState()
      if (!playing || wanted) return
      if (iterationsDone({ cursor, schedule }) >= goal) return rest()
      due -= 1
      const step = nextStop(schedule, cursor.step, unit, 1)
      goTo(step === null ? { iteration: cursor.iteration + 1, step: 0 } : { ...cursor, step })
    }
  }

  function playIterations(perSecond: number): void {
    const { goal, schedule, goTo, rest } = lesson.getState()
    const done = iterationsDone(lesson.getState())
    if (done >= goal) return rest()
    const target = perSecond === Infinity ? goal : Math.min(goal, done + Math.floor(due))
    due = perSecond === Infinity ? 0 : due % 1
    if (target > done) goTo({ iteration: target - 1, step: schedule.count })
  }
}
