import { useEffect } from 'react'
import type { Slot } from '../../engine/layout.ts'
import type { Cursor } from '../../experiment/cursor.ts'
import type { LessonActions, LessonState, LessonStore } from '../../store/lesson.ts'
import { moveBetweenCells } from '../number/cellKeys.ts'
import { useLessonStore } from './lesson.ts'
import { outputLayer } from '../../engine/network.ts'
import { spokenUnitName } from '../../explain/unitNames.ts'
import { askedSlot, partOfKey, partSlots, type PartPlace } from '../../store/parts.ts'
import { shownRow } from '../../store/operation.ts'
import { backInTrail } from './commands.ts'

/*
 * What elements say of the numbers that they show, anywhere on the page:
 *   data-slot    the slot of the number; a click on it asks why
 *   data-slots   the slots that it stands for, with a space between them
 *   data-part    the part of the network that it is; a click on it asks about the newest of its numbers
 *   data-about   the part of the network that it belongs to, likewise
 *   data-moment  iteration.step, on anything around a number that is not of the moment at the cursor
 */
const ASKABLE = '[data-slot], [data-part], [data-about]'
const POINTABLE = `${ASKABLE}, [data-slots]`
const CONTROL = 'button, a, input, select, textarea, summary, label'

/** Follows what a person points at, and answers a click or Enter on a number with what made it. */
export function usePointing(): void {
  const lesson = useLessonStore()
  useEffect(() => {
    const listening = new AbortController()
    const listen = <Name extends keyof DocumentEventMap>(name: Name, hear: (event: DocumentEventMap[Name]) => void) =>
      document.addEventListener(name, hear, { signal: listening.signal })

    let hovered: Element | null = null
    let focused: Element | null = null

    /** The pointer has the last word while it is on something; then the focus of the keyboard. */
    function point(): void {
      const slots = slotsAt(lesson.getState(), hovered) ?? slotsAt(lesson.getState(), focused) ?? []
      const { pointed } = lesson.getState()
      if (slots.length !== pointed.length || slots.some((slot, index) => slot !== pointed[index])) {
        lesson.getState().point(slots)
      }
    }

    listen('pointerover', ({ target, pointerType }) => {
      if (pointerType === 'touch') return
      hovered = pointableAt(target)
      point()
    })
    listen('pointerout', ({ relatedTarget, pointerType }) => {
      if (relatedTarget || pointerType === 'touch') return // on to something else, or not a pointer that hovers
      hovered = null
      point()
    })
    listen('focusin', ({ target }) => {
      const byKeyboard = target instanceof Element && target.matches(':focus-visible')
      focused = byKeyboard ? pointableAt(target) : null
      point()
    })
    listen('focusout', () => {
      focused = null
      point()
    })
    listen('click', (event) => {
      if (event.defaultPrevented || isSelecting(event)) return
      ask(lesson, event.target)
    })
    listen('keydown', (event) => {
      moveBetweenCells(event)
      const { target, key, repeat, defaultPrevented } = event
      if (defaultPrevented || repeat || !(target instanceof Element)) return
      if ((key === 'Enter' || key === ' ') && target.matches(ASKABLE) && !target.matches(CONTROL)) ask(lesson, target)
      const isTyping = target.matches('input:not([type=range]), select, textarea')
      if ((key === 'Escape' || key === 'Backspace') && !isTyping) leave(lesson)
    })

    // A step changes which numbers an element stands for; they are read when it has been drawn.
    let drawing = 0
    const forget = lesson.subscribe((now, before) => {
      if (now.view === before.view && now.chosenRow === before.chosenRow) return
      if (!hovered && !focused) return
      cancelAnimationFrame(drawing)
      drawing = requestAnimationFrame(point)
    })

    return () => {
      listening.abort()
      forget()
      cancelAnimationFrame(drawing)
    }
  }, [lesson])
}

const pointableAt = (target: EventTarget | null): Element | null =>
  target instanceof Element ? target.closest(POINTABLE) : null

/** The numbers that an element stands for; null for none, or for what is not on the page any more. */
function slotsAt(lesson: LessonState, element: Element | null): Slot[] | null {
  if (!element?.isConnected) return null
  const { slot, slots } = dataOf(element)
  return slotsOfPart(lesson, element) ?? (slot ?? slots ?? '').split(' ').filter(Boolean).map(Number)
}

/** The numbers of the part of the network that an element is or belongs to; null if it is about none. */
function slotsOfPart(lesson: LessonState, element: Element): Slot[] | null {
  const place = placeOf(element)
  return place && partSlots(lesson.schedule, shownRow(lesson), place)
}

/** The part of the network that an element is or belongs to; null for a number, and for what is about none. */
function placeOf(element: Element): PartPlace | null {
  const { part, about, slot } = dataOf(element)
  const key = part ?? about
  return key === undefined || slot !== undefined ? null : partOfKey(key)
}

/** A control does what it is for, unless it shows a number itself. */
function ask(lesson: LessonStore, target: EventTarget | null): void {
  if (!(target instanceof Element)) return
  const control = target.closest(CONTROL)
  const asked = control ? control.matches(ASKABLE) && control : target.closest(ASKABLE)
  if (!asked) return
  const state = lesson.getState()
  const place = placeOf(asked)
  const slot = place ? askedSlot(state, shownRow(state), place) : Number(dataOf(asked).slot)
  if (slot !== null) state.askWhy(slot, momentOf(asked))
  else if (place) sayNotComputed(state, place)
}

function sayNotComputed(lesson: LessonState & LessonActions, place: PartPlace): void {
  lesson.point([]) // what is pointed at would stand where this is told
  lesson.tell(`${nameOfPart(lesson, place)} is not computed yet: the run has still to come to it.`)
}

function nameOfPart({ schedule: { network } }: LessonState, { layer, unit }: PartPlace): string {
  return layer > outputLayer(network) ? 'The loss' : spokenUnitName(network, layer, unit)
}

/** The moment that a number is of; undefined for the one at the cursor. */
function momentOf(element: Element): Cursor | undefined {
  const around = element.closest('[data-moment]')
  if (!around) return undefined
  const [iteration, step] = dataOf(around).moment!.split('.').map(Number)
  return { iteration, step }
}

function leave(lesson: LessonStore): void {
  if (!document.querySelector('dialog[open]')) backInTrail(lesson)
}

/** Whoever drags over a number selects it, and asks nothing. A key that presses a button arrives as a click too, of detail 0. */
function isSelecting({ detail, target }: MouseEvent): boolean {
  const selection = document.getSelection()
  return detail > 0 && selection?.type === 'Range' && selection.containsNode(target as Node, true)
}

/** Of HTML, SVG and MathML alike */
const dataOf = (element: Element): DOMStringMap => ('dataset' in element ? (element.dataset as DOMStringMap) : {})
