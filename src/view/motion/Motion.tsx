import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import type { LessonState } from '../../store/lesson.ts'
import { edgeWidth, ringPart, signedColor, signedInk } from '../chart/scales.ts'
import type { Geometry, Segment } from '../network/geometry.ts'
import type { EdgeLabels } from '../network/labels.ts'
import { useLesson } from '../page/lesson.ts'
import { useTheme } from '../page/theme.ts'
import type { Act, Face, Journey, Widening } from './acts.ts'
import { appearing, changing, travelling } from './keyframes.ts'
import { createMotions, type Motion as AMotion } from './motion.ts'
import styles from './motion.module.css'
import { endsOf, pointOf } from './places.ts'

export interface MotionProps {
  /** What the lesson showed before the motion was loaded */
  since: LessonState
  geometry: Geometry
  labels: EdgeLabels
  /** Where what lies below the units and labels is drawn */
  ground: SVGGElement
}

/** What moves in the picture while a step is looked at. It is beside the numbers, which are there at once, and ends with any input. */
export function Motion({ since, geometry, labels, ground }: MotionProps) {
  const motion = useLesson(useMemo(() => createMotions(since, clock), [since]))
  const [ended, setEnded] = useState<AMotion | null>(null)
  if (!motion || motion === ended || matchMedia('(prefers-reduced-motion: reduce)').matches) return null
  return <Playing {...{ motion, geometry, labels, ground }} onEnd={() => setEnded(motion)} />
}

const clock = () => performance.now()

interface PlayingProps extends Omit<MotionProps, 'since'> {
  motion: AMotion
  onEnd: () => void
}

function Playing({ motion, geometry, labels, ground, onEnd }: PlayingProps) {
  const { acts, isOfDots } = motion
  const ref = useRef<SVGGElement>(null)
  const timing = useMemo(() => timingOf(motion), [motion])
  const end = useRef(onEnd)
  useEffect(() => {
    end.current = onEnd
  })

  useLayoutEffect(() => {
    const picture = ref.current?.ownerSVGElement
    if (!ref.current || !picture) return undefined
    const clock = ref.current.animate(null, timing)
    clock.onfinish = () => end.current()
    const animations = [clock, ...acts.flatMap((act) => animationsOf(act, picture, motion, timing))]
    return () => animations.forEach((animation) => animation.cancel())
  }, [acts, motion, timing])

  useEffect(() => {
    const finish = () => end.current()
    for (const input of INPUTS) addEventListener(input, finish, { capture: true, passive: true })
    return () => {
      for (const input of INPUTS) removeEventListener(input, finish, { capture: true })
    }
  }, [])

  return (
    <g ref={ref} className={styles.motion} aria-hidden="true" data-motion>
      {createPortal(
        acts.map(
          (act, index) => act.kind === 'widening' && <WideningEdge key={index} {...{ act, geometry, timing }} />,
        ),
        ground,
      )}
      {acts.map(
        (act, index) => act.kind === 'journey' && <Pill key={index} {...{ act, geometry, labels, timing, isOfDots }} />,
      )}
    </g>
  )
}

const INPUTS = ['keydown', 'pointerdown', 'wheel'] as const

const timingOf = ({ duration, isReversed }: AMotion): KeyframeAnimationOptions => ({
  duration,
  direction: isReversed ? 'reverse' : 'normal',
  fill: 'both',
})

/** What moves of the picture itself, and of the curve beside the formula. */
function animationsOf(
  act: Act,
  picture: SVGSVGElement,
  { duration, isReversed }: AMotion,
  timing: KeyframeAnimationOptions,
): Animation[] {
  switch (act.kind) {
    case 'landing':
      if (isReversed) return []
      return [...picture.querySelectorAll(`[data-slot="${act.slot}"]`)].map((number) =>
        number.animate([UNSEEN, SEEN], { delay: act.time * duration, duration: 100, fill: 'backwards' }),
      )
    case 'ring': {
      const { of, layer, unit, values, from, to } = act
      const name = isReversed ? 'dLda' : of
      const ring = picture.querySelector(`[data-part="${layer} ${unit}"] [data-ring="${name}"]`)
      const [before, after] = values.map((value) => ({ strokeDasharray: `${ringPart(value)} 1` }))
      return ring ? [ring.animate(changing(before, after, from, to), timing)] : []
    }
    case 'swing': {
      const tangent = document.querySelector<SVGLineElement>('[data-tangent]')
      return tangent && !isReversed ? [tangent.animate(swinging(tangent, act.from, act.to), timing)] : []
    }
    case 'widening': {
      const { layer, unit, source } = act.edge
      const line = picture.querySelector(`[data-part="${layer} ${unit} ${source}"] line`)
      return line ? [line.animate({ opacity: [0, 0] }, timing)] : []
    }
    default:
      return []
  }
}

