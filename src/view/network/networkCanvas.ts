import { interpolateRgb, quantize } from 'd3'
import { palette, type Theme } from '../chart/palette.ts'
import { fillPart, ringPart, signedColor } from '../chart/scales.ts'
import type { PartPlace } from '../../store/parts.ts'
import { placeIn, segmentIn, type Scene, type SeenLayer } from './largeGeometry.ts'
import {
  emptySorted,
  KINDS,
  largestSize,
  NOT_FINITE,
  signOf,
  sortByStrength,
  STRENGTHS,
  strengthOf,
} from './strengths.ts'

/** Draws on a canvas whose coordinates are those of the scene. */
export type Context = CanvasRenderingContext2D

interface EdgesOptions {
  /** Layer by layer, unit by unit, source by source */
  readonly weights: Float32Array
  readonly theme: Theme
  /** Of a device's pixel, which is how wide a line is: wider ones take several times as long to fill. */
  readonly hairline: number
  /** Where they are more, the strongest are drawn. */
  readonly most: number
}

const sorted = new Map<number, ReturnType<typeof emptySorted>>()

/** One line for every edge. A weak one is faint, so that the strong ones are seen through thousands of others. */
export function drawEdges(context: Context, scene: Scene, { weights, theme, hairline, most }: EdgesOptions): void {
  const part = Math.min(1, most / weights.length)
  context.lineWidth = hairline
  let first = 0
  for (let layer = 1; layer < scene.layers.length; layer++) {
    const [before, after] = [scene.layers[layer - 1], scene.layers[layer]]
    const count = before.ys.length * after.ys.length
    drawBetween(context, before, after, weights.subarray(first, first + count), part, theme, scene.height)
    first += count
  }
  context.globalAlpha = 1
}

function drawBetween(
  context: Context,
  before: SeenLayer,
  after: SeenLayer,
  weights: Float32Array,
  part: number,
  theme: Theme,
  height: number,
): void {
  const count = weights.length
  const edges = sorted.get(count) ?? emptySorted(count)
  sorted.set(count, edges)
  const largest = largestSize(weights)
  sortByStrength(weights, largest, edges)
  const { order, starts } = edges
  const weakest = Math.floor((1 - part) * count)
  const sources = before.ys.length
  const [from, to] = [before.x + before.rx, after.x - after.rx]
  for (let kind = 0; kind < KINDS; kind++) {
    const begin = Math.max(weakest, starts[kind])
    const end = starts[kind + 1]
    if (begin >= end) continue
    context.beginPath()
    for (let index = begin; index < end; index++) {
      const edge = order[index]
      const source = edge % sources
      const start = before.ys[source]
      const stop = after.ys[(edge - source) / sources]
      if ((start < 0 && stop < 0) || (start > height && stop > height)) continue
      context.moveTo(from, start)
      context.lineTo(to, stop)
    }
    const strength = (strengthOf(kind) + 0.5) / STRENGTHS
    context.strokeStyle = signedColor(kind === NOT_FINITE ? NaN : signOf(kind) * strength * largest, theme)
    context.globalAlpha = kind === NOT_FINITE ? 1 : opacity(strength, end - begin, height)
    context.stroke()
  }
}

/** So many lines for each pixel of height do not yet make a field in which none can be told from the next. */
const CLEAR_LINES = 0.4

/** How much of the ground the lines of a kind hide, from 0 to 1: the weak ones and the many less. */
const opacity = (strength: number, count: number, height: number): number =>
  Math.min(1, 0.1 + 1.2 * strength * strength) * Math.min(1, (CLEAR_LINES * height) / count)

const TINTS = 16
const tints = {
  light: quantize(interpolateRgb(palette.light.paper, palette.light.ink), TINTS),
  dark: quantize(interpolateRgb(palette.dark.paper, palette.dark.ink), TINTS),
}

interface UnitNumbers {
  /** null while it is not known */
  readonly activation: number | null
  readonly delta: number | null
}

/** Units for which there is no room as tablets: a dot as dark as the unit is on, in a ring as strong as its delta. */
export function drawUnits(
  context: Context,
  { layers, height }: Scene,
  theme: Theme,
  numbersOf: (layer: number, unit: number) => UnitNumbers,
): void {
  const colors = palette[theme]
  layers.forEach(({ x, ys, rx, hasTablets }, layer) => {
    if (hasTablets) return
    const ring = Math.max(1, Math.min(2.5, rx / 2))
    ys.forEach((y, unit) => {
      if (y < -rx || y > height + rx) return
      const { activation, delta } = numbersOf(layer, unit)
      context.beginPath()
      context.arc(x, y, rx, 0, 2 * Math.PI)
      context.fillStyle =
        activation === null ? colors.paper : tints[theme][Math.round((TINTS - 1) * fillPart(activation))]
      context.fill()
      context.lineWidth = 1
      context.strokeStyle = colors.control
      context.stroke()
      if (delta === null) return
      context.beginPath()
      context.arc(x, y, rx + ring / 2, 0, 2 * Math.PI)
      context.lineWidth = ring
      context.strokeStyle = delta < 0 ? colors.negative : colors.positive
      context.globalAlpha = ringPart(delta)
      context.stroke()
      context.globalAlpha = 1
    })
  })
}

/** The highlighter along the edges that an operation reads or writes. */
export function lightEdges(context: Context, scene: Scene, edges: readonly PartPlace[], theme: Theme): void {
  const { accent, accentLine } = palette[theme]
  const isFan = edges.length > MANY
  for (const [color, width] of [
    [accent, isFan ? 2.5 : 8],
    [accentLine, isFan ? 0.4 : 1],
  ] as const) {
    context.beginPath()
    for (const edge of edges) {
      const { from, to } = segmentIn(scene, edge)
      context.moveTo(from.x, from.y)
      context.lineTo(to.x, to.y)
    }
    context.strokeStyle = color
    context.lineWidth = width
    context.stroke()
  }
}

/** More highlighted edges than this meet in a unit; then each is thinner. */
const MANY = 12

/** The highlighter under the dots of units that an operation reads. */
export function lightUnits(context: Context, scene: Scene, units: readonly PartPlace[], theme: Theme): void {
  context.fillStyle = palette[theme].accent
  for (const unit of units) {
    const layer = scene.layers[unit.layer]
    if (!layer || layer.hasTablets) continue
    const { x, y } = placeIn(scene, unit)
    context.beginPath()
    context.arc(x, y, layer.rx + 3, 0, 2 * Math.PI)
    context.fill()
  }
}
