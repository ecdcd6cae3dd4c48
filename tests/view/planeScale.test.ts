import { lab, rgb } from 'd3'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { palette } from '../../src/view/chart/palette.ts'
import { planeColor, PREDICTIONS, scaleOf, type PlaneScale } from '../../src/view/chart/planeScale.ts'

const theme = fc.constantFrom('light' as const, 'dark' as const)
const names = ['sigmoid', 'tanh', 'relu', 'identity'] as const

type Channels = readonly number[]

const channelsOf = (color: string): Channels => {
  const { r, g, b } = rgb(color)
  return [r, g, b]
}

/** How far apart two colours are for an eye, about: of a just noticeable difference it is 2.3. */
function difference([r1, g1, b1]: Channels, [r2, g2, b2]: Channels): number {
  const [a, b] = [lab(rgb(r1, g1, b1)), lab(rgb(r2, g2, b2))]
  return Math.hypot(a.l - b.l, a.a - b.a, a.b - b.b)
}

/**
 * What an eye without one kind of cones sees of a colour, in linear light.
 * Source: Machado, Oliveira and Fernandes, A physiologically-based model for simulation of color vision deficiency, 2009.
 */
const BLIND = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
} as const

const toLight = (channel: number) =>
  channel / 255 <= 0.04045 ? channel / 3294.6 : ((channel / 255 + 0.055) / 1.055) ** 2.4
const fromLight = (light: number) => 255 * (light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055)

const seenBy = (kind: keyof typeof BLIND, color: Channels): Channels =>
  BLIND[kind].map((row) =>
    fromLight(
      Math.max(
        0,
        row.reduce((sum, factor, channel) => sum + factor * toLight(color[channel]), 0),
      ),
    ),
  )

describe('a colour over the input plane', () => {
  it('is neutral at the level of the unit, and where a number is none', () => {
    for (const name of names) {
      for (const of of ['light', 'dark'] as const) {
        const scale = scaleOf(name, 3)
        const neutral = channelsOf(palette[of].planeMiddle)
        expect(planeColor(scale.level, scale, of)).toEqual(neutral)
        expect(planeColor(NaN, scale, of)).toEqual(neutral)
      }
    }
    expect(names.map((name) => scaleOf(name, 3).level)).toEqual([0.5, 0, 0, 0])
  })

  it('is the full green or purple at the ends and beyond', () => {
    const ends = (scale: PlaneScale) => [scale.level - scale.reach, scale.level + scale.reach]
    expect(ends(PREDICTIONS)).toEqual([0, 1])
    expect(names.map((name) => ends(scaleOf(name, 3)))).toEqual([[0, 1], [-1, 1], [-3, 3], [-3, 3]]) // prettier-ignore
    for (const of of ['light', 'dark'] as const) {
      for (const [value, end] of [
        [0, 'planeLow'],
        [-7, 'planeLow'],
        [1, 'planeHigh'],
        [7, 'planeHigh'],
      ] as const) {
        expect(planeColor(value, PREDICTIONS, of)).toEqual(channelsOf(palette[of][end]))
      }
    }
  })

  it('goes away from neutral the further a number is from the level, on either side', () => {
    fc.assert(
      fc.property(fc.double({ min: -1, max: 1, noNaN: true }), theme, (part, of) => {
        const at = (away: number) => planeColor(0.5 + away / 2, PREDICTIONS, of)
        expect(difference(at(part), at(0))).toBeGreaterThanOrEqual(difference(at(0.5 * part), at(0)) - 1)
      }),
    )
  })

  it.each(['light', 'dark'] as const)('tells 0 from neutral from 1 for eyes without a kind of cones: %s', (of) => {
    const { planeLow, planeMiddle, planeHigh } = palette[of]
    const colors = [planeLow, planeMiddle, planeHigh].map(channelsOf)
    for (const kind of ['protanopia', 'deuteranopia', 'tritanopia'] as const) {
      const [low, middle, high] = colors.map((color) => seenBy(kind, color))
      for (const [one, other] of [
        [low, high],
        [low, middle],
        [middle, high],
      ]) {
        expect(difference(one, other), kind).toBeGreaterThan(20)
      }
    }
  })

  it.each(['light', 'dark'] as const)('is none of the two of signed quantities: %s', (of) => {
    const { planeLow, planeHigh, negative, positive } = palette[of]
    for (const end of [planeLow, planeHigh]) {
      for (const signed of [negative, positive]) {
        expect(difference(channelsOf(end), channelsOf(signed))).toBeGreaterThan(20)
      }
    }
  })

  it.each(['light', 'dark'] as const)(
    'is behind a line that stands out from it, at its level and at its ends: %s',
    (of) => {
      const luminance = (color: string) => {
        const [r, g, b] = channelsOf(color).map(toLight)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b
      }
      const contrast = (one: string, other: string) => {
        const [less, more] = [luminance(one), luminance(other)].sort((a, b) => a - b)
        return (more + 0.05) / (less + 0.05)
      }
      const { ink, planeLow, planeMiddle, planeHigh } = palette[of]
      expect(contrast(ink, planeMiddle)).toBeGreaterThan(7)
      for (const end of [planeLow, planeHigh]) expect(contrast(ink, end)).toBeGreaterThan(2.5)
    },
  )
})
