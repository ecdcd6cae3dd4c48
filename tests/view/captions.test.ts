import { expect, it } from 'vitest'
import { classicXor, networkOf } from '../../src/experiment/experiment.ts'
import { describe as spoken } from '../../src/view/network/captions.ts'

it.each([
  [[], 'A network of 2 inputs and 1 output.'],
  [[2], 'A network of 2 inputs, 2 hidden units and 1 output.'],
  [[3, 4], 'A network of 2 inputs, 3 and 4 hidden units and 1 output.'],
])('a network with hidden layers of %j is called what it is', (hiddenSizes, name) => {
  expect(spoken(networkOf({ ...classicXor, hiddenSizes }))).toBe(name)
})
