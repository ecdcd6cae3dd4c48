import type { Trace } from '../../engine/trace.ts'
import type { LessonState } from '../../store/lesson.ts'
import { isTraining } from '../../store/operation.ts'
import { weightsShown } from '../../store/reading.ts'
import { updatesDone } from '../chart/parameters.ts'
import { signedColor } from '../chart/scales.ts'
import { clear, pixelsOf, type Context, type Painter, type Setting } from './painting.ts'
import type { Scene, SeenLayer } from './scene.ts'
import { edgeCount, EDGES_IN_A_FRAME } from './size.ts'
import {
  emptySorted,
  KINDS,
  NOT_FINITE,
  signOf,
  sortByStrength,
  STRENGTHS,
  strengthOf,
  type Sorted,
} from './strengths.ts'

/** A gap of no more is drawn whole from the first: an input or an output is not to look half connected. */
const FEW_EDGES = 256

/**
 * Draws a line for every edge whenever a weight is another. While one steps through updates, a picture replaces the last one
 * when it is complete; while the run trains, or the drawing moves, it begins with what can be drawn at once.
 */
export function createEdgePainter(sizes: readonly number[]): Painter {
  const count = edgeCount(sizes)
  const slices = Math.ceil(count / EDGES_IN_A_FRAME)
  const [weights, painted] = [new Float32Array(count), new Float32Array(count)]
  const gaps = sizes.slice(1).map((size, layer) => emptySorted(size * sizes[layer]))
  const behind = document.createElement('canvas').getContext('2d')
  let setting: Setting | null = null
  let trace: Trace | null = null
  let updates = 0
  let target: Context | null = null
  /** The slice to be drawn next */
  let next = 0

  function sort(): void {
    let first = 0
    for (const gap of gaps) {
      sortByStrength(weights.subarray(first, first + gap.order.length), gap)
      first += gap.order.length
    }
    painted.set(weights)
  }

  /** Whether a weight is another than in the picture. Most steps of a pass change none: then they are not even read. */
  function haveChanged(lesson: LessonState): boolean {
    const { schedule, view } = lesson
    const done = updatesDone({ schedule, cursor: view })
    if (trace === view.trace && updates === done) return false
    trace = view.trace
    updates = done
    weightsShown(lesson, weights)
    return weights.some((weight, edge) => !Object.is(weight, painted[edge]))
  }

  return (context, now, lesson) => {
    const training = isTraining(lesson)
    const changed = haveChanged(lesson)
    if (changed || now !== setting) {
      if (changed || !setting) sort()
      target = training || now !== setting ? context : behind
      setting = now
      next = 0
      if (target) clear(target, now)
    }
    const last = training ? 1 : slices
    if (!target || next >= last) return false
    drawSlice(target, now, gaps, next / slices, (next + 1) / slices)
    next++
    if (target !== context && next === last) replace(context, target)
    return next < last
  }
}

/** Puts the picture of one canvas in the place of another's. */
function replace(context: Context, { canvas }: Context): void {
  context.resetTransform()
  context.clearRect(0, 0, canvas.width, canvas.height)
  context.drawImage(canvas, 0, 0)
}

/** Draws a part of the edges of every gap, between two ranks: 0 is that of the strongest and 1 that of the weakest. */
function drawSlice(context: Context, setting: Setting, gaps: readonly Sorted[], begin: number, end: number): void {
  // As thin as a pixel of the screen: wider lines take several times as long to fill.
  context.lineWidth = 1 / pixelsOf(setting.scale)
  gaps.forEach(({ order, starts, largest }, layer) => {
    const [from, to] = order.length > FEW_EDGES ? [begin, end] : begin === 0 ? [0, 1] : [1, 1]
    const rankOf = (part: number) => Math.round((1 - part) * order.length)
    for (let kind = KINDS - 1; kind >= 0; kind--) {
      const edges = order.subarray(Math.max(starts[kind], rankOf(to)), Math.min(starts[kind + 1], rankOf(from)))
      if (edges.length === 0) continue
      const strength = (strengthOf(kind) + 0.5) / STRENGTHS
      const weight = kind === NOT_FINITE ? NaN : signOf(kind) * strength * largest
      context.strokeStyle = signedColor(weight, setting.theme)
      drawKind(context, setting.scene, layer + 1, edges, strength, starts[kind + 1] - starts[kind])
    }
  })
  context.globalAlpha = 1
}

/** @param count edges of the kind, of which these are some */
function drawKind(
  context: Context,
  { layers, height }: Scene,
  layer: number,
  edges: Uint32Array,
  strength: number,
  count: number,
): void {
  const [before, after] = [layers[layer - 1], layers[layer]]
  const inSight = partInSight(before, height) * partInSight(after, height)
  context.globalAlpha = opacity(strength, count * inSight, height)
  strokeEdges(context, height, before, after, edges, true)
  if (inSight === 1) return
  context.globalAlpha = HALF_SEEN * opacity(strength, count, height)
  strokeEdges(context, height, before, after, edges, false)
}

/** How faint an edge is of which only one end is in sight: where one has zoomed in they are most, and say least. */
const HALF_SEEN = 0.3

const partInSight = ({ ys }: SeenLayer, height: number): number =>
  ys.filter((y) => isWithin(y, height)).length / ys.length

const isWithin = (y: number, height: number): boolean => y >= 0 && y <= height

/**
 * One path for all of them: setting a line up takes longer than drawing it.
 *
 * @param whole the edges of which both ends are in sight, or those of which one is
 */
function strokeEdges(
  context: Context,
  height: number,
  before: SeenLayer,
  after: SeenLayer,
  edges: Uint32Array,
  whole: boolean,
): void {
  const [from, to] = [before.x + before.rx, after.x - after.rx]
  const sources = before.ys.length
  context.beginPath()
  for (const edge of edges) {
    const source = edge % sources
    const start = before.ys[source]
    const end = after.ys[(edge - source) / sources]
    const startsHere = isWithin(start, height)
    const endsHere = isWithin(end, height)
    if (whole ? !(startsHere && endsHere) : startsHere === endsHere) continue
    context.moveTo(from, start)
    context.lineTo(to, end)
  }
  context.stroke()
}

/** So many lines for each pixel of height do not yet make a field in which none can be told from the next. */
const CLEAR_LINES = 0.4

/** How much of the ground the lines of a kind hide, from 0 to 1: the weak ones and the many less. */
const opacity = (strength: number, count: number, height: number): number =>
  Math.min(1, 0.1 + 1.2 * strength * strength) * Math.min(1, (CLEAR_LINES * height) / Math.max(1, count))
