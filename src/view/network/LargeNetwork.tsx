import { pointer } from 'd3'
import { Maximize, ZoomIn, ZoomOut } from 'lucide-react'
import {
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
} from 'react'
import type { Network } from '../../engine/network.ts'
import type { LessonState } from '../../store/lesson.ts'
import { isTraining, lookedAt } from '../../store/operation.ts'
import { partKey, partOf, partOfKey, samePart, type PartPlace } from '../../store/parts.ts'
import { useLesson, useLessonStore } from '../page/lesson.ts'
import {
  captionLine,
  captionLines,
  geometryOf,
  isInSight,
  placeIn,
  planOf,
  sceneOf,
  segmentIn,
  type Scene,
} from './largeGeometry.ts'
import { describe, fullCaption, HOW_TO_MOVE } from './captions.ts'
import { Edge, EdgeLabel, PointedLabel } from './Edge.tsx'
import { TABLET_SHAPE, type Point } from './geometry.ts'
import { createHitTest } from './hitTest.ts'
import styles from './large.module.css'
import { LossNode } from './LossNode.tsx'
import network from './network.module.css'
import { NetworkCanvas } from './NetworkCanvas.tsx'
import { touchedParts } from './touched.ts'
import { Unit } from './Unit.tsx'
import { useMoving } from './useMoving.ts'
import { usePart } from './usePart.ts'
import { useZoom, type Zoom } from './useZoom.ts'

interface Props {
  network: Network
  room: { width: number; height: number }
  /** How much larger than it is everything is shown */
  scale: number
}

/**
 * A network of more edges than a page can have elements. They and the units are drawn on canvases; elements are only what
 * is read and reached: units where zooming makes room for them, and what is looked at, pointed at or has the focus.
 */
export function LargeNetwork({ network, room, scale }: Props) {
  const { sizes } = network
  const { width, height } = room
  const plan = useMemo(
    () => planOf(sizes, { width: width / scale, height: height / scale }),
    [sizes, width, height, scale],
  )
  const [surface, setSurface] = useState<SVGSVGElement | null>(null)
  const [viewport, zoom] = useZoom(surface, plan)
  const scene = useMemo(() => sceneOf(plan, viewport), [plan, viewport])
  const { stop, ...moving } = useMoving(sizes)
  const keys = { ...moving, onKeyDown: keyHandler(zoom, moving.onKeyDown) }
  const howToMove = useId()

  return (
    <div className={styles.large} style={{ width, height }}>
      <NetworkCanvas sizes={sizes} scene={scene} top={plan.captionHeight} scale={scale} />
      {/* For screen readers an application, because its arrow keys are the graph's and not theirs. */}
      <svg
        {...keys}
        className={styles.drawing}
        width={width}
        height={height}
        viewBox={`0 0 ${width / scale} ${height / scale}`}
        role="application"
        aria-label={describe(network)}
        aria-describedby={howToMove}
      >
        <desc id={howToMove}>{HOW_TO_MOVE} Plus, minus and 0 zoom.</desc>
        <Captions network={network} scene={scene} />
        <svg
          ref={setSurface}
          className={styles.surface}
          y={plan.captionHeight}
          width={plan.width}
          height={plan.height}
          data-zoomed={viewport.scaleY > 1 || undefined}
          onDoubleClick={zoom?.fit}
        >
          <Ground scene={scene} />
          <Parts scene={scene} stop={stop} />
        </svg>
      </svg>
      {zoom && <ZoomButtons zoom={zoom} />}
      {zoom && <KeepInView scene={scene} stop={stop} bring={zoom.bring} />}
    </div>
  )
}

/** + and − zoom, 0 fits; all other keys move. */
function keyHandler(zoom: Zoom | null, move: (event: KeyboardEvent) => void) {
  const zooming = new Map([
    ['+', zoom?.zoomIn],
    ['=', zoom?.zoomIn], // + without Shift, on many keyboards
    ['-', zoom?.zoomOut],
    ['0', zoom?.fit],
  ])
  return (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    zooming.get(event.key)?.()
    move(event)
  }
}

