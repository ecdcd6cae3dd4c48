import { useRef, useState, type FocusEvent, type KeyboardEvent } from 'react'
import { flushSync } from 'react-dom'
import { isGraphKey, nextStand, type Stand } from './navigation.ts'
import { partKey, partOfKey, type PartPlace } from '../../store/parts.ts'

const FIRST: PartPlace = { layer: 0, unit: 0, source: null }

/** The keyboard in the graph: it is one stop of Tab, and the arrow keys move the focus from part to part. */
export function useMoving(sizes: readonly number[]) {
  const [stop, setStop] = useState(partKey(FIRST))
  const from = useRef<Stand['from']>('source')

  function onFocus({ target }: FocusEvent): void {
    const part = partAt(target)
    if (part) setStop(partKey(part))
  }

  function onKeyDown(event: KeyboardEvent): void {
    const part = event.target instanceof Element && partAt(event.target)
    // What the page has taken is prevented: it steps on, if the part was merely clicked.
    if (!part || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
    if (!isGraphKey(event.key)) return
    event.preventDefault()
    const next = nextStand(sizes, { part, from: from.current }, event.key)
    if (!next) return
    from.current = next.from
    const graph = event.currentTarget
    const key = partKey(next.part)
    // Of a large network only the part where Tab stops is sure to be an element.
    flushSync(() => setStop(key))
    graph.querySelector<SVGElement>(`[data-part="${key}"]`)?.focus()
  }

  return { stop, onFocus, onKeyDown }
}

function partAt(element: Element): PartPlace | null {
  const key = element.getAttribute('data-part')
  return key === null ? null : partOfKey(key)
}