/** The number and its halo: an opacity of its own a tspan has not. */
const UNSEEN = { fillOpacity: 0, strokeOpacity: 0 }
const SEEN = { fillOpacity: 1, strokeOpacity: 1 }

function swinging(tangent: SVGLineElement, from: number, to: number): Keyframe[] {
  const [x1, y1, x2, y2] = ['x1', 'y1', 'x2', 'y2'].map((name) => Number(tangent.getAttribute(name)))
  const angle = Math.atan2(y2 - y1, x2 - x1)
  const transformOrigin = `${(x1 + x2) / 2}px ${(y1 + y2) / 2}px`
  return changing(
    { transformOrigin, transform: `rotate(${-angle}rad)` },
    { transformOrigin, transform: 'rotate(0)' },
    from,
    to,
  )
}

interface PillProps {
  act: Journey
  geometry: Geometry
  labels: EdgeLabels
  timing: KeyframeAnimationOptions
  isOfDots: boolean
}

/** A number on its way. */
function Pill({ act, geometry, labels, timing, isOfDots }: PillProps) {
  const frames = useMemo(
    () => travelling(act.stops.map(({ spot, time }) => ({ time, point: pointOf(spot, geometry, labels) }))),
    [act, geometry, labels],
  )
  const ref = useAnimation<SVGGElement>(frames, timing)
  return (
    <g ref={ref}>
      {act.faces.map((face, index) => (
        <PillFace key={index} face={face} timing={timing} isDot={isOfDots} />
      ))}
    </g>
  )
}

/** What is written on it for a while; the larger the number, the larger the type. */
function PillFace({ face, timing, isDot }: { face: Face; timing: KeyframeAnimationOptions; isDot: boolean }) {
  const { text, note, value, amount, from, to } = face
  const frames = useMemo(() => appearing(from, to), [from, to])
  const ref = useAnimation<SVGGElement>(frames, timing)
  const fill = value === null ? 'var(--ink)' : signedInk(value)
  const width = text.length * DIGIT + 2 * PADDING
  return (
    <g ref={ref}>
      {isDot ? (
        <circle r={3 + 6 * amount} style={{ fill }} />
      ) : (
        <g transform={`scale(${(0.85 + 0.35 * amount).toFixed(3)})`}>
          <rect className={styles.pill} style={{ fill, x: `${-width / 2}em`, width: `${width}em` }} />
          <text className={styles.text}>{text}</text>
          {note && (
            <text className={styles.note} dy="-1.5em">
              {note}
            </text>
          )}
        </g>
      )}
    </g>
  )
}

/** In the size of the type */
const [DIGIT, PADDING] = [0.63, 0.45]

/** An edge of which the width changes, over the width that it had. */
function WideningEdge({
  act,
  geometry,
  timing,
}: {
  act: Widening
  geometry: Geometry
  timing: KeyframeAnimationOptions
}) {
  const theme = useTheme()
  const { edge, weights, magnified, from, to } = act
  const [before, after] = weights.map(edgeWidth)
  const shown = Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, before + (after - before) * magnified))
  const frames = useMemo(
    () => changing({ transform: `scaleY(${before})` }, { transform: `scaleY(${shown})` }, from, to),
    [before, shown, from, to],
  )
  const ref = useAnimation<SVGRectElement>(frames, timing)
  const segment = endsOf(edge, geometry)
  const { length, transform } = frameOf(segment)
  return (
    <g transform={transform} aria-hidden="true">
      <rect ref={ref} y={-0.5} width={length} height={1} style={{ fill: signedColor(weights[1], theme) }} />
      <rect className={styles.ghost} y={-before / 2} width={length} height={before} />
    </g>
  )
}

/** Nothing that is magnified covers its neighbours, or is gone. */
const [LEAST_WIDTH, MOST_WIDTH] = [0.4, 16]

function frameOf({ from, to }: Segment): { length: number; transform: string } {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  return {
    length: Math.hypot(dx, dy),
    transform: `translate(${from.x} ${from.y}) rotate(${(Math.atan2(dy, dx) * 180) / Math.PI})`,
  }
}

/** Animates an element for as long as it is there. */
function useAnimation<Element extends SVGElement>(frames: Keyframe[], timing: KeyframeAnimationOptions) {
  const ref = useRef<Element>(null)
  useLayoutEffect(() => {
    const animation = ref.current?.animate(frames, timing)
    return () => animation?.cancel()
  }, [frames, timing])
  return ref
}