function ZoomButtons({ zoom: { zoomIn, zoomOut, fit } }: { zoom: Zoom }) {
  const buttons = [
    { label: 'Zoom in', key: '+', press: zoomIn, Icon: ZoomIn },
    { label: 'Zoom out', key: '−', press: zoomOut, Icon: ZoomOut },
    { label: 'Fit the network', key: '0', press: fit, Icon: Maximize },
  ]
  return (
    <div className={styles.buttons}>
      {buttons.map(({ label, key, press, Icon }) => (
        <button
          key={label}
          type="button"
          className={styles.button}
          aria-label={label}
          title={`${label} (${key})`}
          onClick={press}
        >
          <Icon size={17} aria-hidden="true" />
        </button>
      ))}
    </div>
  )
}

function Captions({ network: shown, scene }: { network: Network; scene: Scene }) {
  return scene.layers.map(({ x }, layer) => (
    <text key={layer} className={network.caption}>
      {captionLines(fullCaption(shown, layer), scene.columnPitch).map((line, index) => (
        <tspan key={index} x={x} y={captionLine(index)}>
          {line}
        </tspan>
      ))}
    </text>
  ))
}

/** What lies under the pointer of all that is drawn: it is about the part there, for whoever asks what is pointed at. */
function Ground({ scene }: { scene: Scene }) {
  const partAt = useMemo(() => createHitTest(scene), [scene])
  function point(event: PointerEvent<SVGRectElement>): void {
    const ground = event.currentTarget
    const part = partAt(...pointer(event, ground))
    const about = part && partKey(part)
    if (about === ground.getAttribute('data-about')) return
    if (about === null) ground.removeAttribute('data-about')
    else ground.setAttribute('data-about', about)
    const { pointerType } = event
    // To the page the pointer has come to something else.
    if (event.type === 'pointermove')
      ground.dispatchEvent(new window.PointerEvent('pointerover', { bubbles: true, pointerType }))
  }
  return (
    <rect
      className={styles.ground}
      width={scene.width}
      height={scene.height}
      onPointerMove={point}
      onPointerDown={point}
    />
  )
}

/** The parts that are elements. */
function Parts({ scene, stop }: { scene: Scene; stop: string }) {
  const last = scene.layers.length - 1
  const lossKey = partKey({ layer: last + 1, unit: 0, source: null })
  const written = useTouched()
  const pointed = useLesson(keyPointedAt)
  const tablets = useMemo(() => tabletsInSight(scene), [scene])
  const geometry = useMemo(() => geometryOf(scene, last), [scene, last])
  const writtenKey = written && partKey(written)
  const isTablet = (key: string) => tablets.some((place) => partKey(place) === key)
  const alone = [...new Set([stop, pointed ?? stop])].filter(
    (key) => key !== lossKey && !(key === writtenKey && written?.source === null) && !isTablet(key),
  )
  return (
    <>
      <LossNode geometry={geometry} isStop={stop === lossKey} />
      {alone.map((key) => (
        <g key={key} pointerEvents="none">
          <LonePart
            place={partOfKey(key)}
            scene={scene}
            isStop={key === stop}
            isPointed={key === pointed && key !== writtenKey}
          />
        </g>
      ))}
      {tablets.map((place) => (
        <Tablet key={partKey(place)} place={place} at={placeIn(scene, place)} isStop={partKey(place) === stop} />
      ))}
      {written && written.layer <= last && !isTablet(partKey(written)) && (
        <WrittenPart key={writtenKey} place={written} scene={scene} isStop={writtenKey === stop} />
      )}
    </>
  )
}

