import { describe, expect, it } from 'vitest'
import { cos, sin } from '../../src/engine/trigonometry.ts'

const EPSILON = 2 ** -52

/** From 0 to π, and closer and closer to 0, to π/2 and to π. */
const angles = [
  ...Array.from({ length: 20_011 }, (_, n) => (n / 20_010) * Math.PI),
  ...[0, Math.PI / 2, Math.PI].flatMap((end) =>
    Array.from({ length: 500 }, (_, n) => 0.93 ** n).flatMap((distance) => [end - distance, end + distance]),
  ),
].filter((angle) => angle >= 0 && angle <= Math.PI)

const relativeError = (actual: number, expected: number): number =>
  actual === expected ? 0 : Math.abs((actual - expected) / expected)

describe('sine and cosine', () => {
  it.each([
    ['1e-9', 1e-9, '0.00000000100000000000000006211492479111', '0.9999999999999999995'],
    ['0.5', 0.5, '0.479425538604203000273287935216', '0.877582561890372716116281582604'],
    ['the double next to π/4', Math.PI / 4, '0.707106781186547502751942956218', '0.707106781186547546049745767992'],
    ['the double next to π/2', Math.PI / 2, '1.0', '6.12323399573676588613032966138e-17'],
    ['2', 2, '0.909297426825681695396019865912', '-0.416146836547142386997568229501'],
    ['3.1', 3.1, '0.0415806624332904904536703879398', '-0.99913515027327946818548075955'],
    ['the double next to π', Math.PI, '1.22464679914735317722606593227e-16', '-1.0'],
  ])('of %s are within 2.2e-16 of the true values, which are known to 30 digits', (_name, angle, sine, cosine) => {
    expect(relativeError(sin(angle), Number(sine))).toBeLessThan(2.2e-16)
    expect(relativeError(cos(angle), Number(cosine))).toBeLessThan(2.2e-16)
  })

  it('agree with those of Math to a few units of the last digit, where they are next to 0 as well', () => {
    const worst = (f: (angle: number) => number, expected: (angle: number) => number) =>
      Math.max(...angles.map((angle) => relativeError(f(angle), expected(angle))))
    expect(worst(sin, Math.sin)).toBeLessThan(2 * EPSILON)
    expect(worst(cos, Math.cos)).toBeLessThan(2 * EPSILON)
  })

  it('are 0 and 1 at 0, and 1 and −1 where they turn', () => {
    expect([sin(0), cos(0)]).toEqual([0, 1])
    expect([sin(Math.PI / 2), cos(Math.PI)]).toEqual([1, -1])
  })
})
