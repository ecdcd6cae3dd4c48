import { describe, expect, it } from 'vitest'
import { createKernels } from '../../src/engine/kernels.ts'
import { datasetOf, scheduleOf, startOf, startParameters } from '../../src/experiment/experiment.ts'
import { nudge } from '../../src/probe/nudge.ts'
import { createPassage } from '../../src/probe/passage.ts'
import { createProbes } from '../../src/probe/probes.ts'
import { createSurface } from '../../src/probe/surface.ts'
import { threeByThree } from '../store/helpers.ts'

describe('the probes of an experiment', () => {
  const schedule = scheduleOf(threeByThree)
  const { network, layout } = schedule
  const [parameters, others] = [7, 8].map((seed) => startParameters({ ...threeByThree, seed }))

  it('ask about a unit on a grid of any size, whatever size was asked before', () => {
    const probes = createProbes(threeByThree, schedule)
    const maps = [{ of: 'weightedSum', layer: 2, unit: 1 } as const]
    for (const grid of [4, 9, 9, 4]) {
      const expected = createSurface(network, datasetOf(threeByThree).plane, grid).evaluate(parameters, maps)
      expect(probes.carryOut({ type: 'surface', parameters, grid, maps })).toEqual(expected)
    }
  })

  it('ask what a layer makes of the data', () => {
    const probes = createProbes(threeByThree, schedule)
    for (const [asked, layer] of [
      [parameters, 1],
      [others, 2],
      [parameters, 2],
    ] as const) {
      const expected = createPassage(network, datasetOf(threeByThree)).activations(asked, layer)
      expect(probes.carryOut({ type: 'passage', parameters: asked, layer })).toEqual(expected)
    }
  })

  it('ask what a nudge of any parameter does to the loss of any iteration', () => {
    const probes = createProbes(threeByThree, schedule)
    for (const iteration of [0, 1]) {
      const given = startOf(threeByThree, schedule, iteration, parameters)
      for (const parameter of [layout.parameter(1, 0, 0), layout.parameter(3, 0, null)]) {
        const expected = nudge(schedule, createKernels(network, schedule.batchSize), given, parameter, 'batch', 0.01)
        expect(probes.carryOut({ type: 'nudge', given, parameter, row: 'batch', epsilon: 0.01 })).toEqual(expected)
      }
    }
  })
})
