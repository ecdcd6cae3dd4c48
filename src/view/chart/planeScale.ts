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

/** As red, green and blue, one shade after another */
const shades = { light: shadesOf('light'), dark: shadesOf('dark') }

function shadesOf(theme: Theme): Uint8ClampedArray {
  const { planeLow, planeMiddle, planeHigh } = palette[theme]
  const [below, above] = [channelsBetween(planeLow, planeMiddle), channelsBetween(planeMiddle, planeHigh)]
  const shadeOf = (part: number) => (part < 0 ? below(part + 1) : above(part))
  return Uint8ClampedArray.from(
    Array.from({ length: SHADES }, (_, shade) => shadeOf((2 * shade) / (SHADES - 1) - 1)).flat(),
  )
}

/** Where the red, green and blue of a number begin; what is no number is neutral. */
function shadeAt(value: number, { level, reach }: PlaneScale): number {
  const part = Math.max(-1, Math.min(1, (value - level) / reach)) || 0
  return 3 * Math.round(((part + 1) / 2) * (SHADES - 1))
}

/** A number's red, green and blue */
export function planeColor(value: number, scale: PlaneScale, theme: Theme): readonly number[] {
  const at = shadeAt(value, scale)
  return [...shades[theme].subarray(at, at + 3)]
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
  const { data } = image
  const colors = shades[theme]
  for (let point = 0; point < values.length; point++) {
    const shade = shadeAt(values[point], scale)
    for (let channel = 0; channel < 3; channel++) data[4 * point + channel] = colors[shade + channel]
    data[4 * point + 3] = 255
  }
  context.putImageData(image, 0, 0)
}
