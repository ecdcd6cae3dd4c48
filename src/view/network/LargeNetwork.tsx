import { pointer } from 'd3'
import { Maximize, ZoomIn, ZoomOut } from 'lucide-react'
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import type { Network } from '../../engine/network.ts'
import { lookedAt } from '../../store/operation.ts'
import { partKey, partOfKey } from '../../store/parts.ts'
import { useLesson } from '../page/lesson.ts'
import { describe, HOW_TO_MOVE } from './captions.ts'
import { createHitTest } from './hitTest.ts'
import styles from './large.module.css'
import { captionLine, captionLines, largeCaption } from './largeCaptions.ts'
import { LargeParts } from './LargeParts.tsx'
import network from './network.module.css'
import { NetworkCanvas } from './NetworkCanvas.tsx'
import { planOf } from './plan.ts'
import { placeIn, sceneOf, type Scene } from './scene.ts'
import { useMoving } from './useMoving.ts'
import { useWritten } from './useWritten.ts'
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
          <LargeParts scene={scene} stop={stop} />
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
          <Icon size="0.95rem" aria-hidden="true" />
        </button>
      ))}
    </div>
  )
}

function Captions({ network: shown, scene }: { network: Network; scene: Scene }) {
  return scene.layers.map(({ x }, layer) => (
    <text key={layer} className={network.caption}>
      {captionLines(largeCaption(shown, layer), scene.columnPitch).map((line, index) => (
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

/** Where one has zoomed in, the drawing moves to what the operation looked at writes, and to what gets the focus. */
function KeepInView({ scene, stop, bring }: { scene: Scene; stop: string; bring: Zoom['bring'] }) {
  const written = useWritten()
  const looked = useLesson(lookedAt)
  const here = useRef(scene)
  useEffect(() => {
    here.current = scene
  }, [scene])
  useEffect(() => {
    if (written) bring(placeIn(here.current, written))
  }, [written, looked, bring])
  useEffect(() => {
    if (document.activeElement?.getAttribute('data-part') === stop) bring(placeIn(here.current, partOfKey(stop)))
  }, [stop, bring])
  return null
}
