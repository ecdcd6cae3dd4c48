import { linkOf, readLink } from '../experiment/link.ts'
import type { LessonState, LessonStore } from '../store/lesson.ts'

/** Browsers refuse pages that rewrite their address many times a second. */
const MOST_OFTEN_MILLISECONDS = 500

/** The address of the page is a link to the moment on screen: it is read at first, and follows what is shown. */
export function keepAddress(lesson: LessonStore): void {
  let isDue = false

  function open(): void {
    const { experiment, cursor, problems } = readLink(location.hash)
    lesson.getState().open(experiment, cursor, problems.length > 0 ? problems.join(' ') : null)
  }

  function write(): void {
    isDue = false
    const { experiment, cursor } = lesson.getState()
    history.replaceState(null, '', linkOf(experiment, cursor))
  }

  /** While a moment is still on its way, the address keeps asking for it. */
  const moved = (state: LessonState, before: LessonState) =>
    !state.wanted && (state.cursor !== before.cursor || state.experiment !== before.experiment || before.wanted)

  if (location.hash) open()
  addEventListener('hashchange', open)
  lesson.subscribe((state, before) => {
    if (isDue || !moved(state, before)) return
    isDue = true
    setTimeout(write, MOST_OFTEN_MILLISECONDS)
  })
}
