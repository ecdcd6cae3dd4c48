import { scalePow, scaleSqrt } from 'd3'
import { interpolateOklab } from './interpolateOklab.ts'
import { palette, type Colors, type Theme } from './palette.ts'

/**
 * What colour, width and length mean, everywhere on the page: blue is positive, orange is negative, and the stronger
 * a quantity the further it is from the neutral colour of 0.
 */

/** Strong enough for the full colour: weights of a trained XOR are between 3 and 9. */
const FULL_STRENGTH = 6

const width = scalePow([0, 10], [1, 9]).exponent(0.7).clamp(true).unknown(1)
/** A delta of half a squared error with a sigmoid is at most 0.25 in size. */
const ring = scaleSqrt([0, 0.25], [0.02, 1]).clamp(true).unknown(1)

/** The part of the full colour that is left at 0: a weak weight has a sign too. */
const LEAST_COLOR = 0.12

/** By the strength of a quantity, for either sign */
const signedScale = ({ zero, negative, positive }: Colors) => ({
  below: strongerTo(zero, negative),
  above: strongerTo(zero, positive),
})

const strongerTo = (zero: string, end: string) =>
  scaleSqrt([0, FULL_STRENGTH], [interpolateOklab(zero, end)(LEAST_COLOR), end])
    .interpolate(interpolateOklab)
    .clamp(true)

const signedScales = { light: signedScale(palette.light), dark: signedScale(palette.dark) }

/** A colour on the signed scale, as `rgb(…)`: for style sheets, canvases and files alike. */
export function signedColor(value: number, theme: Theme): string {
  if (!Number.isFinite(value)) return palette[theme].error
  const { below, above } = signedScales[theme]
  return value < 0 ? below(-value) : above(value)
}

/** For text, which must be legible whatever its value: the sign only. */
export function signedInk(value: number): string {
  if (!Number.isFinite(value)) return 'var(--error)'
  if (value === 0) return 'var(--muted)'
  return value < 0 ? 'var(--negative)' : 'var(--positive)'
}

/** The width of a weight's edge in pixels. */
export const edgeWidth = (weight: number): number => width(Math.abs(weight))

/** The part of its ring that a delta fills, from 0 to 1. */
export const ringPart = (delta: number): number => ring(Math.abs(delta))

/** How far a unit is filled, from 0 to 1. */
export const fillPart = (activation: number): number =>
  Number.isNaN(activation) ? 0 : Math.min(1, Math.abs(activation))
