import { lazy, useEffect, useId, useMemo, useRef, useState } from 'react'
import type { Operation } from '../../engine/place.ts'
import type { Network } from '../../engine/network.ts'
import { MotionLater } from '../motion/MotionLater.tsx'
import { useLesson } from '../page/lesson.ts'
import { pixelsOfRem } from '../page/rem.ts'
import { followedOperation } from '../../store/operation.ts'
import { useSize } from '../chart/useSize.ts'
import { Edge, EdgeLabel, EdgeLight, EdgeReach, PointedLabel } from './Edge.tsx'
import { caption, describe, HOW_TO_MOVE } from './captions.ts'
import { CORNER, edgeBetween, layOut, UNIT, type Geometry, type Point, type Segment } from './geometry.ts'
import { isLarge } from './size.ts'
import { Later } from '../page/Later.tsx'
import { placeEdgeLabels, type EdgeSpot } from './labels.ts'
import { LossNode } from './LossNode.tsx'
import styles from './network.module.css'
import { partKey, partPointedAt } from '../../store/parts.ts'
import { keptTouchedKeys, writtenKey } from './touched.ts'
import { Unit } from './Unit.tsx'
import { useMoving } from './useMoving.ts'
import { useHasMaps } from './windows/mapsShown.ts'
import { UnitWindows } from './windows/UnitWindows.tsx'
import type { UnitWindow } from './windows/windowPainter.ts'

/** The picture: layers as columns, weights as edges, the loss as a node of its own. */
export function NetworkDiagram() {
  const network = useLesson(({ schedule }) => schedule.network)
  const [ref, room] = useSize<HTMLDivElement>()
  return (
    // A network too wide for the screen scrolls; the keyboard goes through its parts, which come into view.
    <div ref={ref} className={styles.frame} role="group" aria-label="Network">
      {room && <Picture key={network.sizes.join()} network={network} room={room} />}
    </div>
  )
}

const LargeNetwork = lazy(() => import('./LargeNetwork.tsx').then(({ LargeNetwork }) => ({ default: LargeNetwork })))

interface PictureProps {
  network: Network
  room: { width: number; height: number }
}

function Picture({ network, room }: PictureProps) {
  if (!isLarge(network.sizes)) return <Drawing network={network} room={room} />
  return (
    <Later>
      <LargeNetwork network={network} room={room} scale={magnification()} />
    </Later>
  )
}

function Drawing({ network, room }: PictureProps) {
  const { sizes } = network
  const scale = magnification()
  const width = room.width / scale
  const height = room.height / scale
  const hasMaps = useHasMaps()
  const geometry = useMemo(() => layOut(sizes, { width, height }, hasMaps), [sizes, width, height, hasMaps])
  const labels = useMemo(() => placeEdgeLabels(sizes, geometry), [sizes, geometry])
  const edges = useMemo(
    () =>
      geometry.units.flatMap((column, layer) =>
        layer === 0
          ? []
          : column.flatMap((_, unit) =>
              geometry.units[layer - 1].map((_, source) => {
                const key = partKey({ layer, unit, source })
                const segment = edgeBetween(geometry, layer, unit, source)
                return { key, edge: { layer, unit, source, segment }, at: labels.get(key) ?? null }
              }),
            ),
      ),
    [geometry, labels],
  )

  const windows = useMemo(() => windowsOf(geometry), [geometry])

  const { stop, ...moving } = useMoving(sizes)
  const isFollowing = useLesson((lesson) => followedOperation(lesson) !== null)
  const howToMove = useId()
  /** Where what moves is drawn below units and labels */
  const [ground, setGround] = useState<SVGGElement | null>(null)

  return (
    <>
      {windows.length > 0 && (
        <UnitWindows windows={windows} width={geometry.width} height={geometry.height} scale={scale} />
      )}
      {/* For screen readers an application, because its arrow keys are the graph's and not theirs. */}
      <svg
        {...moving}
        className={styles.drawing}
        data-following={isFollowing || undefined}
        width={geometry.width * scale}
        height={geometry.height * scale}
        viewBox={`0 0 ${geometry.width} ${geometry.height}`}
        role="application"
        aria-label={describe(network)}
        aria-describedby={howToMove}
      >
        <desc id={howToMove}>{HOW_TO_MOVE}</desc>
        {geometry.units.map(([first], layer) => (
          <text key={layer} className={styles.caption} x={first.x} y={geometry.captionY}>
            {caption(network, layer, geometry.width / (sizes.length + 1) > 170)}
          </text>
        ))}
        <LitEdges edges={edges} />
        {edges.map(({ key, edge, at }) => (
          <EdgeReach key={key} {...edge} isDense={!at} />
        ))}
        {edges.map(({ key, edge }) => (
          <Edge key={key} {...edge} isStop={key === stop} />
        ))}
        <g ref={setGround} />
        <LossNode geometry={geometry} isStop={stop === partKey({ layer: sizes.length, unit: 0, source: null })} />
        {geometry.units.flatMap((column, layer) =>
          column.map((at, unit) => {
            const key = partKey({ layer, unit, source: null })
            return <Unit key={key} {...{ layer, unit, at }} shape={geometry.shapes[layer]} isStop={key === stop} />
          }),
        )}
        {edges.map(({ key, edge, at }) => at && <EdgeLabel key={key} geometry={geometry} at={at} {...edge} />)}
        <LoneLabel edges={edges} geometry={geometry} />
        <LabelPointedAt edges={edges} geometry={geometry} />
        <KeepInView geometry={geometry} scale={scale} />
        <MotionLater geometry={geometry} labels={labels} ground={ground} />
      </svg>
    </>
  )
}