/** The part that the operation looked at writes. */
function useTouched(): PartPlace | null {
  const store = useLessonStore()
  const schedule = useLesson((lesson) => lesson.schedule)
  const looked = useLesson((lesson) => (isTraining(lesson) ? null : lookedAt(lesson)))
  return useMemo(
    () => (schedule && looked !== null ? touchedParts(store.getState()).written : null),
    [store, schedule, looked],
  )
}

/** The part that a person points at; none if what is pointed at stands for several. */
function keyPointedAt({ schedule, pointed }: LessonState): string | null {
  const [first, ...others] = pointed.map((slot) => partOf(schedule, slot))
  return first && others.every((other) => other && samePart(other, first)) ? partKey(first) : null
}

const tabletsInSight = (scene: Scene): PartPlace[] =>
  scene.layers.flatMap(({ ys, rx, hasTablets }, layer) =>
    hasTablets
      ? ys
          .map((_, unit) => ({ layer, unit, source: null }))
          .filter((place) => isInSight(scene, placeIn(scene, place), rx))
      : [],
  )

const ORIGIN: Point = { x: 0, y: 0 }

/** Moved from outside: a unit need not be drawn anew while the drawing moves. */
function Tablet({ place: { layer, unit }, at, isStop }: { place: PartPlace; at: Point; isStop: boolean }) {
  return (
    <g transform={`translate(${at.x} ${at.y})`}>
      <Unit {...{ layer, unit, isStop }} at={ORIGIN} shape={TABLET_SHAPE} />
    </g>
  )
}

interface LoneProps {
  place: PartPlace
  scene: Scene
  isStop: boolean
}

/** A part that is drawn on the canvas, as an element that can have the focus, and a ring round it. */
function LonePart({ place, scene, isStop, isPointed }: LoneProps & { isPointed: boolean }): ReactNode {
  const { layer, unit, source } = place
  if (source === null) return <Dot place={place} scene={scene} isStop={isStop} />
  const edge = { layer, unit, source, segment: segmentIn(scene, place) }
  return (
    <>
      <Edge {...edge} isStop={isStop} />
      {isPointed && <PointedLabel {...edge} geometry={geometryOf(scene, layer)} />}
    </>
  )
}

function Dot({ place, scene, isStop }: LoneProps) {
  const part = usePart(place, isStop)
  const { x, y } = placeIn(scene, place)
  const { rx } = scene.layers[place.layer]
  return (
    <g {...part} className={network.part} transform={`translate(${x} ${y})`}>
      <circle className={styles.place} r={rx} />
      <circle className={network.ring} r={rx + 5} />
    </g>
  )
}

/** What the operation looked at writes, with its numbers: a unit as large as it is elsewhere, an edge with its label. */
function WrittenPart({ place, scene, isStop }: LoneProps) {
  const { layer, unit, source } = place
  if (source === null) return <Tablet place={place} at={within(scene, placeIn(scene, place))} isStop={isStop} />
  const segment = segmentIn(scene, place)
  return <EdgeLabel {...{ layer, unit, source, segment }} at={null} geometry={geometryOf(scene, layer)} />
}

/** The nearest place at which a tablet is not cut off. */
function within({ width, height }: Scene, { x, y }: Point): Point {
  const { rx, ry } = TABLET_SHAPE.unit
  const clamp = (at: number, length: number, half: number) => Math.min(length - half, Math.max(half, at))
  return { x: clamp(x, width, rx + 6), y: clamp(y, height, ry + 6) }
}

/** Where one has zoomed in, the drawing moves to what the operation looked at writes, and to what gets the focus. */
function KeepInView({ scene, stop, bring }: { scene: Scene; stop: string; bring: Zoom['bring'] }) {
  const written = useTouched()
  const here = useRef(scene)
  useEffect(() => {
    here.current = scene
  }, [scene])
  useEffect(() => {
    if (written) bring(placeIn(here.current, written))
  }, [written, bring])
  useEffect(() => {
    if (document.activeElement?.getAttribute('data-part') === stop) bring(placeIn(here.current, partOfKey(stop)))
  }, [stop, bring])
  return null
}
