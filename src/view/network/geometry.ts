/** Where the parts of the network stand, in units of the drawing, of which 18 are the page's unit of size. */
export interface Geometry {
  readonly width: number
  readonly height: number
  /** How the units of each layer are drawn */
  readonly shapes: readonly UnitShape[]
  /** [layer][unit] */
  readonly units: readonly (readonly Point[])[]
  readonly loss: Point & Half
  readonly captionY: number
}

/**
 * As a window, a square with its numbers above and below it; as a card, a box with its name and its activation, the rest
 * above and below; as a tablet, a box with everything in it.
 */
export type UnitForm = 'window' | 'card' | 'tablet'

export interface UnitShape extends Half {
  readonly form: UnitForm
  /** The left side of the map in the box, whose middle is as high as the unit's, and how large it is; null where there is none */
  readonly map: { readonly x: number; readonly size: number } | null
  /** The middle of the text in the box */
  readonly textX: number
  /** Whether columns are far enough apart for two numbers of a unit side by side */
  readonly isWide: boolean
  /** How wide a line of one number above or below the box may be */
  readonly lineWidth: number
  /** Whether the bias has a place of its own; where not, it is shown while it is looked at */
  readonly hasBias: boolean
}

/** Half the width and half the height of a box */
interface Half {
  readonly rx: number
  readonly ry: number
}

export interface Point {
  readonly x: number
  readonly y: number
}

/** The size of numbers in the drawing, which is the page's unit of size */
export const UNIT = 18

/** The radius of the corners of a unit's box */
export const CORNER = 9
export const LOSS_BOX: Half = { rx: 46, ry: 29 }
/** A number with its symbol, in full: ∂L/∂a +0.0186 */
const WIDEST_LINE = 126
/** What it may reach beyond the sides of a window */
const BESIDE_WINDOW = 40
/** A unit where there is room for no more, or in a large network */
export const TABLET: Half = { rx: 54, ry: 20.5 }
export const TABLET_SHAPE: UnitShape = {
  form: 'tablet',
  ...TABLET,
  map: null,
  textX: 0,
  isWide: false,
  lineWidth: WIDEST_LINE,
  hasBias: false,
}
export const DENSE_PITCH = 2 * TABLET.ry + 1
/** A line of text above or below a box */
export const LINE = 22
const CAPTION_HEIGHT = 22
const MARGIN = 10

const LEAST_WINDOW = 60
const LARGEST_WINDOW = 104
/** An output's window is the picture of what the network has learned. */
const OUTPUT_PART = 1.3
const CARD = { rx: 41, ry: 20, highest: 36 }
const INPUT_TEXT = 84
const LEAST_MAP = 30
/** Columns so far apart, from middle to middle, have room for two numbers of a unit side by side. */
const WIDE_COLUMN = 222

/**
 * Between two columns, for the edges: with room for all labels, for one, what a window and a map in a box leave them,
 * and the least.
 */
const GAPS = { labels: 154, lone: 90, window: 101, map: 46, least: 26 }
/** The edges to the loss carry no weights. */
const LOSS_GAP = 0.6

interface Room {
  readonly width: number
  readonly height: number
}

/**
 * Lays the network out in the room there is; where that is too small, in the least that it needs.
 *
 * @param hasMaps whether units show a map of what they answer
 */
export function layOut(sizes: readonly number[], room: Room, hasMaps: boolean): Geometry {
  const most = Math.max(...sizes)
  const height = Math.max(room.height, CAPTION_HEIGHT + most * DENSE_PITCH)
  const rows = height - CAPTION_HEIGHT
  const pitch = rows / most
  const shapes =
    windows(sizes, room.width, rows, hasMaps) ??
    boxes(sizes, room.width, pitch, hasMaps, pitch >= CARD_HEIGHT - LINE / 2 ? 'card' : 'tablet')
  const { xs, lossX, width } = columnsOf(shapes, room.width)
  const top = windowsTop(shapes[0])
  const middle = CAPTION_HEIGHT + rows / 2 + top
  const spread = Math.min(pitch, LARGEST_PITCH)
  const units = sizes.map((size, layer) =>
    Array.from({ length: size }, (_, j) => ({ x: xs[layer], y: middle + (j - (size - 1) / 2) * spread })),
  )
  return {
    width,
    height,
    shapes,
    units,
    loss: { x: lossX, y: middle, ...LOSS_BOX },
    captionY: Math.max(15, middle - ((most - 1) / 2) * spread - heightAbove(shapes) - 10),
  }
}

