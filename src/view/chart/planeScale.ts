import { activations, type ActivationName } from '../../engine/activations.ts'
import { channelsBetween } from './interpolateOklab.ts'
import { palette, type Theme } from './palette.ts'

/** How numbers over the input plane are painted: green below a level, purple above, neutral at it. */
export interface PlaneScale {
  readonly level: number
  /** So far from the level a number has the full colour. */
  readonly reach: number
}

/** Of a prediction, which is read at one half, whatever made it */
export const PREDICTIONS: PlaneScale = { level: 0.5, reach: 0.5 }

/**
 * Of hidden units: neutral is what they answer to z = 0.
 * @param largest the largest |a| among them, for activations without a bound
 */
export function scaleOf(name: ActivationName, largest: number): PlaneScale {
  const { value, bound } = activations[name]
  const level = value(0)
  const most = bound(Infinity)
  return { level, reach: (Number.isFinite(most) ? most : largest || 1) - level }
}

/** An odd number, so that one of them is neutral */
const SHADES = 255

/** Each is four bytes: red, green, blue and how opaque, as a canvas has them. */
const shades = { light: shadesOf('light'), dark: shadesOf('dark') }

function shadesOf(theme: Theme): Uint32Array {
  const { planeLow, planeMiddle, planeHigh } = palette[theme]
  const [below, above] = [channelsBetween(planeLow, planeMiddle), channelsBetween(planeMiddle, planeHigh)]
  const shadeOf = (part: number) => [...(part < 0 ? below(part + 1) : above(part)), 255]
  const bytes = Array.from({ length: SHADES }, (_, shade) => shadeOf((2 * shade) / (SHADES - 1) - 1)).flat()
  return new Uint32Array(Uint8Array.from(bytes).buffer)
}

/** The shade of a number; what is no number is neutral. */
function shadeAt(value: number, { level, reach }: PlaneScale): number {
  const part = Math.max(-1, Math.min(1, (value - level) / reach)) || 0
  return Math.round(((part + 1) / 2) * (SHADES - 1))
}

/** A number's red, green and blue */
export function planeColor(value: number, scale: PlaneScale, theme: Theme): readonly number[] {
  return [...new Uint8Array(shades[theme].buffer, 4 * shadeAt(value, scale), 3)]
}

/** Fills a canvas of one pixel a value, which is shown larger, smoothly. */
export function paintPlane(
  canvas: HTMLCanvasElement,
  values: ArrayLike<number>,
  scale: PlaneScale,
  theme: Theme,
): void {
  const context = canvas.getContext('2d')
  if (!context) return
  const image = context.createImageData(canvas.width, canvas.height)
  const pixels = new Uint32Array(image.data.buffer)
  const colors = shades[theme]
  for (let point = 0; point < values.length; point++) pixels[point] = colors[shadeAt(values[point], scale)]
  context.putImageData(image, 0, 0)
}
