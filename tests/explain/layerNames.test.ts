import { expect, it } from 'vitest'
import { classicXor, networkOf } from '../../src/experiment/experiment.ts'
import { layerName, shortLayerName } from '../../src/explain/layerNames.ts'

it('numbers hidden layers where there are several', () => {
  const shallow = networkOf(classicXor)
  const deep = networkOf({ ...classicXor, hiddenSizes: [3, 2] })
  expect([1, 2].map((layer) => layerName(shallow, layer))).toEqual(['hidden layer', 'output layer'])
  expect([1, 2, 3].map((layer) => layerName(deep, layer))).toEqual(['hidden layer 1', 'hidden layer 2', 'output layer'])
  expect([1, 2].map((layer) => shortLayerName(shallow, layer))).toEqual(['hidden', 'output'])
  expect([1, 2, 3].map((layer) => shortLayerName(deep, layer))).toEqual(['hidden 1', 'hidden 2', 'output'])
})
