import { describe, expect, it } from 'vitest'
import { exp, log, log1p, sigmoid, tanh } from '../../src/engine/exponential.ts'

const EPSILON = 2 ** -52

/** Evenly spread, both ends included. */
const points = (from: number, to: number, count: number): number[] =>
  Array.from({ length: count + 1 }, (_, n) => from + ((to - from) * n) / count)

/** Towards 0 by a factor of 0.93 each, of both signs. */
const nearZero = Array.from({ length: 500 }, (_, n) => 0.93 ** n).flatMap((x) => [x, -x])

const relativeError = (actual: number, expected: number): number => Math.abs((actual - expected) / expected)

/** The largest relative distance; Math's own functions are themselves within about 1 ε of the truth. */
const largestError = (f: (x: number) => number, expected: (x: number) => number, xs: number[]): number =>
  Math.max(...xs.map((x) => relativeError(f(x), expected(x))))

describe('exp', () => {
  it('gives the nearest double where the true value is known to 30 digits', () => {
    expect(exp(1)).toBe(Number('2.71828182845904523536028747135'))
    expect(exp(-1)).toBe(Number('3.67879441171442321595523770161e-1'))
    expect(exp(0.1)).toBe(Number('1.10517091807564763094663882346'))
    expect(exp(0.5)).toBe(Number('1.64872127070012814684865078781'))
    expect(exp(-20.5)).toBe(Number('1.25015286638674262893755311923e-9'))
    expect(exp(700)).toBe(Number('1.01423205473500450945532959523e304'))
    expect(exp(-700)).toBe(Number('9.85967654375977085670537294785e-305'))
    expect(exp(3e-9)).toBe(Number('1.00000000300000000449999998455'))
  })

  it('is 1 at 0', () => {
    expect(exp(0)).toBe(1)
    expect(exp(-0)).toBe(1)
  })

  it('agrees with Math.exp to the last digit or the one before', () => {
    expect(largestError(exp, Math.exp, points(-5, 5, 20_011))).toBeLessThan(1.5 * EPSILON)
    expect(largestError(exp, Math.exp, points(-708, 709.7, 20_011))).toBeLessThan(1.5 * EPSILON)
    expect(largestError(exp, Math.exp, nearZero)).toBeLessThan(1.5 * EPSILON)
  })

  it('never falls, not even where one entry of the table takes over from the next', () => {
    for (let k = -200; k <= 200; k++) {
      const border = ((k + 0.5) * Math.LN2) / 64
      const xs = Array.from({ length: 41 }, (_, n) => border * (1 + (n - 20) * EPSILON)).sort((a, b) => a - b)
      const ys = xs.map(exp)
      expect(ys).toEqual([...ys].sort((a, b) => a - b))
    }
  })

  it('overflows to Infinity only when the true value does', () => {
    expect(relativeError(exp(709.782712893383), Number.MAX_VALUE)).toBeLessThan(2e-12)
    expect(exp(709.782712893385)).toBe(Infinity)
    expect(exp(1e300)).toBe(Infinity)
    expect(exp(Infinity)).toBe(Infinity)
  })

  it('goes through the subnormal numbers down to 0', () => {
    for (const x of points(-745, -708, 371)) {
      expect(Math.abs(exp(x) - Math.exp(x))).toBeLessThanOrEqual(Math.max(Number.MIN_VALUE, EPSILON * Math.exp(x)))
    }
    expect(exp(-745.1)).toBe(Number.MIN_VALUE)
    expect(exp(-745.2)).toBe(0)
    expect(exp(-1e300)).toBe(0)
    expect(exp(-Infinity)).toBe(0)
  })

  it('passes NaN on', () => {
    expect(exp(NaN)).toBeNaN()
  })
})

describe('sigmoid', () => {
  it('is within 2.8e-16 of the true value where that is known to 30 digits', () => {
    expect(relativeError(sigmoid(0.1), Number('5.24979187478939987483508290664e-1'))).toBeLessThan(2.3e-16)
    expect(relativeError(sigmoid(-0.1), Number('4.75020812521060012516491709336e-1'))).toBeLessThan(2.3e-16)
    expect(relativeError(sigmoid(2), Number('8.80797077977882444059729141302e-1'))).toBeLessThan(2.3e-16)
    expect(relativeError(sigmoid(-8), Number('3.35350130466478103878327829138e-4'))).toBeLessThan(2.3e-16)
    expect(relativeError(sigmoid(-40), Number('4.24835425529158897728072090440e-18'))).toBeLessThan(2.3e-16)
    expect(relativeError(sigmoid(-36.743900227615462), Number('1.10236873529019235871887444337e-16'))).toBeLessThan(
      2.8e-16,
    )
    expect(relativeError(sigmoid(36), Number('9.99999999999999768047716975643e-1'))).toBeLessThan(2.3e-16)
  })

  it('agrees with 1 / (1 + Math.exp(−x)) to a few units of the last digit', () => {
    const expected = (x: number) => 1 / (1 + Math.exp(-x))
    expect(largestError(sigmoid, expected, points(-8, 8, 20_011))).toBeLessThan(2 * EPSILON)
    expect(largestError(sigmoid, expected, points(-700, 700, 20_011))).toBeLessThan(2 * EPSILON)
  })

  it('is ½ at 0, and 0 and 1 at the ends', () => {
    expect(sigmoid(0)).toBe(0.5)
    expect(sigmoid(-Infinity)).toBe(0)
    expect(sigmoid(-1e6)).toBe(0)
    expect(sigmoid(40)).toBe(1)
    expect(sigmoid(Infinity)).toBe(1)
    expect(sigmoid(NaN)).toBeNaN()
  })
})

