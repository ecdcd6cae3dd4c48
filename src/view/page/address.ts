import { isSameRun, linkOf, readLink } from '../../experiment/link.ts'
import { lookingOf, type LessonState, type LessonStore } from '../../store/lesson.ts'

/** Browsers refuse pages that rewrite their address many times a second. */
const MOST_OFTEN_MILLISECONDS = 500
/** They refuse for up to half a minute; a page that may not write its address at all is no worse for asking again. */
const AGAIN_MILLISECONDS = 10_000

/** What the page notes in the browser's history beside an entry's address. */
interface Note {
  /** How many numbers are asked about there, one after the other */
  readonly asked: number
  /** How many of the entries before it are of the same trail, each with one number less */
  readonly before: number
}

/** The fragment of the moment on screen, and of what is looked at from there. */
export const fragmentOf = (lesson: LessonState): string => linkOf(lesson.experiment, lesson.cursor, lookingOf(lesson))

/**
 * The address of the page is a link to what is on screen: it is read at first, and follows what is shown. Another
 * experiment gets an entry of its own in the history of the browser, and so does every number that is asked about, whose
 * Back thus undoes the change, or goes back one inquiry. Going back on the page goes back there too.
 */
export function keepAddress(lesson: LessonStore): void {
  let isDue = false
  let isFollowing = false
  /** Whether the page goes back in the history itself; the browser tells when it is there. */
  let isReturning = false
  /** The fragment that the page has read or written last */
  let known: string | null = null
  let note: Note = { asked: 0, before: 0 }

  /** The browser tells of one move in its history twice, as popstate and as hashchange. */
  function arrive(): void {
    const noted = history.state as Note | null
    if (isReturning) {
      isReturning = false
      known = location.hash
      note = noted ?? { asked: asked(), before: 0 }
      settle()
    } else if (location.hash !== known) {
      follow(noted)
    } else if (noted) {
      note = noted
    }
  }

  /** Shows what the address says. */
  function follow(noted: Note | null): void {
    const isFirst = known === null
    known = location.hash
    isFollowing = true
    const { experiment, cursor, looking, problems } = readLink(known)
    const state = lesson.getState()
    const notice = problems.length > 0 ? problems.join(' ') : null
    // Who goes through the history stays in the panel; a link that was sent or typed says which it is.
    const seen = noted && !isFirst ? { ...looking, panel: state.panel } : looking
    if (!isFirst && isSameRun(experiment, state.experiment)) state.visit(cursor, seen, notice)
    else state.open(experiment, cursor, notice, seen)
    isFollowing = false
    note = { asked: asked(), before: noted?.before ?? 0 }
    // A link with mistakes may be of any length; what was good of it is kept, and still asks for its moment.
    if (!noted) write('replaceState', notice ? linkOf(experiment, cursor, looking) : null, note)
  }

  const asked = (): number => lookingOf(lesson.getState()).trail.length

  /** Writes an address, or none but the note. The browser may refuse; then it is written later. */
  function write(how: 'replaceState' | 'pushState', fragment: string | null, next: Note): void {
    try {
      history[how](next, '', fragment)
      note = next
      known = location.hash
    } catch {
      writeLater(AGAIN_MILLISECONDS)
    }
  }

  function writeLater(milliseconds: number): void {
    if (isDue) return
    isDue = true
    setTimeout(() => {
      isDue = false
      const state = lesson.getState()
      if (!isReturning && (state.playing || !state.wanted))
        write('replaceState', fragmentOf(state), { ...note, asked: asked() })
    }, milliseconds)
  }

  /** Brings the history to as many entries as there are numbers asked about. */
  function settle(): void {
    const [now, was] = [asked(), note.asked]
    const back = Math.min(was - now, note.before)
    if (now > was) {
      write('pushState', fragmentOf(lesson.getState()), { asked: now, before: note.before + 1 })
    } else if (back > 0) {
      isReturning = true
      history.go(-back)
    } else {
      writeLater(MOST_OFTEN_MILLISECONDS)
    }
  }

  arrive()
  addEventListener('popstate', arrive)
  addEventListener('hashchange', arrive)
  lesson.subscribe((state, before) => {
    if (isFollowing || isReturning || staysSame(state, before)) return
    const isOther = state.experiment !== before.experiment
    if (isDue && (isOther || asked() > note.asked)) write('replaceState', fragmentOf(before), note)
    if (isOther) write('pushState', fragmentOf(state), { asked: asked(), before: 0 })
    else settle()
  })
}

/** Whether the address may stay as it is: while a moment is still on its way, it keeps asking for it. */
function staysSame(state: LessonState, before: LessonState): boolean {
  if (state.experiment !== before.experiment) return false
  if (state.wanted) return true
  return (
    !before.wanted &&
    state.cursor === before.cursor &&
    state.sought === before.sought &&
    state.trail === before.trail &&
    state.chosenRow === before.chosenRow &&
    state.panel === before.panel
  )
}
