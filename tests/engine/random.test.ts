import { describe, expect, it } from 'vitest'
import { createRandom } from '../../src/engine/random.ts'
import randomState from '../golden/random-state.json'
import reference from '../golden/seed-xor.json'
import { range } from './helpers.ts'

describe.each(Object.entries(reference.mt19937))('the random numbers of seed %s', (seed, numpy) => {
  it('start with the 32-bit words of the Mersenne Twister', () => {
    const random = createRandom(Number(seed))
    expect(range(20).map(() => random.uint32())).toEqual(numpy.uint32_first20)
  })

  it('are the doubles of np.random.rand, also after the state was renewed', () => {
    const random = createRandom(Number(seed))
    const drawn = range(1001).map(() => random.uniform())
    expect(drawn.slice(0, 20)).toEqual(numpy.random_sample_first20)
    // The state holds 624 words, two for each double: 312 is the first double of the second state.
    expect(drawn[311]).toBe(numpy.random_sample_index_311)
    expect(drawn[312]).toBe(numpy.random_sample_index_312)
    expect(drawn[1000]).toBe(numpy.random_sample_index_1000)
  })
})

it('gives two generators of the same seed a stream each', () => {
  const first = createRandom(42)
  const second = createRandom(42)
  const one = range(700).map(() => first.uint32())
  expect(range(700).map(() => second.uint32())).toEqual(one)
})

describe.each(randomState.draws)('after seed $seed', ({ seed, count, permutation, normal }) => {
  it(`the order of ${count} is that of np.random.permutation, and normal numbers that follow those of NumPy`, () => {
    const random = createRandom(seed)
    expect(random.permutation(count)).toEqual(permutation)
    for (const drawn of normal) expect(Math.abs(random.normal() / drawn - 1)).toBeLessThan(1e-15)
  })
})

it('puts nothing, and one thing, in the only order there is, and draws nothing for it', () => {
  const random = createRandom(42)
  expect([random.permutation(0), random.permutation(1)]).toEqual([[], [0]])
  expect(random.uint32()).toBe(createRandom(42).uint32())
})
