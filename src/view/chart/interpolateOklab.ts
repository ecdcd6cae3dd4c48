/**
 * Between two colours as an eye sees them, evenly. D3 has CIELAB for this, in which blues turn purple on the way to grey.
 * Source: Björn Ottosson, A perceptual color space for image processing, 2020.
 */
export function interpolateOklab(from: string, to: string): (part: number) => string {
  const between = channelsBetween(from, to)
  return (part) => `rgb(${between(part).join(', ')})`
}

/** The same as red, green and blue, each from 0 to 255 */
export function channelsBetween(from: string, to: string): (part: number) => number[] {
  const [start, end] = [from, to].map((color) => toOklab(channelsOf(color)))
  return (part) => fromOklab(start.map((coordinate, axis) => coordinate + part * (end[axis] - coordinate)))
}

/** Of a colour as the palette has it, #rrggbb */
const channelsOf = (color: string): number[] => [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16))

type Matrix = readonly (readonly number[])[]

/** From linear light to the response of the three kinds of cones */
const LIGHT_TO_CONES: Matrix = [
  [0.4122214708, 0.5363325363, 0.0514459929],
  [0.2119034982, 0.6806995451, 0.1073969566],
  [0.0883024619, 0.2817188376, 0.6299787005],
]
/** From the cube root of that to lightness, green–red and blue–yellow */
const CONES_TO_LAB: Matrix = [
  [0.2104542553, 0.793617785, -0.0040720468],
  [1.9779984951, -2.428592205, 0.4505937099],
  [0.0259040371, 0.7827717662, -0.808675766],
]
const LAB_TO_CONES: Matrix = [
  [1, 0.3963377774, 0.2158037573],
  [1, -0.1055613458, -0.0638541728],
  [1, -0.0894841775, -1.291485548],
]
const CONES_TO_LIGHT: Matrix = [
  [4.0767416621, -3.3077115913, 0.2309699292],
  [-1.2684380046, 2.6097574011, -0.3413193965],
  [-0.0041960863, -0.7034186147, 1.707614701],
]

const toOklab = (channels: readonly number[]): number[] =>
  times(CONES_TO_LAB, times(LIGHT_TO_CONES, channels.map(toLight)).map(Math.cbrt))

const fromOklab = (lab: readonly number[]): number[] =>
  times(
    CONES_TO_LIGHT,
    times(LAB_TO_CONES, lab).map((root) => root ** 3),
  ).map((light) => Math.round(Math.max(0, Math.min(255, fromLight(light)))))

const times = (matrix: Matrix, vector: readonly number[]): number[] =>
  matrix.map((row) => row.reduce((sum, factor, index) => sum + factor * vector[index], 0))

/** The transfer function of sRGB, from 0 … 255 to 0 … 1, and back */
function toLight(channel: number): number {
  const part = channel / 255
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
}
const fromLight = (light: number): number =>
  255 * (light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055)