const LARGEST_PITCH = 300

/** Above a window and a card stands one line, below a window two, below a card one or, where there is little room, none. */
const windowHeight = (isWide: boolean): number => (isWide ? 3 : 4) * LINE + 6
const CARD_HEIGHT = 2 * CARD.ry + 2 * LINE + 2

/** What stands below is higher than what stands above: by half of the difference the boxes stand higher. */
const windowsTop = ({ form, isWide }: UnitShape): number => (form === 'window' && isWide ? -LINE / 2 : 0)

function heightAbove(shapes: readonly UnitShape[]): number {
  const { form, ry, isWide } = shapes.reduce((one, other) => (other.ry > one.ry ? other : one))
  return ry + (form === 'tablet' ? 0 : form === 'window' && !isWide ? 2 * LINE : LINE)
}

/** Squares as large as there is room for; null where that is not enough. */
function windows(sizes: readonly number[], width: number, rows: number, hasMaps: boolean): UnitShape[] | null {
  const gaps = sizes.length - 1 + LOSS_GAP
  const parts = sizes.length - 1 + OUTPUT_PART
  const most = Math.max(...sizes)
  const choices = [true, false].flatMap((isWide) => [GAPS.labels, GAPS.window].map((gap) => ({ isWide, gap })))
  for (const { isWide, gap } of choices) {
    const left = width - 2 * MARGIN - 2 * LOSS_BOX.rx - gaps * gap
    const side = Math.min(LARGEST_WINDOW, rows / most - windowHeight(isWide), left / parts)
    if (side < LEAST_WINDOW) continue
    const last = sizes.length - 1
    const shapes = sizes.map((size, layer): UnitShape => {
      const own = layer === last ? Math.min(side * OUTPUT_PART, rows / size - windowHeight(isWide)) : side
      const map = hasMaps ? { x: -own / 2, size: own } : null
      const lineWidth = Math.min(WIDEST_LINE, side + BESIDE_WINDOW)
      return { form: 'window', rx: own / 2, ry: own / 2, map, textX: 0, isWide, lineWidth, hasBias: true }
    })
    const { xs } = columnsOf(shapes, width)
    if (!isWide || xs[1] - xs[0] >= WIDE_COLUMN) return shapes
  }
  return null
}

/** Boxes with text in them and, where there is room for it at their left, a map. */
function boxes(
  sizes: readonly number[],
  width: number,
  pitch: number,
  hasMaps: boolean,
  form: 'card' | 'tablet',
): UnitShape[] {
  const ry =
    form === 'card'
      ? Math.max(CARD.ry, Math.min(CARD.highest, (pitch - 2 * LINE - 2) / 2))
      : Math.min(TABLET.ry, pitch / 2 - 1)
  const textOf = (layer: number) => (layer === 0 ? INPUT_TEXT : 2 * (form === 'card' ? CARD : TABLET).rx)
  const text = sizes.reduce((sum, _, layer) => sum + textOf(layer), 0)
  const gaps = sizes.length - 1 + LOSS_GAP
  const left = width - 2 * MARGIN - 2 * LOSS_BOX.rx - text - gaps * GAPS.map
  // An input's map, a plain ramp, can be spared.
  const side = Math.min(2 * ry - 4, left / (sizes.length - 1))
  const hasRoom = hasMaps && side >= LEAST_MAP
  const gap = GAPS.map + (left - (hasRoom ? side * (sizes.length - 1) : 0)) / gaps
  const hasBias = form === 'card' && pitch >= CARD_HEIGHT && gap >= GAPS.lone
  return sizes.map((_, layer) => {
    const size = hasRoom && layer > 0 ? side : 0
    const rx = (textOf(layer) + size) / 2
    const map = size > 0 ? { x: 2 - rx, size } : null
    return { form, rx, ry, map, textX: size / 2, isWide: false, lineWidth: WIDEST_LINE, hasBias }
  })
}

