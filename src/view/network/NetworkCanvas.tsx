import { useEffect, useRef } from 'react'
import type { LessonState } from '../../store/lesson.ts'
import { isTraining, lookedAt, shownRow } from '../../store/operation.ts'
import { reading, weightsShown } from '../../store/reading.ts'
import type { Theme } from '../chart/palette.ts'
import { useLessonStore } from '../page/lesson.ts'
import { useTheme } from '../page/theme.ts'
import type { Scene } from './largeGeometry.ts'
import styles from './large.module.css'
import { drawEdges, drawUnits, lightEdges, lightUnits, type Context } from './networkCanvas.ts'
import { edgeCount } from './size.ts'
import { touchedParts } from './touched.ts'

interface Props {
  scene: Scene
  /** Where the drawing begins on the canvas's page, and how much larger it is shown than it is */
  top: number
  scale: number
}

/**
 * Lines that can be filled in the time of a frame without a graphics card: all 28,864 edges of eight layers of 64 take
 * 33 ms, 8,000 of them 15. While the run trains the strongest are drawn; when it rests, all.
 */
const MOST_EDGES_IN_TRAINING = 6000

/** Edges, and above them units: on two canvases, because a step through the passes changes no edge. */
export function NetworkCanvas({ scene, top, scale }: Props) {
  const edges = useRef<HTMLCanvasElement>(null)
  const units = useRef<HTMLCanvasElement>(null)
  const store = useLessonStore()
  const theme = useTheme()
  const { width, height } = scene
  const size = { width: width * scale, height: height * scale }

  useEffect(() => {
    const drawings = [
      edgesOn(edges.current?.getContext('2d'), scene, theme, scale),
      unitsOn(units.current?.getContext('2d'), scene, theme, scale),
    ]
    let frame = 0
    function ask(): void {
      frame ||= requestAnimationFrame(() => {
        frame = 0
        for (const draw of drawings) draw(store.getState())
      })
    }
    ask()
    const forget = store.subscribe(ask)
    return () => {
      forget()
      cancelAnimationFrame(frame)
    }
  }, [store, scene, theme, scale])

  const style = { ...size, top: top * scale }
  return (
    <>
      <canvas ref={edges} className={styles.canvas} style={style} />
      <canvas ref={units} className={styles.canvas} style={style} />
    </>
  )
}

type Draw = (lesson: LessonState) => void

/** Draws the edges whenever a weight is another. */
function edgesOn(context: Context | null | undefined, scene: Scene, theme: Theme, scale: number): Draw {
  const count = edgeCount(scene.layers.map(({ ys }) => ys.length))
  let [drawn, weights] = [new Float32Array(count), new Float32Array(count)]
  let view: LessonState['view'] | null = null
  let most = 0
  return (lesson) => {
    const mostNow = isTraining(lesson) ? MOST_EDGES_IN_TRAINING : count
    if (!context || (lesson.view === view && mostNow === most)) return
    view = lesson.view
    weightsShown(lesson, weights)
    if (mostNow === most && weights.every((weight, edge) => Object.is(weight, drawn[edge]))) return
    most = mostNow
    const pixels = clear(context, scene, scale)
    drawEdges(context, scene, { weights, theme, hairline: 1 / pixels, most })
    ;[drawn, weights] = [weights, drawn]
  }
}

/** Draws the units, and what the operation looked at touches, whenever another moment is looked at. */
function unitsOn(context: Context | null | undefined, scene: Scene, theme: Theme, scale: number): Draw {
  let drawn: readonly unknown[] = []
  return (lesson) => {
    const { schedule, view } = lesson
    const row = shownRow(lesson)
    const wanted = [view, row, lookedAt(lesson), isTraining(lesson)]
    if (!context || wanted.every((part, index) => part === drawn[index])) return
    drawn = wanted
    clear(context, scene, scale)
    const { written, read } = touchedParts(lesson)
    const touched = written ? [...read, written] : read
    lightEdges(
      context,
      scene,
      touched.filter(({ source }) => source !== null),
      theme,
    )
    lightUnits(
      context,
      scene,
      touched.filter(({ source }) => source === null),
      theme,
    )
    const { layout } = schedule
    drawUnits(context, scene, theme, (layer, unit) => ({
      activation: reading(lesson, layout.activation(row, layer, unit)),
      delta: layer === 0 ? null : reading(lesson, layout.delta(row, layer, unit)),
    }))
  }
}

/** Empties a canvas and makes it as fine as the screen; its coordinates are the scene's. Returns pixels of the screen for each. */
function clear(context: Context, { width, height }: Scene, scale: number): number {
  const { canvas } = context
  const pixels = scale * devicePixelRatio
  const [wide, high] = [Math.round(width * pixels), Math.round(height * pixels)]
  if (canvas.width !== wide || canvas.height !== high) Object.assign(canvas, { width: wide, height: high })
  context.setTransform(pixels, 0, 0, pixels, 0, 0)
  context.clearRect(0, 0, width, height)
  return pixels
}
