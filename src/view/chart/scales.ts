import { interpolateOklab } from './interpolateOklab.ts'
import { palette, type Colors, type Theme } from './palette.ts'

/**
 * What colour, width and length mean, everywhere on the page: blue is positive, orange is negative, and the stronger
 * a quantity the further it is from the neutral colour of 0.
 */

/** Strong enough for the full colour: weights of a trained XOR are between 3 and 9. */
const FULL_STRENGTH = 6

const WIDEST = 10
/** A delta of half a squared error with a sigmoid is at most 0.25 in size. */
const FULL_RING = 0.25

/** From 0 to 1 as a strength grows to a full one: as a power of it, for what is weak is to be seen too */
const grown = (strength: number, full: number, power: number): number => Math.min(1, strength / full) ** power

/** The part of the full colour that is left at 0: a weak weight has a sign too. */
const LEAST_COLOR = 0.12

/** By the strength of a quantity, for either sign */
const signedScale = ({ zero, negative, positive }: Colors) => ({
  below: strongerTo(zero, negative),
  above: strongerTo(zero, positive),
})

function strongerTo(zero: string, end: string): (strength: number) => string {
  const between = interpolateOklab(zero, end)
  return (strength) => between(LEAST_COLOR + (1 - LEAST_COLOR) * grown(strength, FULL_STRENGTH, 0.5))
}

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
export const edgeWidth = (weight: number): number => 1 + 8 * (grown(Math.abs(weight), WIDEST, 0.7) || 0)

/** The part of its ring that a delta fills, from 0 to 1. */
export const ringPart = (delta: number): number =>
  Number.isNaN(delta) ? 1 : 0.02 + 0.98 * grown(Math.abs(delta), FULL_RING, 0.5)

/** How far a unit is filled, from 0 to 1. */
export const fillPart = (activation: number): number =>
  Number.isNaN(activation) ? 0 : Math.min(1, Math.abs(activation))
