import { useMemo } from 'react'
import { partKey, partOfKey, partPointedAt, samePart, type PartPlace } from '../../store/parts.ts'
import { useLesson } from '../page/lesson.ts'
import { Edge, EdgeLabel, PointedLabel } from './Edge.tsx'
import { TABLET, TABLET_SHAPE, type Geometry, type Point } from './geometry.ts'
import styles from './large.module.css'
import { geometryOf, isInSight, placeIn, segmentIn, type Scene } from './scene.ts'
import { LossNode } from './LossNode.tsx'
import network from './network.module.css'
import { Unit } from './Unit.tsx'
import { usePart } from './usePart.ts'
import { useWritten } from './useWritten.ts'

interface Props {
  scene: Scene
  /** The part where Tab stops */
  stop: string
}

/** The parts of a large network that are elements. */
export function LargeParts({ scene, stop }: Props) {
  const last = scene.layers.length - 1
  const geometry = useMemo(() => geometryOf(scene), [scene])
  const written = useWritten()
  const pointed = useLesson(partPointedAt)
  const units = useMemo(() => unitsShown(scene, written), [scene, written])
  const loss = partKey({ layer: last + 1, unit: 0, source: null })
  const elsewhere = new Set([loss, ...units.map(partKey)])
  const alone = [...new Set([stop, pointed ?? stop])].filter((key) => !elsewhere.has(key))
  const edge = written && isEdge(written) ? written : null
  return (
    <>
      <LossNode geometry={geometry} isStop={stop === loss} />
      {alone.map((key) => (
        <g key={key} pointerEvents="none">
          <LonePart place={partOfKey(key)} scene={scene} isStop={key === stop} />
        </g>
      ))}
      {units.map((place) => (
        <Tablet key={partKey(place)} place={place} scene={scene} isStop={partKey(place) === stop} />
      ))}
      {edge && <EdgeLabel {...edge} segment={segmentIn(scene, edge)} at={null} geometry={geometry} />}
      {pointed !== null && (!edge || pointed !== partKey(edge)) && (
        <LabelPointedAt place={partOfKey(pointed)} scene={scene} geometry={geometry} />
      )}
    </>
  )
}

type EdgePlace = PartPlace & { readonly source: number }

const isEdge = (place: PartPlace): place is EdgePlace => place.source !== null

/** Units as tablets, of those in sight: where there is room, all of them; elsewhere the one that is written. */
function unitsShown(scene: Scene, written: PartPlace | null): PartPlace[] {
  return scene.layers.flatMap(({ ys, rx, hasTablets }, layer) =>
    ys
      .map((_, unit) => ({ layer, unit, source: null }))
      .filter((place) => hasTablets || (written && samePart(place, written)))
      .filter((place) => isInSight(scene, placeIn(scene, place), rx)),
  )
}

interface PlaceProps {
  place: PartPlace
  scene: Scene
  isStop: boolean
}

const ORIGIN: Point = { x: 0, y: 0 }

/** Moved from outside: a unit need not be drawn anew while the drawing moves. */
function Tablet({ place, scene, isStop }: PlaceProps) {
  const { layer, unit } = place
  const at = placeIn(scene, place)
  const { x, y } = scene.layers[layer].hasTablets ? at : within(scene, at)
  return (
    <g transform={`translate(${x} ${y})`}>
      <Unit {...{ layer, unit, isStop }} at={ORIGIN} shape={TABLET_SHAPE} />
    </g>
  )
}

/** The nearest place at which a tablet, with the highlighter round it, is not cut off, and does not cover the loss. */
function within({ width, height, loss }: Scene, { x, y }: Point): Point {
  const { rx, ry } = TABLET
  const clamp = (at: number, length: number, half: number) => Math.min(length - half, Math.max(half, at))
  return { x: clamp(x, Math.min(width, loss.x - loss.rx), rx + 6), y: clamp(y, height, ry + 6) }
}

/** A part that is drawn on the canvas, as an element that can have the focus, with a ring round it. */
function LonePart({ place, scene, isStop }: PlaceProps) {
  if (isEdge(place)) return <Edge {...place} segment={segmentIn(scene, place)} isStop={isStop} />
  return <Dot place={place} scene={scene} isStop={isStop} />
}

function Dot({ place, scene, isStop }: PlaceProps) {
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

/** The number of an edge that is pointed at. */
function LabelPointedAt({ place, scene, geometry }: { place: PartPlace; scene: Scene; geometry: Geometry }) {
  if (!isEdge(place)) return null
  return (
    <g pointerEvents="none">
      <PointedLabel {...place} segment={segmentIn(scene, place)} geometry={geometry} />
    </g>
  )
}