describe('tanh', () => {
  it('is within 3.6e-16 of the true value where that is known to 30 digits', () => {
    expect(relativeError(tanh(1e-10), Number('1.00000000000000003642886398216e-10'))).toBeLessThan(3.3e-16)
    expect(relativeError(tanh(0.003), Number('2.99999100003239994442134211513e-3'))).toBeLessThan(3.3e-16)
    expect(relativeError(tanh(0.1), Number('9.96679946249558226142770436986e-2'))).toBeLessThan(3.3e-16)
    expect(relativeError(tanh(0.5), Number('4.62117157260009758502318483644e-1'))).toBeLessThan(3.3e-16)
    expect(relativeError(tanh(1), Number('7.61594155955764888119458282605e-1'))).toBeLessThan(3.3e-16)
    expect(relativeError(tanh(3.5), Number('9.98177897611198709284273352451e-1'))).toBeLessThan(3.3e-16)
    expect(relativeError(tanh(18), Number('9.99999999999999536095433951286e-1'))).toBeLessThan(3.3e-16)
  })

  it('agrees with Math.tanh to a few units of the last digit, next to 0 as well', () => {
    expect(largestError(tanh, Math.tanh, points(-4, 4, 20_011))).toBeLessThan(3 * EPSILON)
    expect(largestError(tanh, Math.tanh, points(-25, 25, 20_011))).toBeLessThan(3 * EPSILON)
    expect(largestError(tanh, Math.tanh, points(-0.02, 0.02, 20_011))).toBeLessThan(3 * EPSILON)
    expect(largestError(tanh, Math.tanh, nearZero)).toBeLessThan(3 * EPSILON)
  })

  it('never falls on its way to 1, where e^2x has more digits than its distance to 1', () => {
    const xs = [...points(8 - 1e-8, 8 + 1e-8, 20_003), ...points(17.5, 20, 200_003), 19.061547465398494]
    const ys = xs.sort((a, b) => a - b).map(tanh)
    expect(ys.every((y, n) => n === 0 || y >= ys[n - 1])).toBe(true)
  })

  it('keeps the sign of 0', () => {
    expect(tanh(-0)).toBe(-0)
    expect(tanh(0)).toBe(0)
  })

  it('is exactly odd', () => {
    for (const x of points(0.001, 25, 5_003)) expect(tanh(-x)).toBe(-tanh(x))
  })

  it('is 0 at 0, and −1 and 1 at the ends', () => {
    expect(tanh(0)).toBe(0)
    expect(tanh(-20)).toBe(-1)
    expect(tanh(20)).toBe(1)
    expect(tanh(-Infinity)).toBe(-1)
    expect(tanh(Infinity)).toBe(1)
    expect(tanh(NaN)).toBeNaN()
  })
})

describe('log1p', () => {
  it('is within 3e-16 of the true value where that is known to 30 digits', () => {
    expect(relativeError(log1p(1e-12), Number('9.99999999999499979886647962609e-13'))).toBeLessThan(3e-16)
    expect(relativeError(log1p(0.01), Number('9.95033085316808305432111706626e-3'))).toBeLessThan(3e-16)
    expect(relativeError(log1p(0.3), Number('2.62364264467491043495318874380e-1'))).toBeLessThan(3e-16)
    expect(relativeError(log1p(1), Number('6.93147180559945309417232121458e-1'))).toBeLessThan(3e-16)
  })

  it('agrees with Math.log1p to a few units of the last digit', () => {
    expect(largestError(log1p, Math.log1p, points(1 / 20_011, 1, 20_011))).toBeLessThan(2 * EPSILON)
    expect(largestError(log1p, Math.log1p, nearZero.map(Math.abs))).toBeLessThan(2 * EPSILON)
  })

  it('is 0 at 0 and passes NaN on', () => {
    expect(log1p(0)).toBe(0)
    expect(log1p(NaN)).toBeNaN()
  })
})

describe('log', () => {
  it('is within 3.2e-16 of the true value where that is known to 30 digits', () => {
    expect(relativeError(log(0.5), Number('-6.93147180559945309417232121458e-1'))).toBeLessThan(3.2e-16)
    expect(relativeError(log(0.1), Number('-2.30258509299404562850684022343'))).toBeLessThan(3.2e-16)
    expect(relativeError(log(0.9), Number('-0.105360515657826276555878211391'))).toBeLessThan(3.2e-16)
    expect(relativeError(log(1e-30), Number('-69.0775527898213704372033230329'))).toBeLessThan(3.2e-16)
  })

  it('agrees with Math.log to a few units of the last digit, next to 1 and to 0 as well', () => {
    expect(largestError(log, Math.log, points(1 / 20_011, 1, 20_011).slice(0, -1))).toBeLessThan(2 * EPSILON)
    const distances = nearZero.slice(2).map(Math.abs)
    expect(largestError(log, Math.log, distances)).toBeLessThan(2 * EPSILON)
    const next = distances.map((distance) => 1 - distance).filter((x) => x < 1)
    expect(largestError(log, Math.log, next)).toBeLessThan(2 * EPSILON)
    expect(relativeError(log(Number.MIN_VALUE), Math.log(Number.MIN_VALUE))).toBeLessThan(2 * EPSILON)
  })

  it('is 0 at 1 and −∞ at 0, and there is none of what is below or no number', () => {
    expect(log(1)).toBe(0)
    expect(log(0)).toBe(-Infinity)
    expect(log(-1)).toBeNaN()
    expect(log(NaN)).toBeNaN()
  })
})