/** The squares in which the maps of the units are painted */
const windowsOf = ({ units, shapes }: Geometry): UnitWindow[] =>
  units.flatMap((column, layer) => {
    const { map, form } = shapes[layer]
    if (!map) return []
    const { size } = map
    return column.map(({ x, y }, unit) => ({
      layer,
      unit,
      x: x + map.x + size / 2,
      y,
      size,
      corner: form === 'window' ? CORNER : 4,
    }))
  })

interface DrawnEdge {
  readonly key: string
  readonly edge: { layer: number; unit: number; source: number; segment: Segment }
  readonly at: EdgeSpot | null
}

/** The edges that the operations lit read or write: of hundreds, a few. */
function LitEdges({ edges }: { edges: readonly DrawnEdge[] }) {
  const lit = useLesson(useMemo(() => keptTouchedKeys(), []))
  return edges.filter(({ key }) => lit.has(key)).map(({ key, edge }) => <EdgeLight key={key} {...edge} />)
}

/** The label of the edge whose number is looked at, if it is one that has no place of its own. */
function LoneLabel({ edges, geometry }: { edges: readonly DrawnEdge[]; geometry: Geometry }) {
  const written = useLesson(writtenKey)
  const drawn = edges.find(({ key, at }) => !at && key === written)
  return drawn && <EdgeLabel key={drawn.key} geometry={geometry} at={null} {...drawn.edge} />
}

/** The label of the edge pointed at, likewise. Of several edges, as on a path, none: their labels would collide. */
function LabelPointedAt({ edges, geometry }: { edges: readonly DrawnEdge[]; geometry: Geometry }) {
  const pointed = useLesson(partPointedAt)
  const written = useLesson(writtenKey)
  const drawn = pointed === written ? undefined : edges.find(({ key, at }) => !at && key === pointed)
  return drawn && <PointedLabel key={drawn.key} geometry={geometry} {...drawn.edge} />
}

/** Scrolls a drawing that is larger than its frame to where the operation looked at happens. */
function KeepInView({ geometry, scale }: { geometry: Geometry; scale: number }) {
  const marker = useRef<SVGGElement>(null)
  const operation = useLesson(followedOperation)
  useEffect(() => {
    const frame = marker.current?.ownerSVGElement?.parentElement
    if (frame && operation) bringIntoView(frame, placeOf(geometry, operation), scale)
  }, [operation, geometry, scale])
  return <g ref={marker} />
}

/** CSS pixels in one of the drawing: it grows with the page's unit of size, which follows the window as the room does. */
function magnification(): number {
  const share = Number(getComputedStyle(document.documentElement).getPropertyValue('--drawing'))
  return (pixelsOfRem() * share) / UNIT
}

/** Where an operation happens: a loss has a node of its own, after the outputs. */
const placeOf = ({ units, loss }: Geometry, { layer, unit }: Operation): Point => units[layer]?.[unit] ?? loss

/** Scrolls as far as it takes to see a point, and not at all if it is in sight. */
function bringIntoView(frame: HTMLElement, { x, y }: Point, scale: number): void {
  if (frame.scrollWidth <= frame.clientWidth && frame.scrollHeight <= frame.clientHeight) return
  const room = 60
  const nearest = (at: number, start: number, length: number) =>
    Math.max(Math.min(start, at * scale - room), at * scale + room - length)
  frame.scrollTo({
    left: nearest(x, frame.scrollLeft, frame.clientWidth),
    top: nearest(y, frame.scrollTop, frame.clientHeight),
  })
}
