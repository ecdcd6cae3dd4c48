import { describe, expect, it } from 'vitest'
import { nextStand, type Stand } from '../../src/view/network/navigation.ts'
import { partKey } from '../../src/store/parts.ts'

const start: Stand = { part: { layer: 0, unit: 0, source: null }, from: 'source' }

/** Where one is after each of some keys; the same place twice where a key goes nowhere. */
function walk(sizes: number[], keys: string[]): string[] {
  let stand = start
  return keys.map((key) => {
    stand = nextStand(sizes, stand, key) ?? stand
    return partKey(stand.part)
  })
}

const [up, down, left, right] = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']

describe('The arrow keys in the graph', () => {
  it('go up and down through a layer, and stop at its ends', () => {
    expect(walk([3, 1], [up, down, down, down, up])).toEqual(['0 0', '0 1', '0 2', '0 2', '0 1'])
  })

  it('go over edges to the right, through the outputs to the loss, and back', () => {
    const keys = [right, right, right, right, right, right, left, left, left, left, left, left]
    const there = ['1 0 0', '1 0', '2 0 0', '2 0', '3 0', '3 0']
    const back = ['2 0', '2 0 0', '1 0', '1 0 0', '0 0', '0 0']
    expect(walk([2, 2, 1], keys)).toEqual([...there, ...back])
  })

  it('go through the edges that leave a unit, if one came from it', () => {
    const keys = [down, right, down, down, up, right]
    expect(walk([2, 2, 1], keys)).toEqual(['0 1', '1 0 1', '1 1 1', '1 1 1', '1 0 1', '1 0'])
  })

  it('go through the edges that lead to a unit, if one came from that', () => {
    const keys = [right, down, right, left, down, down, left]
    expect(walk([2, 2, 1], keys)).toEqual(['1 0 0', '1 1 0', '1 1', '1 1 0', '1 1 1', '1 1 1', '0 1'])
  })

  it('reach every unit, every edge and the loss', () => {
    const sizes = [3, 4, 2, 2]
    const reached = new Map([[`${partKey(start.part)} ${start.from}`, start]])
    for (const stand of reached.values()) {
      for (const key of [up, down, left, right]) {
        const next = nextStand(sizes, stand, key)
        if (next) reached.set(`${partKey(next.part)} ${next.from}`, next)
      }
    }
    const parts = new Set([...reached.values()].map(({ part }) => partKey(part)))
    expect(parts.size).toBe(3 + 4 + 2 + 2 + (3 * 4 + 4 * 2 + 2 * 2) + 1)
  })
})

describe('Home and End', () => {
  it('go to the inputs and to the outputs', () => {
    expect(walk([2, 2, 3], [right, 'End', down, 'Home'])).toEqual(['1 0 0', '2 0', '2 1', '0 0'])
  })
})

it('Other keys go nowhere', () => {
  for (const key of ['Enter', ' ', 'PageDown', 'a', 'toString']) expect(nextStand([2, 1], start, key)).toBeNull()
})
