import { select, zoom, zoomIdentity, type ZoomTransform } from 'd3'
import { useEffect, useMemo, useState } from 'react'
import type { Point } from './geometry.ts'
import type { Plan } from './plan.ts'
import { viewportAfter, WHOLE, type Viewport } from './viewport.ts'

const FACTOR = 1.6
const MILLISECONDS = 180
/** How far from the edge of the picture what is brought into view stands at least */
const ROOM_AROUND = 60

/** What keys and buttons do. */
export interface Zoom {
  readonly zoomIn: () => void
  readonly zoomOut: () => void
  readonly fit: () => void
  /** Brings a point into view that is seen nowhere, or at the very edge. */
  readonly bring: (seen: Point) => void
}

/** What is seen of the drawing on an element; null while there is none. */
export function useZoom(element: SVGSVGElement | null, plan: Plan): [Viewport, Zoom | null] {
  const [viewport, setViewport] = useState(WHOLE)
  const gestures = useMemo(() => element && createGestures(element, plan, setViewport), [element, plan])
  useEffect(() => gestures?.listen(), [gestures])
  return [viewport, gestures]
}

/** Wheel, pinch and drag on an element, by D3. */
function createGestures(element: SVGSVGElement, plan: Plan, show: (viewport: Viewport) => void) {
  const { width, height, mostZoom } = plan
  let viewport = WHOLE
  let now: ZoomTransform = zoomIdentity

  const behaviour = zoom<SVGSVGElement, unknown>()
    .extent([
      [0, 0],
      [width, height],
    ])
    .translateExtent([
      [-Infinity, 0],
      [Infinity, height],
    ])
    .scaleExtent([1, mostZoom])
    .filter((event: Event) => isGesture(event, now.k > 1))
    .on('zoom', ({ transform }: { transform: ZoomTransform }) => {
      viewport = viewportAfter(plan, viewport, now, transform)
      now = transform
      show(viewport)
    })

  /** A change that is seen as a movement, unless the person does without. */
  function gently() {
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches
    return select(element)
      .transition()
      .duration(isStill ? 0 : MILLISECONDS)
  }

  return {
    zoomIn: () => behaviour.scaleBy(gently(), FACTOR),
    zoomOut: () => behaviour.scaleBy(gently(), 1 / FACTOR),
    fit: () => behaviour.transform(gently(), zoomIdentity),
    bring({ x, y }: Point) {
      const [right, down] = [missing(x, width), missing(y, height)]
      if (now.k > 1 && (right !== 0 || down !== 0)) behaviour.translateBy(gently(), right / now.k, down / now.k)
    },
    listen() {
      // A double click fits the picture, which D3 would zoom in.
      const selection = select(element).call(behaviour).on('dblclick.zoom', null)
      behaviour.transform(selection, zoomIdentity)
      return () => {
        selection.interrupt().on('.zoom', null)
      }
    },
  }
}

/** How far something has to move to be in view. */
function missing(at: number, length: number): number {
  if (at < ROOM_AROUND) return ROOM_AROUND - at
  return at > length - ROOM_AROUND ? length - ROOM_AROUND - at : 0
}

/**
 * Where the page itself scrolls, the wheel is the page's unless Ctrl is held, and a finger is until the picture is zoomed
 * in: whoever scrolls past must not be caught.
 */
function isGesture(event: Event, isZoomedIn: boolean): boolean {
  if (event instanceof WheelEvent) {
    const { scrollHeight, clientHeight } = document.documentElement
    return event.ctrlKey || scrollHeight <= clientHeight
  }
  if (event instanceof MouseEvent) return event.button === 0 && !event.ctrlKey
  return isZoomedIn || ('touches' in event && (event as TouchEvent).touches.length > 1)
}
