import { parametersAt } from '../../../engine/parameters.ts'
import { datasetOf } from '../../../experiment/experiment.ts'
import type { Dataset } from '../../../experiment/data/dataset.ts'
import { isShownCurrent, sampleShown } from '../../../store/operation.ts'
import type { LessonState } from '../../../store/lesson.ts'
import { dotRadius, sampleDots, type DotKind } from '../../chart/dots.ts'
import { palette, type Colors, type Theme } from '../../chart/palette.ts'
import { paintPlane } from '../../chart/planeScale.ts'
import type { UnitPicture } from '../../chart/unitMaps.ts'
import { createWindowMaps, GRID } from './windowMaps.ts'

/** A square, with round corners, in which the map of a unit is painted; in units of the drawing. */
export interface UnitWindow {
  readonly layer: number
  readonly unit: number
  /** Of its middle */
  readonly x: number
  readonly y: number
  readonly size: number
  /** The radius of its corners */
  readonly corner: number
}

/** Where and how the windows are painted. */
export interface WindowSetting {
  readonly windows: readonly UnitWindow[]
  /** Of the drawing */
  readonly width: number
  readonly height: number
  /** CSS pixels for each unit of the drawing */
  readonly scale: number
  readonly theme: Theme
}

type Context = CanvasRenderingContext2D

/** What is in a window is drawn as if its side were this long. */
const SIDE = 100
const DOT_RADIUS = 4.5
const LINE_WIDTH = 2.2
/** Of the ring round the sample shown, and the outline of a dot, beside the dot's radius */
const RING = 2.1
const OUTLINE = 0.3

/** Paints the maps of a network's units at the moment that the picture shows, if anything has changed. */
export function createWindowPainter({ schedule, experiment }: Pick<LessonState, 'schedule' | 'experiment'>) {
  const { network, firstUpdate } = schedule
  const dataset = datasetOf(experiment)
  const samples = createSamples(dataset)
  const mapsOf = createWindowMaps(network, dataset.plane)
  const images = network.sizes.map((size) => Array.from({ length: size }, () => canvasOf(GRID, GRID)))
  let pictures: UnitPicture[][] = []
  let computed: readonly unknown[] = []
  let painted: readonly unknown[] = []

  /** Computes what the units answer, if it is not known yet. */
  function compute({ view }: LessonState, theme: Theme): void {
    const wanted = [view.trace, Math.max(firstUpdate, view.step), theme]
    if (isSame(wanted, computed)) return
    computed = wanted
    pictures = mapsOf(parametersAt(schedule, view.trace, view.step))
    pictures.forEach((units, layer) =>
      units.forEach(({ values, scale }, unit) => paintPlane(images[layer][unit], values, scale, theme)),
    )
  }

  return (context: Context, setting: WindowSetting, lesson: LessonState): void => {
    if (lesson.schedule !== schedule) return // a moment before the drawing is another
    compute(lesson, setting.theme)
    const mark = { sample: sampleShown(lesson), isCurrent: isShownCurrent(lesson) }
    const wanted = [setting, computed, mark.sample, mark.isCurrent, devicePixelRatio]
    if (isSame(wanted, painted)) return
    painted = wanted
    const { width, height, scale, theme } = setting
    const pixels = scale * devicePixelRatio
    fit(context.canvas, Math.round(width * pixels), Math.round(height * pixels))
    context.setTransform(1, 0, 0, 1, 0, 0)
    context.clearRect(0, 0, context.canvas.width, context.canvas.height)
    for (const { layer, unit, x, y, size, corner } of setting.windows) {
      const zoom = (size / SIDE) * pixels
      context.setTransform(zoom, 0, 0, zoom, (x - size / 2) * pixels, (y - size / 2) * pixels)
      context.save()
      context.beginPath()
      context.roundRect(0, 0, SIDE, SIDE, corner * (SIDE / size))
      context.clip()
      context.drawImage(images[layer][unit], 0, 0, SIDE, SIDE)
      drawLine(context, pictures[layer][unit].line, palette[theme])
      samples(context, mark, palette[theme])
      context.restore()
    }
  }
}

const isSame = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.every((part, index) => part === other[index])

function canvasOf(width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  fit(canvas, width, height)
  return canvas
}

/** Setting its size empties a canvas, even to the same. */
function fit(canvas: HTMLCanvasElement, width: number, height: number): void {
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height })
}

function drawLine(context: Context, pieces: readonly number[], { ink }: Colors): void {
  const cell = SIDE / GRID
  context.beginPath()
  for (let at = 0; at < pieces.length; at += 4) {
    context.moveTo(pieces[at] * cell, pieces[at + 1] * cell)
    context.lineTo(pieces[at + 2] * cell, pieces[at + 3] * cell)
  }
  context.lineWidth = LINE_WIDTH
  context.lineCap = 'round'
  context.strokeStyle = ink
  context.stroke()
}

interface Mark {
  /** The one that the units show */
  readonly sample: number | null
  /** Whether it is the one that the operation at the cursor is about */
  readonly isCurrent: boolean
}

/** Draws the samples of a data set, and marks the one that is shown. */
function createSamples(dataset: Dataset) {
  const radius = dotRadius(DOT_RADIUS, SIDE, dataset)
  const { dots, ...paths } = sampleDots(dataset, SIDE, radius)
  const ofKind = { none: new Path2D(paths.none), one: new Path2D(paths.one) }

  return (context: Context, { sample, isCurrent }: Mark, colors: Colors): void => {
    const draw = (path: Path2D, fill: string, outline: string) => {
      context.fillStyle = fill
      context.fill(path)
      context.strokeStyle = outline
      context.stroke(path)
    }
    const drawDots = (path: Path2D, kind: DotKind) =>
      kind === 'one' ? draw(path, colors.dotOne, colors.dotPaper) : draw(path, colors.dotPaper, colors.dotNone)
    context.lineWidth = OUTLINE * radius
    drawDots(ofKind.none, 'none')
    drawDots(ofKind.one, 'one')
    if (sample === null) return
    const { x, y, kind } = dots[sample]
    draw(circle(x, y, RING * radius), isCurrent ? colors.accent : colors.dotPaper, colors.accentInk)
    drawDots(circle(x, y, radius), kind)
  }
}

function circle(x: number, y: number, radius: number): Path2D {
  const path = new Path2D()
  path.arc(x, y, radius, 0, 2 * Math.PI)
  return path
}
