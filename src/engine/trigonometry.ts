/**
 * Sine and cosine from +, −, × and ÷ alone, for angles from 0 to π, so that every browser gives the same digits: see
 * exponential.ts.
 *
 * An angle is taken to the nearest multiple of π/2, t = k π/2 + r with |r| ≤ π/4, and there the Taylor series of sine and
 * cosine are short.
 */

/** π/2 in two parts: the double nearest to it, and what that rounding took away. */
const QUARTER_HIGH = 1.5707963267948966
const QUARTER_LOW = 6.123233995736766e-17

/** sin t for t in [0, π]. The largest relative error found is 2.2e-16. */
export function sin(t: number): number {
  const k = nearestQuarter(t)
  const r = restOf(t, k)
  if (k === 0) return sinNearZero(r)
  return k === 1 ? cosNearZero(r) : -sinNearZero(r)
}

/** cos t for t in [0, π]. The largest relative error found is 2.1e-16. */
export function cos(t: number): number {
  const k = nearestQuarter(t)
  const r = restOf(t, k)
  if (k === 0) return cosNearZero(r)
  return k === 1 ? -sinNearZero(r) : -cosNearZero(r)
}

const nearestQuarter = (t: number): number => Math.round(t / QUARTER_HIGH)

/** The first difference is exact: its terms are within a factor of two of each other, or k is 0. */
const restOf = (t: number, k: number): number => t - k * QUARTER_HIGH - k * QUARTER_LOW

/** r − r³/3! + r⁵/5! − … for |r| ≤ π/4: the next term is below 2e-19 of the sum. */
function sinNearZero(r: number): number {
  const square = r * r
  let sum = 0
  for (let n = 17; n > 1; n -= 2) sum = ((1 + sum) * -square) / (n * (n - 1))
  return r + r * sum
}

/** 1 − r²/2! + r⁴/4! − … for |r| ≤ π/4: the next term is below 3e-18 of the sum. */
function cosNearZero(r: number): number {
  const square = r * r
  let sum = 0
  for (let n = 16; n > 0; n -= 2) sum = ((1 + sum) * -square) / (n * (n - 1))
  return 1 + sum
}
