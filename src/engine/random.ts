import { log } from './exponential.ts'

/**
 * The Mersenne Twister MT19937 of Matsumoto and Nishimura (1998), seeded and drawn as NumPy's legacy generator does,
 * so that a seed gives the numbers that `np.random.seed` and `np.random.rand` give.
 */
export interface Random {
  /** The next 32 random bits. */
  uint32(): number
  /** The next double in [0, 1), of 53 random bits: `np.random.rand()`. */
  uniform(): number
  /** The next number of the standard normal distribution: `np.random.normal()`. */
  normal(): number
  /** The integers from 0 to count − 1 in a random order: `np.random.permutation(count)`. */
  permutation(count: number): number[]
}

const LENGTH = 624
const SHIFT = 397
const UPPER_BIT = 0x80000000
const LOWER_BITS = 0x7fffffff

/** @param seed an integer from 0 to 2³² − 1 */
export function createRandom(seed: number): Random {
  const state = seededState(seed)
  let next = LENGTH
  /** The second of a pair of normal numbers, until it is asked for */
  let kept: number | null = null

  function uint32(): number {
    if (next === LENGTH) {
      twist(state)
      next = 0
    }
    return temper(state[next++])
  }

  function uniform(): number {
    const high = uint32() >>> 5 // 27 bits
    const low = uint32() >>> 6 // 26 bits
    return (high * 2 ** 26 + low) / 2 ** 53
  }

  /**
   * Marsaglia's polar method: a random point of the unit disc makes two normal numbers. `Math.sqrt` rounds alike in
   * every browser, `Math.log` need not.
   */
  function normal(): number {
    if (kept !== null) {
      const second = kept
      kept = null
      return second
    }
    let x: number
    let y: number
    let square: number
    do {
      x = 2 * uniform() - 1
      y = 2 * uniform() - 1
      square = x * x + y * y
    } while (square >= 1 || square === 0)
    const factor = Math.sqrt((-2 * log(square)) / square)
    kept = factor * x
    return factor * y
  }

  /** An integer from 0 to highest: so many low bits as that needs are drawn again until they are not above it. */
  function integerTo(highest: number): number {
    const mask = 2 ** (32 - Math.clz32(highest)) - 1
    let drawn: number
    do {
      drawn = (uint32() & mask) >>> 0
    } while (drawn > highest)
    return drawn
  }

  function permutation(count: number): number[] {
    const order = Array.from({ length: count }, (_, index) => index)
    for (let i = count - 1; i > 0; i--) {
      const j = integerTo(i)
      ;[order[i], order[j]] = [order[j], order[i]]
    }
    return order
  }

  return { uint32, uniform, normal, permutation }
}

function seededState(seed: number): Uint32Array {
  const state = new Uint32Array(LENGTH)
  state[0] = seed
  for (let i = 1; i < LENGTH; i++) {
    const previous = state[i - 1]
    state[i] = Math.imul(1812433253, previous ^ (previous >>> 30)) + i
  }
  return state
}

/** Replaces the whole state by the next one. */
function twist(state: Uint32Array): void {
  for (let i = 0; i < LENGTH; i++) {
    const y = (state[i] & UPPER_BIT) | (state[(i + 1) % LENGTH] & LOWER_BITS)
    state[i] = state[(i + SHIFT) % LENGTH] ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0)
  }
}

function temper(bits: number): number {
  let y = bits
  y ^= y >>> 11
  y ^= (y << 7) & 0x9d2c5680
  y ^= (y << 15) & 0xefc60000
  y ^= y >>> 18
  return y >>> 0
}
