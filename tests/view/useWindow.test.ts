import { expect, it } from 'vitest'
import { within } from '../../src/view/number/useWindow.ts'

it('shows no row that a list has no longer', () => {
  expect(within({ from: 30, to: 42 }, 1000)).toEqual({ from: 30, to: 42 })
  expect(within({ from: 30, to: 42 }, 35)).toEqual({ from: 30, to: 35 })
  expect(within({ from: 30, to: 42 }, 4)).toEqual({ from: 4, to: 4 })
})
