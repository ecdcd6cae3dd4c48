import { lab, rgb } from 'd3'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { interpolateOklab } from '../../src/view/chart/interpolateOklab.ts'
import { palette } from '../../src/view/chart/palette.ts'
import { edgeWidth, ringPart, signedColor } from '../../src/view/chart/scales.ts'

const theme = fc.constantFrom('light' as const, 'dark' as const)

/** How far apart two colours are for an eye, about: of a just noticeable difference it is 2.3. */
function difference(one: string, other: string): number {
  const [a, b] = [lab(one), lab(other)]
  return Math.hypot(a.l - b.l, a.a - b.a, a.b - b.b)
}

describe('a colour on the signed scale', () => {
  it('is one that a canvas and a file can use', () => {
    fc.assert(
      fc.property(fc.double(), theme, (value, of) => {
        const { r, g, b } = rgb(signedColor(value, of))
        for (const channel of [r, g, b]) expect(channel >= 0 && channel <= 255).toBe(true)
      }),
    )
  })

  it('goes away from the neutral colour as the strength grows', () => {
    fc.assert(
      fc.property(fc.double({ min: -6, max: 6, noNaN: true }), theme, (value, of) => {
        const { zero } = palette[of]
        const [weaker, itself] = [signedColor(value / 2, of), signedColor(value, of)]
        expect(difference(itself, zero)).toBeGreaterThanOrEqual(difference(weaker, zero) - 1)
      }),
    )
  })

  it.each([
    ['positive', 6],
    ['negative', -6],
  ] as const)('is the full %s colour at ±6 and beyond', (end, value) => {
    for (const of of ['light', 'dark'] as const) {
      expect(signedColor(value, of)).toBe(rgb(palette[of][end]).formatRgb())
      expect(signedColor(10 * value, of)).toBe(rgb(palette[of][end]).formatRgb())
    }
  })

  it('of what is no number is that of an error', () => {
    expect(signedColor(NaN, 'light')).toBe(palette.light.error)
    expect(signedColor(-Infinity, 'dark')).toBe(palette.dark.error)
  })
})

describe('the width of an edge and the ring of a unit', () => {
  it('grow with the strength of either sign, up to a largest', () => {
    for (const [grown, least, largest] of [
      [edgeWidth, 1, 9],
      [ringPart, 0.02, 1],
    ] as const) {
      expect(grown(0)).toBeCloseTo(least, 12)
      for (const endless of [-Infinity, -1e9, 1e9]) expect(grown(endless)).toBeCloseTo(largest, 12)
      fc.assert(
        fc.property(fc.double({ min: 0, max: 20, noNaN: true }), (strength) => {
          expect(grown(-strength)).toBe(grown(strength))
          expect(grown(strength)).toBeGreaterThanOrEqual(grown(strength / 2))
        }),
      )
    }
    expect([edgeWidth(NaN), ringPart(NaN)]).toEqual([1, 1])
  })
})

describe('a colour between two in Oklab', () => {
  // What color-mix(in oklab, …) of a browser computes.
  it.each([
    ['#1463ad', '#b9bec8', 0.5, 'rgb(109, 145, 188)'],
    ['#b84a00', '#b9bec8', 0.5, 'rgb(190, 136, 116)'],
  ])('%s and %s', (from, to, part, mixed) => {
    expect(interpolateOklab(from, to)(part)).toBe(mixed)
  })

  it('begins and ends with them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffff }), fc.integer({ min: 0, max: 0xffffff }), (from, to) => {
        const [start, end] = [from, to].map((color) => `#${color.toString(16).padStart(6, '0')}`)
        const between = interpolateOklab(start, end)
        expect([between(0), between(1)]).toEqual([start, end].map((color) => rgb(color).formatRgb()))
      }),
    )
  })
})
