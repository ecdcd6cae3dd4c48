import { describe, expect, it } from 'vitest'
import type { Slot } from '../../src/engine/layout.ts'
import { classicXor } from '../../src/experiment/experiment.ts'
import { askedSlot, isPointedAt, partKey, partOf, partPointedAt, partSlots, samePart } from '../../src/store/parts.ts'
import { spokenPart } from '../../src/view/network/spoken.ts'
import { lessonOf } from '../store/helpers.ts'

const atStep = (step: number) => lessonOf(classicXor, { iteration: 0, step }).lesson.getState()
const h1 = { layer: 1, unit: 0, source: null }
const fromX1 = { layer: 1, unit: 0, source: 0 }
const loss = { layer: 3, unit: 0, source: null }

describe('The parts of the picture', () => {
  it('share every number of a sample and of the batch among them, but for the learning rate', () => {
    const { schedule } = atStep(0)
    const { sizes } = schedule.network
    const units = sizes.flatMap((size, layer) =>
      Array.from({ length: size }, (_, unit) => ({ layer, unit, source: null })),
    )
    const edges = units.flatMap(({ layer, unit }) =>
      Array.from({ length: sizes[layer - 1] ?? 0 }, (_, source) => ({ layer, unit, source })),
    )
    const shared = [0, 1, 2, 3].flatMap((row) =>
      [...units, ...edges, loss].flatMap((part) => {
        const slots = partSlots(schedule, row, part)
        for (const slot of slots) expect(samePart(partOf(schedule, slot)!, part)).toBe(true)
        return slots
      }),
    )
    expect(new Set(shared).size).toBe(schedule.layout.givenCount + schedule.count - 1)
    expect(partOf(schedule, schedule.layout.learningRate)).toBeNull()
  })

  it('are asked about their newest number', () => {
    const { schedule } = atStep(0)
    const { layout } = schedule
    const asked = (step: number, part: typeof h1 | typeof fromX1) => askedSlot(atStep(step), 0, part)
    expect(asked(1, h1)).toBe(layout.weightedSum(0, 1, 0))
    expect(asked(2, h1)).toBe(layout.activation(0, 1, 0))
    expect(asked(10, h1)).toBe(layout.activationGradient(0, 1, 0))
    expect(asked(11, h1)).toBe(layout.delta(0, 1, 0))
    expect(asked(11, fromX1)).toBe(layout.parameter(1, 0, 0))
    expect(asked(22, fromX1)).toBe(layout.share(0, 1, 0, 0))
    expect(asked(107, fromX1)).toBe(layout.gradient(1, 0, 0))
    expect(asked(0, { layer: 0, unit: 1, source: null })).toBe(layout.activation(0, 0, 1))
    expect(asked(7, loss)).toBe(layout.loss(0))
  })

  it('that are not computed yet are asked about nothing: neither their bias nor their target is what stands there', () => {
    expect(askedSlot(atStep(0), 0, h1)).toBeNull()
    expect(askedSlot(atStep(2), 0, { ...h1, unit: 1 })).toBeNull()
    expect(askedSlot(atStep(6), 0, loss)).toBeNull()
    expect(askedSlot(atStep(0), 0, fromX1)).toBe(0)
  })

  it('are spoken of with all their numbers, as they are written', () => {
    const { schedule } = atStep(0)
    const spoken = (step: number, part: typeof h1 | typeof fromX1) =>
      spokenPart(atStep(step), part, partSlots(schedule, 0, part))
    expect(spoken(0, { layer: 0, unit: 1, source: null })).toBe('x2: input 0')
    expect(spoken(2, h1)).toMatch(/^h1: weighted sum \+0\.\d{4}, activation 0\.\d{4}, bias \+0\.\d{4}$/)
    expect(spoken(2, fromX1)).toBe('weight from x1 to h1: +0.3745')
    expect(spoken(22, fromX1)).toBe('weight from x1 to h1: +0.3745, share of the gradient +0.0000')
    expect(spoken(7, loss)).toMatch(/^loss: 0\.\d{4}, target 0$/)
  })

  it('are pointed at with a number of any sample', () => {
    const { lesson } = lessonOf()
    const { layout } = lesson.getState().schedule
    lesson.getState().point([layout.delta(3, 1, 0)])
    expect(isPointedAt(lesson.getState(), h1)).toBe(true)
    expect(isPointedAt(lesson.getState(), fromX1)).toBe(false)
    lesson.getState().point([layout.target(1, 0)])
    expect(isPointedAt(lesson.getState(), loss)).toBe(true)
  })
  it('are pointed at as one while all numbers pointed at belong to it', () => {
    const { lesson } = lessonOf()
    const { layout } = lesson.getState().schedule
    const pointedAt = (...slots: Slot[]) => {
      lesson.getState().point(slots)
      return partPointedAt(lesson.getState())
    }
    expect(pointedAt()).toBeNull()
    expect(pointedAt(layout.delta(0, 1, 0), layout.weightedSum(2, 1, 0))).toBe(partKey(h1))
    expect(pointedAt(layout.gradient(1, 0, 0)!, layout.parameter(1, 0, 0))).toBe(partKey(fromX1))
    expect(pointedAt(layout.delta(0, 1, 0), layout.delta(0, 1, 1))).toBeNull()
    expect(pointedAt(layout.learningRate, layout.gradient(1, 0, 0)!)).toBeNull()
    expect(pointedAt(layout.learningRate)).toBeNull()
  })

  it('are those of the run that is shown', () => {
    const small = lessonOf().lesson.getState()
    const wide = lessonOf({ ...classicXor, hiddenSizes: [3] }).lesson.getState()
    const pointed = [small.schedule.layout.parameter(2, 0, 0)]
    expect(partPointedAt({ schedule: small.schedule, pointed })).toBe('2 0 0')
    expect(partPointedAt({ schedule: wide.schedule, pointed })).toBe('1 0')
  })
})
