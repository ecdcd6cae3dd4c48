import { describe, expect, it } from 'vitest'
import { lossColumns } from '../../src/view/run/lossColumns.ts'
import { lossScale } from '../../src/view/run/lossScale.ts'

describe('a scale of losses', () => {
  it('goes from 0 to a round number above the largest', () => {
    const scale = lossScale('linear', [0.5123, 0.2])
    expect([scale.lowest, scale.highest]).toEqual([0, 0.6])
    expect([0, 0.3, 0.6].map(scale.heightOf)).toEqual([0, 0.5, 1])
  })

  it('goes from a power of ten to another', () => {
    const scale = lossScale('log', [0.5123, 0.0042])
    expect([scale.lowest, scale.highest]).toEqual([0.001, 1])
    expect(scale.heightOf(0.1)).toBeCloseTo(2 / 3, 12)
  })

  it.each(['linear', 'log'] as const)('stands still until a loss goes beyond it, when %s', (name) => {
    const { lowest, highest } = lossScale(name, [0.5123, 0.0042])
    const later = lossScale(name, [0.5123, 0.0042, 0.3, 0.0051])
    expect([later.lowest, later.highest]).toEqual([lowest, highest])
  })

  it.each(['linear', 'log'] as const)('has a place for any number within it, when %s', (name) => {
    const losses = [0, 5e-324, 1, 1.7e308, NaN, Infinity]
    const { lowest, highest, heightOf } = lossScale(name, losses)
    expect([lowest, highest].every(Number.isFinite)).toBe(true)
    for (const loss of losses.slice(0, 4)) {
      expect(heightOf(loss)).toBeGreaterThanOrEqual(0)
      expect(heightOf(loss)).toBeLessThanOrEqual(1)
    }
    expect(heightOf(NaN)).toBeNaN()
  })

  it.each(['linear', 'log'] as const)('is there before the first loss, when %s', (name) => {
    const { lowest, highest } = lossScale(name, [NaN])
    expect(lowest).toBeLessThan(highest)
  })
})

describe('the columns of the losses', () => {
  const kept = (count: number, stride = 1) => ({
    stride,
    values: Float64Array.from({ length: count }, (_, index) => (index % 2 === 0 ? 1 : 3)),
  })

  it('hold a loss each while there is room', () => {
    expect(lossColumns(kept(2), 400)).toEqual([
      { done: 1, mean: 1, lowest: 1, highest: 1 },
      { done: 2, mean: 3, lowest: 3, highest: 3 },
    ])
  })

  it('hold the mean, the least and the largest of losses that share a pixel', () => {
    const columns = lossColumns(kept(1000), 4000)
    expect(columns).toHaveLength(100)
    expect(columns[1]).toEqual({ done: 15.5, mean: 2, lowest: 1, highest: 3 })
  })

  it('stand still while the run goes on, and are never too many', () => {
    const before = lossColumns(kept(700, 8), 10_000)
    const after = lossColumns(kept(1250, 8), 10_000)
    expect(after.slice(0, before.length - 1)).toEqual(before.slice(0, -1))
    expect(after.length).toBeLessThanOrEqual(400)
  })
})
