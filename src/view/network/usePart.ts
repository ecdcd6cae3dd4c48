import { useMemo } from 'react'
import type { LessonState } from '../../store/lesson.ts'
import { useLesson } from '../page/lesson.ts'
import { isTraining, shownRow } from '../../store/operation.ts'
import { isPointedAt, partKey, partSlots, type PartPlace } from '../../store/parts.ts'
import { spokenPart } from './spoken.ts'

/**
 * What makes a group a part that can be pointed at and that the keys go to, with a name that says its numbers. It is a
 * button: Enter asks why.
 * @param isStop whether Tab stops here; it does at one part of the graph
 */
export function usePart(place: PartPlace, isStop: boolean) {
  const { layer, unit, source } = place
  const isPointed = useLesson((lesson) => isPointedAt(lesson, place))
  const name = useLesson(useMemo(() => nameIn({ layer, unit, source }), [layer, unit, source]))
  return {
    'data-part': partKey(place),
    'data-pointed': isPointed || undefined,
    role: 'button',
    tabIndex: isStop ? 0 : -1,
    'aria-label': name,
  }
}

/** The spoken name, composed anew only for another moment. Numbers of which a training run shows dozens a second are not said. */
function nameIn(place: PartPlace): (lesson: LessonState) => string {
  let said: readonly unknown[] = []
  let name = ''
  return (lesson) => {
    const training = isTraining(lesson)
    const row = training ? 0 : shownRow(lesson)
    const saying = training ? [lesson.schedule] : [lesson.schedule, lesson.view, lesson.digits, row]
    if (saying.length !== said.length || saying.some((part, index) => part !== said[index])) {
      said = saying
      name = spokenPart(lesson, place, training ? [] : partSlots(lesson.schedule, row, place))
    }
    return name
  }
}
