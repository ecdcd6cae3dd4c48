import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSchedule, type Schedule } from '../../src/engine/schedule.ts'
import { classicXor, networkOf } from '../../src/experiment/experiment.ts'
import { quantityName, spokenName } from '../../src/explain/quantityNames.ts'
import { quantityOf } from '../../src/engine/quantities.ts'
import { start } from '../engine/arbitraries.ts'
import { quantitiesOf } from '../engine/iteration.ts'

/** The quantities of an iteration; a parameter is the same one before its update and after it. */
const numbered = (schedule: Schedule) =>
  quantitiesOf(schedule).filter(({ sample }, slot) => sample !== null || slot < schedule.layout.givenCount)

describe('The name of a quantity', () => {
  it('is a different one for each number of the same sample', () => {
    fc.assert(
      fc.property(start, ({ schedule }) => {
        const names = numbered(schedule).map(
          (quantity) => `${quantity.sample} ${JSON.stringify(quantityName(quantity))}`,
        )
        expect(new Set(names).size).toBe(names.length)
      }),
    )
  })

  it('can be spoken, and is a different one then too', () => {
    fc.assert(
      fc.property(start, ({ schedule }) => {
        const names = numbered(schedule).map((quantity) => `${quantity.sample} ${spokenName(schedule, quantity)}`)
        for (const name of names) expect(name).not.toMatch(/undefined|NaN|object|∂/)
        expect(new Set(names).size).toBe(names.length)
      }),
    )
  })

  it('says which units it is about, and whether it is of a sample or of the batch', () => {
    const schedule = createSchedule(networkOf({ ...classicXor, hiddenSizes: [2, 3] }), 4)
    const { layout } = schedule
    const spoken = (slot: number | null) => spokenName(schedule, quantityOf(schedule, slot!))
    expect(spoken(layout.parameter(1, 1, 0))).toBe('weight from x1 to h2 of layer 1')
    expect(spoken(layout.delta(2, 2, 2))).toBe('delta of h3 of layer 2')
    expect(spoken(layout.target(0, 0))).toBe('target of ŷ')
    expect(spoken(layout.activationGradient(0, 3, 0))).toBe('derivative of the loss by the activation of ŷ')
    expect(spoken(layout.share(1, 1, 0, null))).toBe('share of the gradient of the bias of h1 of layer 1')
    expect(spoken(layout.gradient(3, 0, 1))).toBe('gradient of the weight from h2 of layer 2 to ŷ over the batch')
    expect(spoken(layout.loss(3))).toBe('loss of the sample')
    expect(spoken(layout.batchLoss)).toBe('loss of the batch')
    expect(spoken(layout.learningRate)).toBe('learning rate')
  })
})
