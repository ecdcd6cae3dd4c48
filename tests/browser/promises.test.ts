import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { Slot } from '../../src/engine/layout.ts'
import { currentSlot } from '../../src/engine/parameters.ts'
import { isKnown } from '../../src/engine/trace.ts'
import type { Cursor } from '../../src/experiment/cursor.ts'
import { classicXor, scheduleOf, type Experiment } from '../../src/experiment/experiment.ts'
import { linkOf } from '../../src/experiment/link.ts'
import { carriedOut, type Memory } from '../engine/interpreter.ts'
import { litParts, memoryAt, slotOf, textOf, type Identity } from './expected.ts'
import { openPage } from './page.ts'
import { arriveAt, numbersOn, publishedStatus, type ShownNumber } from './reading.ts'

/** The attributes as the promise has them, or null where one of them is none. */
function identityOf({ quantity, layer, unit, source, sample }: ShownNumber): Identity | null {
  const count = (text: string | null) => (text !== null && /^\d+$/.test(text) ? Number(text) : null)
  const [layerNumber, unitNumber] = [count(layer), count(unit)]
  if (layerNumber === null || unitNumber === null) return null
  if (source !== null && count(source) === null) return null
  if (sample !== null && sample !== 'batch' && count(sample) === null) return null
  return {
    quantity,
    layer: layerNumber,
    unit: unitNumber,
    source: count(source),
    sample: sample === 'batch' ? 'batch' : count(sample),
  }
}

/** What is wrong with the numbers on the page at a moment; nothing, as it should be. */
function faultsIn(numbers: ShownNumber[], experiment: Experiment, memory: Memory, step: number): string[] {
  const schedule = scheduleOf(experiment)
  const { layout } = schedule
  const target = carriedOut(schedule)[step - 1]?.operation.target
  const faults: string[] = []
  const inNetwork = new Set<number>()
  for (const number of numbers) {
    const say = (fault: string) => faults.push(`step ${step}: ${fault}: ${JSON.stringify(number)}`)
    const identity = identityOf(number)
    const slot = identity && slotOf(schedule, identity, step)
    if (identity === null || slot === null) {
      say('names no number')
      continue
    }
    if (!isKnown(layout, slot, step)) {
      say('is not known yet')
      continue
    }
    // An update reads the parameter that it makes anew: its sentence and its formula show both.
    const isUpdated = slot === target && identity.sample === null
    const before = isUpdated ? layout.parameter(identity.layer, identity.unit, identity.source) : slot
    const explains = number.place === 'sentence' || number.place === 'formula'
    const value = explains && number.value === String(memory[before]) ? memory[before] : memory[slot]
    if (number.value !== String(value)) say(`should be ${value}`)
    // In the boxes of a picture with little room a number has as many digits as fit.
    const digits = number.place === 'network' && experiment.hiddenSizes.length > 1 ? [4, 3, 2, 1] : [4]
    if (!digits.some((count) => number.text === textOf(number.quantity, value, count))) {
      say(`should read ${textOf(number.quantity, value)}`)
    }
    if (number.place === 'network') inNetwork.add(slot)
  }
  if (target !== undefined && !inNetwork.has(target)) faults.push(`step ${step}: what it wrote is not in the picture`)
  return faults
}

