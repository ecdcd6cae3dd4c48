import { useEffect, useRef, useState, type RefObject } from 'react'

/** Rows of a long list, the last not included */
export interface Window {
  readonly from: number
  readonly to: number
}

/** Drawn before it is known how many are in sight */
const FIRST = 12

/** Drawn beyond what is in sight, so that the arrow keys always find a next row */
const BEYOND = 2

/** The list may have become shorter since its element was looked at. */
export const within = ({ from, to }: Window, count: number): Window => ({
  from: Math.min(from, count),
  to: Math.min(to, count),
})

/**
 * The rows of a long list that are in sight of the element that scrolls it, and a few around them: only these are drawn.
 *
 * @param rowHeight in pixels, the same for all rows
 * @param followed a row that comes into sight whenever it is another one; null for none
 */
export function useWindow<Scroller extends HTMLElement>(
  count: number,
  rowHeight: number,
  followed: number | null,
): [RefObject<Scroller | null>, Window] {
  const scroller = useRef<Scroller>(null)
  const [window, setWindow] = useState<Window>({ from: 0, to: FIRST })

  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const look = () => {
      const first = Math.floor(element.scrollTop / rowHeight)
      const last = Math.ceil((element.scrollTop + element.clientHeight) / rowHeight)
      const next = { from: Math.max(0, first - BEYOND), to: Math.min(count, last + BEYOND) }
      setWindow((now) => (now.from === next.from && now.to === next.to ? now : next))
    }
    look()
    const observer = new ResizeObserver(look)
    observer.observe(element)
    element.addEventListener('scroll', look, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [count, rowHeight])

  useEffect(() => {
    const element = scroller.current
    if (!element || followed === null) return
    const top = followed * rowHeight
    const room = element.clientHeight - 3 * rowHeight // above and below stand what the columns are, and their sum
    if (top < element.scrollTop || top > element.scrollTop + room) element.scrollTop = top - room / 2
  }, [followed, rowHeight])

  return [scroller, within(window, count)]
}
