import { linkOf, readLink } from '../../experiment/link.ts'
import type { LessonState, LessonStore } from '../../store/lesson.ts'

/** Browsers refuse pages that rewrite their address many times a second. */
const MOST_OFTEN_MILLISECONDS = 500

/**
 * The address of the page is a link to the moment on screen: it is read at first, and follows what is shown. Another
 * experiment gets an entry of its own in the history of the browser, whose Back thus undoes the change.
 */
export function keepAddress(lesson: LessonStore): void {
  let isDue = false
  let isFollowing = false
  /** The fragment that the page has read or written last */
  let known = ''

  /** The browser tells of one move in its history twice, as popstate and as hashchange. */
  function follow(): void {
    if (location.hash === known) return
    known = location.hash
    isFollowing = true
    const { experiment, cursor, problems } = readLink(known)
    lesson.getState().open(experiment, cursor, problems.length > 0 ? problems.join(' ') : null)
    isFollowing = false
  }

  function write({ experiment, cursor }: LessonState, into: 'replaceState' | 'pushState'): void {
    history[into](null, '', linkOf(experiment, cursor))
    known = location.hash
  }

  function writeLate(): void {
    isDue = false
    const state = lesson.getState()
    if (state.playing || !state.wanted) write(state, 'replaceState')
  }

  /** While a moment is still on its way, the address keeps asking for it. */
  const moved = (state: LessonState, before: LessonState) =>
    !state.wanted && (state.cursor !== before.cursor || before.wanted)

  follow()
  addEventListener('popstate', follow)
  addEventListener('hashchange', follow)
  lesson.subscribe((state, before) => {
    if (state.experiment !== before.experiment && !isFollowing) {
      if (isDue) write(before, 'replaceState')
      write(state, 'pushState')
    } else if (!isDue && moved(state, before)) {
      isDue = true
      setTimeout(writeLate, MOST_OFTEN_MILLISECONDS)
    }
  })
}
