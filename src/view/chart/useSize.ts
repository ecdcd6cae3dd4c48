import { useEffect, useRef, useState, type RefObject } from 'react'

interface Size {
  readonly width: number
  readonly height: number
}

/** The size of an element in CSS pixels, and of every size it gets; null before it is known. */
export function useSize<Element extends HTMLElement>(): [RefObject<Element | null>, Size | null] {
  const ref = useRef<Element>(null)
  const [size, setSize] = useState<Size | null>(null)
  useEffect(() => {
    const element = ref.current
    if (!element) return
    const observer = new ResizeObserver(([{ contentRect }]) => {
      setSize({ width: Math.floor(contentRect.width), height: Math.floor(contentRect.height) })
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [ref, size]
}
