import { heightOfCaptions } from './largeCaptions.ts'
import { DENSE_PITCH, LOSS_BOX, type Point } from './geometry.ts'

/** Where the parts of a large network stand while all of it is seen, in pixels of the drawing. */
export interface Plan {
  readonly width: number
  /** Without the captions, which stand above */
  readonly height: number
  readonly captionHeight: number
  readonly columns: readonly Column[]
  readonly columnPitch: number
  readonly loss: Point
  /** Room for the loss, whose number must be readable however narrow the columns are */
  readonly lossWidth: number
  /** How far one can zoom in */
  readonly mostZoom: number
  /**
   * Columns are farther apart than their units. So that many units of all columns are seen together, zooming by k spreads
   * units by k and columns by k to this power only: just so far that at last both leave room for tablets.
   */
  readonly spread: number
}

interface Column {
  readonly x: number
  readonly pitch: number
  readonly ys: readonly number[]
}

/** Units of a column that is not full stand no farther apart than this. */
const LARGEST_PITCH = 60
const MARGIN = 10
const LEAST_HEIGHT = 120
/** Columns at least so wide have room for tablets, with something of the edges between them. */
export const TABLET_COLUMN = 116
/** Room at the sides of the loss */
export const LOSS_MARGIN = 6
/** Of a narrow picture, the part that the loss may take */
const MOST_FOR_LOSS = 0.25
/** Even where units have room already, columns may have too little. */
const LEAST_ZOOM = 2
/** Beyond the zoom at which there is room for tablets */
const ZOOM_BEYOND = 1.5

export function planOf(sizes: readonly number[], room: { width: number; height: number }): Plan {
  const { width } = room
  const lossWidth = Math.max(
    width / (sizes.length + 1),
    Math.min(2 * (LOSS_BOX.rx + LOSS_MARGIN), MOST_FOR_LOSS * width),
  )
  const columnPitch = (width - lossWidth) / sizes.length
  const captionHeight = heightOfCaptions(columnPitch)
  const height = Math.max(LEAST_HEIGHT, room.height - captionHeight)
  const columns = sizes.map((size, layer) => {
    const pitch = Math.min((height - 2 * MARGIN) / size, LARGEST_PITCH)
    const y = (unit: number) => height / 2 + (unit - (size - 1) / 2) * pitch
    return { x: (layer + 0.5) * columnPitch, pitch, ys: Array.from({ length: size }, (_, unit) => y(unit)) }
  })
  const zoomForTablets = Math.max(LEAST_ZOOM, DENSE_PITCH / Math.min(...columns.map(({ pitch }) => pitch)))
  const spread = Math.log(Math.max(1, TABLET_COLUMN / columnPitch)) / Math.log(zoomForTablets)
  return {
    width,
    height,
    captionHeight,
    columns,
    columnPitch,
    loss: { x: width - lossWidth / 2, y: height / 2 },
    lossWidth,
    mostZoom: ZOOM_BEYOND * zoomForTablets,
    spread: Math.min(1, spread),
  }
}
