import { linkOf, readLink } from '../experiment/link.ts'
import type { LessonState, LessonStore } from '../store/lesson.ts'

/** Browsers refuse pages that rewrite their address many times a second. */
const PAUSE_MILLISECONDS = 300

/** The address of the page is a link to the moment on screen: it is read at first, and written when the moment rests. */
export function keepAddress(lesson: LessonStore): void {
  let timer: ReturnType<typeof setTimeout> | undefined

  function open(): void {
    const { experiment, cursor, problems } = readLink(location.hash)
    lesson.getState().open(experiment, cursor, problems.length > 0 ? problems.join(' ') : null)
  }

  function write(): void {
    const { experiment, cursor } = lesson.getState()
    history.replaceState(null, '', linkOf(experiment, cursor))
  }

  const moved = (state: LessonState, before: LessonState) =>
    state.cursor !== before.cursor || state.experiment !== before.experiment || state.playing !== before.playing

  if (location.hash) open()
  addEventListener('hashchange', open)
  lesson.subscribe((state, before) => {
    if (!moved(state, before)) return
    clearTimeout(timer)
    if (!state.playing && !state.wanted) timer = setTimeout(write, PAUSE_MILLISECONDS)
  })
}
