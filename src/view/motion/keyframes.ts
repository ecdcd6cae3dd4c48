import type { Point } from '../network/geometry.ts'

/** A number goes from point to point: it stands at the first until it leaves, and at the last once it is there. */
export function travelling(stops: readonly { readonly point: Point; readonly time: number }[]): Keyframe[] {
  const frames = stops.map(({ point, time }) => ({ ...at(point), offset: time, easing: 'ease-in-out' }))
  return [{ ...at(stops[0].point), offset: 0 }, ...frames, { ...at(stops[stops.length - 1].point), offset: 1 }]
}

export const at = ({ x, y }: Point) => ({ transform: `translate(${x}px, ${y}px)` })

/** Seen for a while. */
export function appearing(from: number, to: number): Keyframe[] {
  const seen = Math.min(from + FADE, to)
  const gone = Math.min(to + FADE, 1)
  return [
    { opacity: 0, offset: 0 },
    { opacity: 0, offset: from },
    { opacity: 1, offset: seen },
    { opacity: 1, offset: to },
    { opacity: 0, offset: gone },
    { opacity: 0, offset: 1 },
  ]
}

/** A part of the whole */
const FADE = 0.03

/** From one state to another during a while, still before and after it. */
export const changing = (before: Keyframe, after: Keyframe, from: number, to: number): Keyframe[] => [
  { ...before, offset: 0 },
  { ...before, offset: from, easing: 'ease-in-out' },
  { ...after, offset: to },
  { ...after, offset: 1 },
]
