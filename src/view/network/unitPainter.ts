import { interpolateRgb, quantize } from 'd3'
import { isTraining, lookedAt, shownRow } from '../../store/operation.ts'
import { partOfKey, type PartPlace } from '../../store/parts.ts'
import { reading } from '../../store/reading.ts'
import { palette, type Theme } from '../chart/palette.ts'
import { fillPart, ringPart } from '../chart/scales.ts'
import { clear, type Context, type Painter } from './painting.ts'
import { placeIn, segmentIn, type Scene } from './scene.ts'
import { touchedKeys } from './touched.ts'

/** Draws the units, and what the operation looked at touches, whenever another moment is looked at. */
export function createUnitPainter(): Painter {
  let painted: readonly unknown[] = []
  return (context, setting, lesson) => {
    const row = shownRow(lesson)
    const wanted = [setting, lesson.view, row, lookedAt(lesson), isTraining(lesson), lesson.stepSize, lesson.playing]
    if (wanted.every((part, index) => part === painted[index])) return false
    painted = wanted
    clear(context, setting)
    const { scene, theme } = setting
    const keys = touchedKeys(lesson)
    const touched = [...keys].map(partOfKey)
    const [edges, units] = [touched.filter(isEdge), touched.filter((part) => !isEdge(part))]
    lightEdges(context, scene, edges, theme)
    lightUnits(context, scene, units, theme)
    const { layout } = lesson.schedule
    drawUnits(context, scene, theme, (layer, unit) => ({
      activation: reading(lesson, layout.activation(row, layer, unit)),
      delta: layer === 0 ? null : reading(lesson, layout.delta(row, layer, unit)),
    }))
    return false
  }
}

const isEdge = ({ source }: PartPlace): boolean => source !== null

/** Shades between paper and ink: enough for an eye, and so few that none is mixed while drawing. */
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
function drawUnits(
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
function lightEdges(context: Context, scene: Scene, edges: readonly PartPlace[], theme: Theme): void {
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
function lightUnits(context: Context, scene: Scene, units: readonly PartPlace[], theme: Theme): void {
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
