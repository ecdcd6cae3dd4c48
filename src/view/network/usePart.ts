import { useMemo } from 'react'
import type { Slot } from '../../engine/layout.ts'
import type { LessonState } from '../../store/lesson.ts'
import { useLesson } from '../lesson.ts'
import { isTraining, shownRow } from '../operation.ts'
import { askedSlot, isPointedAt, partKey, partSlots, spokenPart, type PartPlace } from './parts.ts'

/** What makes a group one that can be pointed at: the attributes that `pointing.ts` reads. */
export function usePointable(layer: number, unit: number, source: number | null) {
  const schedule = useLesson((lesson) => lesson.schedule)
  const row = useLesson(shownRow)
  const slots = useMemo(() => partSlots(schedule, row, { layer, unit, source }), [schedule, row, layer, unit, source])
  const why = useLesson((lesson) => askedSlot(lesson, slots))
  return { slots, attributes: { 'data-slots': slots.join(' '), 'data-why': why } }
}

/**
 * What makes a group a part that the keys go to, with a name that says its numbers. It is a button: Enter asks why.
 * @param isStop whether Tab stops here; it does at one part of the graph
 */
export function usePart(place: PartPlace, isStop: boolean) {
  const { layer, unit, source } = place
  const { slots, attributes } = usePointable(layer, unit, source)
  const isPointed = useLesson((lesson) => isPointedAt(lesson, place))
  const name = useLesson(useMemo(() => nameIn({ layer, unit, source }, slots), [layer, unit, source, slots]))
  return {
    ...attributes,
    'data-part': partKey(place),
    'data-pointed': isPointed || undefined,
    role: 'button',
    tabIndex: isStop ? 0 : -1,
    'aria-label': name,
  }
}

/** The spoken name, composed anew only for another moment. Numbers of which a training run shows dozens a second are not said. */
function nameIn(place: PartPlace, slots: readonly Slot[]): (lesson: LessonState) => string {
  let frame: LessonState['frame'] | null = null
  let digits = 0
  let training = false
  let name = ''
  return (lesson) => {
    if (lesson.frame !== frame || lesson.digits !== digits || isTraining(lesson) !== training) {
      frame = lesson.frame
      digits = lesson.digits
      training = isTraining(lesson)
      name = spokenPart(lesson, place, training ? [] : slots)
    }
    return name
  }
}
