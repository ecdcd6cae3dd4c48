/**
 * The Mersenne Twister MT19937 of Matsumoto and Nishimura (1998), seeded and drawn as NumPy's legacy generator does,
 * so that a seed gives the numbers that `np.random.seed` and `np.random.rand` give.
 */
export interface Random {
  /** The next 32 random bits. */
  uint32(): number
  /** The next double in [0, 1), of 53 random bits: `np.random.rand()`. */
  uniform(): number
}

const LENGTH = 624
const SHIFT = 397
const UPPER_BIT = 0x80000000
const LOWER_BITS = 0x7fffffff

/** @param seed an integer from 0 to 2³² − 1 */
export function createRandom(seed: number): Random {
  const state = seededState(seed)
  let next = LENGTH

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

  return { uint32, uniform }
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
