import { useEffect } from 'react'
import type { LessonStore } from '../store/lesson.ts'
import { useLessonStore } from './lesson.ts'

/** One thing that a person can do with a key; the same list makes the help. */
interface KeyCommand {
  readonly keys: readonly string[]
  /** How the keys are written in the help */
  readonly label: string
  readonly does: string
  run(lesson: LessonStore): void
}

/** Clickers send PageDown and PageUp. */
export const keyCommands: readonly KeyCommand[] = [
  { keys: ['ArrowRight', 'PageDown'], label: '→  Page Down', does: 'one step forward', run: forward },
  { keys: ['ArrowLeft', 'PageUp'], label: '←  Page Up', does: 'one step back', run: back },
  { keys: [' '], label: 'Space', does: 'play or pause', run: togglePlay },
  { keys: ['Home'], label: 'Home', does: 'to the start of the iteration', run: toStart },
  { keys: ['End'], label: 'End', does: 'to the end of the iteration', run: toEnd },
]

export function forward(lesson: LessonStore): void {
  lesson.getState().pause()
  lesson.getState().step(1)
}

export function back(lesson: LessonStore): void {
  lesson.getState().pause()
  lesson.getState().step(-1)
}

export function togglePlay(lesson: LessonStore): void {
  const { playing, travelling, play, pause } = lesson.getState()
  if (playing || travelling) pause()
  else play()
}

export function toStart(lesson: LessonStore): void {
  const { cursor, pause, goTo } = lesson.getState()
  pause()
  goTo({ ...cursor, step: 0 })
}

export function toEnd(lesson: LessonStore): void {
  const { cursor, schedule, pause, goTo } = lesson.getState()
  pause()
  goTo({ ...cursor, step: schedule.steps.length })
}

/** Listens for the keys of the page, and for ? with what opens the help. */
export function useKeys(openHelp: () => void): void {
  const lesson = useLessonStore()
  useEffect(() => {
    function press(event: KeyboardEvent): void {
      if (event.ctrlKey || event.metaKey || event.altKey || usesKey(event.target, event.key)) return
      if (event.key === '?') {
        openHelp()
        return
      }
      const command = keyCommands.find(({ keys }) => keys.includes(event.key))
      if (!command) return
      event.preventDefault()
      command.run(lesson)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [lesson, openHelp])
}

/**
 * Whether the element that has the focus needs the key for itself. A control that was merely clicked does not: who
 * presses Restart and then Space wants to play.
 */
function usesKey(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element)) return false
  if (target.closest('dialog')) return true
  if (!target.matches(':focus-visible')) return false
  return target.matches('input, select, textarea') || (target.matches('button, summary, a') && key === ' ')
}