/** All that belongs to the sample shown and is known stands in the picture of a network that has room for it. */
function missingIn(numbers: ShownNumber[], experiment: Experiment, step: number): string[] {
  const schedule = scheduleOf(experiment)
  const { layout, network, batchSize } = schedule
  const sample = carriedOut(schedule)[step - 1]?.operation.sample ?? 0
  const row = sample === 'batch' ? batchSize - 1 : sample
  const shown = new Set(
    numbers.flatMap((number) => {
      const identity = number.place === 'network' && identityOf(number)
      return identity ? [slotOf(schedule, identity, step)] : []
    }),
  )
  const isDue = (slot: Slot | null) => slot !== null && isKnown(layout, slot, step)
  const due: [name: string, slot: Slot | null][] = [['loss', layout.loss(row)]]
  network.sizes.forEach((size, layer) => {
    for (let unit = 0; unit < size; unit++) {
      due.push([`activation ${layer}.${unit}`, layout.activation(row, layer, unit)])
      if (layer === 0) continue
      due.push([`delta ${layer}.${unit}`, layout.delta(row, layer, unit)])
      due.push([`bias ${layer}.${unit}`, currentSlot(schedule, { layer, unit, source: null }, step)])
      for (let source = 0; source < network.sizes[layer - 1]; source++) {
        const [share, sum] = [layout.share(row, layer, unit, source), layout.gradient(layer, unit, source)]
        due.push([`weight ${layer}.${unit}.${source}`, currentSlot(schedule, { layer, unit, source }, step)])
        due.push([`gradient ${layer}.${unit}.${source}`, isDue(sum) ? sum : share])
      }
    }
  })
  return due.filter(([, slot]) => isDue(slot) && !shown.has(slot)).map(([name]) => `step ${step}: no ${name}`)
}

/** All that the page says at one moment. */
async function readMoment(page: Page) {
  const network = page.locator('[aria-label="Network"]')
  const [numbers, status, lit, flows, rows, announced] = await Promise.all([
    numbersOn(page),
    publishedStatus(page),
    network.locator('[data-role][data-layer]').evaluateAll((parts) =>
      parts.map((part) => ({
        role: part.getAttribute('data-role'),
        name: ['layer', 'unit', 'source'].flatMap((name) => part.getAttribute(`data-${name}`) ?? []).join('.'),
      })),
    ),
    // Of each edge over which something passes: 1 to the right, −1 to the left
    network
      .locator('[data-direction]')
      .evaluateAll((flows) => flows.map((flow) => (flow.getAttribute('data-direction') === 'forward' ? 1 : -1))),
    page.locator('tbody tr').evaluateAll((all) =>
      all.map((row) => ({
        cells: [...row.querySelectorAll('td')].slice(3).map((cell) => cell.textContent),
        active: row.getAttribute('aria-current'),
      })),
    ),
    page.locator('[aria-live="polite"]').textContent(),
  ])
  return { numbers, status, lit, flows, rows, announced }
}

type Moment = Awaited<ReturnType<typeof readMoment>>

let walked: Promise<Moment[]> | undefined

/** Goes once, operation by operation, through the first iteration of the classic run: moment k is that after k of them. */
function moments(): Promise<Moment[]> {
  async function walk() {
    const page = await openPage()
    const seen = [await readMoment(page)]
    for (const _ of carriedOut(scheduleOf(classicXor))) {
      await page.keyboard.press('ArrowRight')
      seen.push(await readMoment(page))
    }
    return seen
  }
  walked ??= walk()
  return walked
}

