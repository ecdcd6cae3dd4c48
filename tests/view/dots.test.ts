import { describe, expect, it } from 'vitest'
import { classicXor, datasetOf } from '../../src/experiment/experiment.ts'
import { dotsPath, sampleDots } from '../../src/view/chart/dots.ts'

describe('the samples over their plane', () => {
  const dataset = datasetOf(classicXor)

  it('stand where their inputs are, x₂ upwards, and each kind has a circle for each of its samples', () => {
    const { dots, none, one } = sampleDots(dataset, 100, 4)
    const [bothOff, secondOn, firstOn] = dots
    expect(firstOn.x).toBeGreaterThan(bothOff.x)
    expect(secondOn.y).toBeLessThan(bothOff.y)
    expect(dots.map(({ kind }) => kind)).toEqual(['none', 'one', 'one', 'none'])
    expect([none, one].map((path) => path.match(/M/g)?.length)).toEqual([2, 2])
    expect(one).toBe(dotsPath([secondOn, firstOn], 'one', 4))
  })

  it('are drawn once for all maps of a size', () => {
    expect(sampleDots(dataset, 116, 5)).toBe(sampleDots(dataset, 116, 5))
    expect(sampleDots(dataset, 200, 5)).not.toBe(sampleDots(dataset, 116, 5))
    expect(sampleDots(dataset, 116, 7)).not.toBe(sampleDots(dataset, 116, 5))
  })
})
