import { useLayoutEffect } from 'react'
import { canUndoRestart, lookingOf, type LessonStore } from '../../store/lesson.ts'
import { useLessonStore } from './lesson.ts'
import { isGraphKey } from '../network/navigation.ts'

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
  {
    keys: ['ArrowRight', 'PageDown'],
    label: '→  Page Down',
    does: 'one step forward; from “why?” on with the run',
    run: forward,
  },
  {
    keys: ['ArrowLeft', 'PageUp'],
    label: '←  Page Up',
    does: 'one step back; from “why?” one question back',
    run: back,
  },
  { keys: [' '], label: 'Space', does: 'play or pause', run: togglePlay },
  { keys: ['Home'], label: 'Home', does: 'to the start of the iteration', run: toStart },
  { keys: ['End'], label: 'End', does: 'to the end of the iteration', run: toEnd },
]

export function forward(lesson: LessonStore): void {
  lesson.getState().pause()
  lesson.getState().step(1)
}

export function back(lesson: LessonStore): void {
  if (backInTrail(lesson)) return
  lesson.getState().pause()
  lesson.getState().step(-1)
}

/** Goes back to the question before, or from the first one to the run. Whether anything was asked. */
export function backInTrail(lesson: LessonStore): boolean {
  const { length } = lookingOf(lesson.getState()).trail
  if (length > 0) lesson.getState().returnTo(length - 1)
  return length > 0
}

export function togglePlay(lesson: LessonStore): void {
  const { playing, travelling, play, pause } = lesson.getState()
  if (playing || travelling) pause()
  else play()
}

export function toStart(lesson: LessonStore): void {
  const { cursor, jumpTo } = lesson.getState()
  jumpTo({ ...cursor, step: 0 })
}

export function toEnd(lesson: LessonStore): void {
  const { cursor, schedule, jumpTo } = lesson.getState()
  jumpTo({ ...cursor, step: schedule.count })
}

/**
 * Listens for the keys of the page, and for ? with what opens the help. A control that was merely clicked does not take
 * them: who clicks Restart and then presses Space wants to play, who drags a timeline and presses → wants a step.
 */
export function useKeys(openHelp: () => void): void {
  const lesson = useLessonStore()
  // Not after the first picture is painted: who sees it may press a key at once.
  useLayoutEffect(() => {
    let byPointer = false

    function press(event: KeyboardEvent): void {
      if (event.key === 'Tab') byPointer = false
      if (isUndo(event) && !isTyping(event.target) && canUndoRestart(lesson.getState())) {
        event.preventDefault()
        lesson.getState().undoRestart()
        return
      }
      if (event.ctrlKey || event.metaKey || event.altKey || usesKey(event.target, event.key, byPointer)) return
      if (event.key === '?') {
        openHelp()
        return
      }
      const command = keyCommands.find(({ keys }) => keys.includes(event.key))
      if (!command) return
      event.preventDefault()
      command.run(lesson)
    }

    function point(): void {
      byPointer = true
    }

    /** Releasing Space presses the button that has the focus, whatever the key did when it went down. */
    function letGo({ target, detail }: MouseEvent): void {
      if (detail > 0 && target instanceof Element) target.closest('button')?.blur()
    }

    // First of all: an element that moves with the keys itself leaves those that are prevented here.
    document.addEventListener('keydown', press, { capture: true })
    document.addEventListener('pointerdown', point)
    document.addEventListener('click', letGo)
    return () => {
      document.removeEventListener('keydown', press, { capture: true })
      document.removeEventListener('pointerdown', point)
      document.removeEventListener('click', letGo)
    }
  }, [lesson, openHelp])
}

const isUndo = ({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent): boolean =>
  key === 'z' && (ctrlKey || metaKey) && !shiftKey && !altKey

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element && target.matches('input:not([type=range]), textarea')

/** A unit, an edge or the loss in the picture of the network */
const GRAPH_PART = '[data-part]'

/** A slider that is not a way through the run says with data-own-keys that its keys stay its own. */
const YIELDING = 'select, input[type=radio], input[type=range]:not([data-own-keys])'

/** Numbers between which the arrow keys move */
const CELLS = '[data-cells]'

const isCellKey = (target: Element, key: string): boolean =>
  target.matches('[data-cells], [data-slot]') &&
  (key.startsWith('Arrow') || (key === ' ' && target.matches('[data-slot]')))

/** Whether the element that has the focus needs the key for itself. */
function usesKey(target: EventTarget | null, key: string, byPointer: boolean): boolean {
  if (!(target instanceof Element)) return false
  if (target.closest('dialog[open]') || scrollsWith(target, key)) return true
  if (target.matches(GRAPH_PART)) return !byPointer && (isGraphKey(key) || key === ' ')
  if (target.closest(CELLS) && isCellKey(target, key)) return !byPointer
  if (target.matches('button, summary, a')) return key === ' '
  if (target.matches('input[type=range]') && key === ' ') return false
  if (target.matches(YIELDING)) return !byPointer
  return target.matches('input, textarea')
}

/** Whether the element is a region that the arrow keys scroll sideways. */
const scrollsWith = (target: Element, key: string): boolean =>
  target.matches('[tabindex]') &&
  target.scrollWidth > target.clientWidth &&
  (key === 'ArrowLeft' || key === 'ArrowRight')
