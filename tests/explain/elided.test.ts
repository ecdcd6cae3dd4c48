import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { elided } from '../../src/explain/elided.ts'

describe('Of many things', () => {
  it('all are shown where there is room', () => {
    expect(elided(6, 6)).toEqual([0, 1, 2, 3, 4, 5])
  })

  it('the first and the last are shown, with a gap between them', () => {
    expect(elided(1000, 6)).toEqual([0, 1, 2, null, 997, 998, 999])
  })

  it('those that are wanted are shown too, with a gap on each side', () => {
    expect(elided(1000, 4, [500])).toEqual([0, 1, null, 500, null, 998, 999])
    expect(elided(1000, 4, [2])).toEqual([0, 1, 2, null, 998, 999])
  })

  it('each is shown once, in order, and a gap stands exactly where some are missing', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.integer({ min: 2, max: 20 }), fc.array(fc.nat(300)), (count, most, wanted) => {
        const shown = elided(count, most, wanted)
        const indices = shown.filter((index) => index !== null)
        expect(indices).toEqual([...new Set(indices)].sort((one, other) => one - other))
        for (const [place, index] of shown.entries()) {
          if (index === null) expect(Number(shown[place + 1]) - Number(shown[place - 1])).toBeGreaterThan(1)
          else if (place > 0 && shown[place - 1] !== null) expect(index - Number(shown[place - 1])).toBe(1)
        }
        for (const index of wanted) if (index < count) expect(indices).toContain(index)
      }),
    )
  })
})