describe('at every operation of an iteration', () => {
  const schedule = scheduleOf(classicXor)
  const readings = carriedOut(schedule)
  const memory = memoryAt(classicXor, 0)

  it('the document says iteration, step, stage and status', async () => {
    const published = (await moments()).map(({ status }) => status)
    expect(published).toHaveLength(108)
    const later = readings.map(({ operation: { stage, k } }) => ({
      iteration: '0',
      step: String(k + 1),
      stage,
      status: 'paused',
    }))
    const first = { iteration: '0', step: '0', stage: 'inputs', status: 'ready' }
    expect(published).toEqual([first, ...later])
  })

  it('each number has its name, its exact value and its text, and what is not computed yet has no number', async () => {
    const faults = (await moments()).flatMap(({ numbers }, step) => faultsIn(numbers, classicXor, memory, step))
    expect(faults.slice(0, 9)).toEqual([])
  })

  it('weights, activations, δ, gradients and losses stand in the picture as soon as they are computed', async () => {
    const missing = (await moments()).flatMap(({ numbers }, step) => missingIn(numbers, classicXor, step))
    expect(missing.slice(0, 9)).toEqual([])
  })

  it('the table has the predictions and losses of the samples that are done, and marks the one at work', async () => {
    const { layout } = schedule
    const expected = (await moments()).map((_, step) => {
      const cell = (slot: number, kind: string) => (isKnown(layout, slot, step) ? textOf(kind, memory[slot]) : '')
      return [0, 1, 2, 3].map((sample) => ({
        cells: [cell(layout.activation(sample, 2, 0), 'prediction'), cell(layout.loss(sample), 'loss')],
        active: readings[step - 1]?.operation.sample === sample ? 'true' : null,
      }))
    })
    expect((await moments()).map(({ rows }) => rows)).toEqual(expected)
  })

  it('the picture lights what the operation reads and writes', async () => {
    const names = ({ lit }: Moment, role: string) =>
      lit.flatMap((part) => (part.role === role ? [part.name] : [])).sort()
    const shown = (await moments()).map((moment) => ({
      written: names(moment, 'written'),
      read: names(moment, 'read'),
    }))
    const expected = readings.map((reading) => {
      const { written, read } = litParts(schedule, reading)
      return { written: [written], read }
    })
    expect(shown).toEqual([{ written: [], read: [] }, ...expected])
  })

  it('the picture shows which way the pass goes', async () => {
    const forwards = { weightedSum: [1, 1], loss: [1] }
    const backwards = { lossDerivative: [-1], backSum: [-1] }
    const directions: Record<string, number[]> = { ...forwards, ...backwards }
    const expected = readings.map(({ operation }) => directions[operation.name] ?? [])
    expect((await moments()).map(({ flows }) => flows)).toEqual([[], ...expected])
  })

  it('the sentence contains the number, and a screen reader hears it', async () => {
    const seen = await moments()
    for (const { operation } of readings) {
      const { k, target } = operation
      const step = k + 1
      const { numbers, announced } = seen[step]
      const written = numbers.filter((number) => {
        const identity = identityOf(number)
        return identity && slotOf(schedule, identity, step) === target && number.value === String(memory[target])
      })
      const places = written.map(({ place }) => place)
      expect(places, `step ${step}`).toContain('sentence')
      expect(places, `step ${step}`).toContain('formula')
      expect(announced, `step ${step}`).toContain(written[0].text)
    }
  })
})

describe('at moments of other runs', () => {
  const moments: [string, Experiment, Cursor[]][] = [
    [
      'late in the classic run',
      classicXor,
      [
        { iteration: 700, step: 61 },
        { iteration: 700, step: 107 },
      ],
    ],
    [
      'with two hidden layers, tanh and the mean',
      { ...classicXor, hiddenSizes: [3, 2], hiddenActivation: 'tanh', reduction: 'mean', seed: 7 },
      [
        { iteration: 0, step: 3 },
        { iteration: 2, step: 40 },
        { iteration: 2, step: 147 },
        { iteration: 2, step: 185 },
      ],
    ],
    [
      'without a hidden layer',
      { ...classicXor, hiddenSizes: [] },
      [
        { iteration: 0, step: 2 },
        { iteration: 3, step: 14 },
        { iteration: 3, step: 39 },
      ],
    ],
    [
      'with ReLU and the mean squared error',
      { ...classicXor, hiddenActivation: 'relu', loss: 'meanSquaredError' },
      [
        { iteration: 4, step: 13 },
        { iteration: 4, step: 92 },
      ],
    ],
    [
      'with cross-entropy',
      { ...classicXor, loss: 'binaryCrossEntropy', learningRate: 0.5 },
      [
        { iteration: 0, step: 7 },
        { iteration: 3, step: 8 },
        { iteration: 3, step: 100 },
      ],
    ],
  ]

  it.each(moments)('%s all this is so too', async (_, experiment, cursors) => {
    const page = await openPage({ link: linkOf(experiment, cursors[0]) })
    for (const cursor of cursors) {
      await page.evaluate((hash) => void (location.hash = hash), linkOf(experiment, cursor))
      await arriveAt(page, cursor)
      const numbers = await numbersOn(page)
      const faults = faultsIn(numbers, experiment, memoryAt(experiment, cursor.iteration), cursor.step)
      expect(faults.slice(0, 9)).toEqual([])
      if (experiment.hiddenSizes.length <= 1) expect(missingIn(numbers, experiment, cursor.step)).toEqual([])
    }
  })
})