/** Columns with the same room between each two; where that would be too little, the drawing is wider than its frame. */
function columnsOf(shapes: readonly UnitShape[], room: number) {
  const widths = shapes.reduce((sum, { rx }) => sum + 2 * rx, 0) + 2 * LOSS_BOX.rx + 2 * MARGIN
  const gaps = shapes.length - 1 + LOSS_GAP
  const width = Math.max(room, widths + gaps * GAPS.least)
  const gap = (width - widths) / gaps
  let from = MARGIN
  const xs = shapes.map(({ rx }) => {
    const x = from + rx
    from += 2 * rx + gap
    return x
  })
  return { xs, width, lossX: width - MARGIN - LOSS_BOX.rx }
}

export interface Segment {
  readonly from: Point
  readonly to: Point
}

/** The visible part of the edge from one unit to another. */
export function edgeBetween({ units, shapes }: Geometry, layer: number, unit: number, source: number): Segment {
  const [from, to] = [units[layer - 1][source], units[layer][unit]]
  return { from: { x: from.x + shapes[layer - 1].rx, y: from.y }, to: { x: to.x - shapes[layer].rx, y: to.y } }
}

/** The visible part of the edge from an output to the loss. */
export function edgeToLoss({ units, shapes, loss }: Geometry, unit: number): Segment {
  const last = units.length - 1
  const output = units[last][unit]
  return { from: { x: output.x + shapes[last].rx, y: output.y }, to: { x: loss.x - loss.rx, y: loss.y } }
}

export const pointAlong = ({ from, to }: Segment, part: number): Point => ({
  x: from.x + (to.x - from.x) * part,
  y: from.y + (to.y - from.y) * part,
})

/** How far beside the edge what comes back returns, in the middle and, above it, at both ends */
const [BOW, RISE] = [20, 14]
/** The highlighter round a unit does not cover the head of what comes back. */
const BEFORE_BOX = 11

/** The way on which something comes back over an edge: a curve of the second degree from its end to its start. */
export function wayBack({ from, to }: Segment): Segment & { readonly bend: Point } {
  const start = { x: from.x + BEFORE_BOX, y: from.y - RISE }
  const end = { x: to.x, y: to.y - RISE }
  const middle = pointAlong({ from: start, to: end }, 0.5)
  const length = Math.hypot(to.x - from.x, to.y - from.y)
  // Upwards, whichever way the edge slants
  const bend = {
    x: middle.x + (BOW * 2 * (to.y - from.y)) / length,
    y: middle.y - (BOW * 2 * (to.x - from.x)) / length,
  }
  return { from: end, bend, to: start }
}

/** An upright box by its middle */
export interface Box extends Point, Half {}

export const overlap = (one: Box, other: Box): boolean =>
  Math.abs(one.x - other.x) < one.rx + other.rx && Math.abs(one.y - other.y) < one.ry + other.ry

/** How far a segment keeps from a box; 0 where it runs through it. */
export function clearance({ x, y, rx, ry }: Box, { from, to }: Segment): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  // Along the segment the distance to a box is convex: its least value is found by halving.
  const distanceAt = (part: number) => {
    const outX = Math.max(0, Math.abs(from.x + dx * part - x) - rx)
    const outY = Math.max(0, Math.abs(from.y + dy * part - y) - ry)
    return Math.hypot(outX, outY)
  }
  let [low, high] = [0, 1]
  for (let turn = 0; turn < 30; turn++) {
    const third = (high - low) / 3
    if (distanceAt(low + third) <= distanceAt(high - third)) high -= third
    else low += third
  }
  return distanceAt((low + high) / 2)
}
