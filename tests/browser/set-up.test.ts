import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { operationAt } from '../../src/engine/schedule.ts'
import { classicXor, datasetOf, scheduleOf, type Experiment } from '../../src/experiment/experiment.ts'
import { linkOf } from '../../src/experiment/link.ts'
import { carriedOut } from '../engine/interpreter.ts'
import { divergenceOf, memoryAt, textOf } from './expected.ts'
import { openPage } from './page.ts'
import {
  arriveAt,
  button,
  cursorOf,
  exactNumbers,
  explanation,
  numbersOn,
  parametersOn,
  publishedStatus,
  waitForStatus,
  waitUntilPast,
} from './reading.ts'

/** Network and equation; what was changed is told between them. */
const stage = (page: Page) => page.locator('main > :first-child')
const setUp = (page: Page) => page.getByRole('complementary', { name: 'Set-up' })
const field = (page: Page, label: string) => setUp(page).getByLabel(label, { exact: true })
const layerSize = (page: Page, layer: number) =>
  setUp(page).getByRole('combobox', { name: `Layer ${layer}`, exact: true })
async function setField(page: Page, label: string, text: string): Promise<void> {
  await field(page, label).fill(text)
  await field(page, label).press('Enter')
}

const ready = { iteration: '0', step: '0', stage: 'inputs', status: 'ready' }

async function openSetUp(link = ''): Promise<Page> {
  const page = await openPage({ link })
  await button(page, 'Set-up').click()
  await setUp(page).waitFor()
  return page
}

describe('a value that cannot be used', () => {
  const refused = [
    ['Learning rate', '', /missing/],
    ['Learning rate', 'fast', /must be a number/],
    ['Learning rate', '0,1', /point, not a comma/],
    ['Learning rate', '0', /larger than 0/],
    ['Learning rate', '-0.1', /larger than 0/],
    ['Learning rate', '2000', /at most 1000/],
    ['Learning rate', 'Infinity', /must be a number/],
    ['Batch size', '', /whole number of samples from 1 to 4/],
    ['Batch size', '0', /whole number of samples from 1 to 4/],
    ['Batch size', '5', /whole number of samples from 1 to 4/],
    ['Seed', '', /missing/],
    ['Seed', '1.5', /whole number from 0 to 4294967295/],
    ['Seed', '-1', /whole number from 0 to 4294967295/],
    ['Seed', '4294967296', /whole number from 0 to 4294967295/],
    ['Seed', 'xor', /whole number from 0 to 4294967295/],
  ] as const

  it('is refused at its field in words, and the run stays as it was', async () => {
    const page = await openSetUp('#at=2.50')
    await arriveAt(page, { iteration: 2, step: 50 })
    const before = await exactNumbers(page)
    for (const [label, text, reason] of refused) {
      const input = field(page, label)
      await input.fill(text)
      await input.press('Enter')
      const said = setUp(page).getByRole('alert')
      expect(await said.allInnerTexts(), text).toEqual([expect.stringMatching(reason)])
      expect(await input.getAttribute('aria-invalid')).toBe('true')
      const describedBy = (await input.getAttribute('aria-describedby'))!.split(' ')
      expect(describedBy).toContain(await said.getAttribute('id'))
      expect(await input.inputValue()).toBe(text)
      await input.press('Escape')
      expect(await said.count()).toBe(0)
    }
    expect(await cursorOf(page)).toEqual({ iteration: 2, step: 50 })
    expect(await exactNumbers(page)).toEqual(before)
    expect(await stage(page).innerText()).not.toContain('starts again')
  })

  it('is told when the field is left, and the sentence goes as soon as the text is good', async () => {
    const page = await openSetUp()
    const input = field(page, 'Learning rate')
    await input.fill('-3')
    await input.press('Tab')
    expect(await setUp(page).getByRole('alert').count()).toBe(1)
    await input.fill('0.3')
    expect(await setUp(page).getByRole('alert').count()).toBe(0)
  })
})

describe('a change', () => {
  const changes: [name: string, act: (page: Page) => Promise<unknown>, notice: string, part: Partial<Experiment>][] = [
    [
      'of the learning rate',
      async (page) => {
        await field(page, 'Learning rate').fill('0.5')
        await field(page, 'Learning rate').press('Enter')
      },
      'Learning rate 0.5',
      { learningRate: 0.5 },
    ],
    [
      'of the seed',
      async (page) => {
        await field(page, 'Seed').fill('7')
        await field(page, 'Seed').press('Tab')
      },
      'Seed 7',
      { seed: 7 },
    ],
    [
      'of the hidden layers',
      (page) => field(page, 'Hidden layers').selectOption('3'),
      '3 hidden layers of 2, 2 and 2 units',
      { hiddenSizes: [2, 2, 2] },
    ],
    [
      'to no hidden layer',
      (page) => field(page, 'Hidden layers').selectOption('0'),
      'No hidden layer',
      { hiddenSizes: [] },
    ],
    [
      'of the hidden units',
      (page) => layerSize(page, 1).selectOption('5'),
      '1 hidden layer of 5 units',
      { hiddenSizes: [5] },
    ],
    [
      'of the hidden activation',
      (page) => field(page, 'Hidden activation').selectOption('tanh'),
      'Hidden activation tanh',
      { hiddenActivation: 'tanh' },
    ],
    [
      'of the output activation',
      (page) => field(page, 'Output activation').selectOption('identity'),
      'Output activation identity',
      { outputActivation: 'identity' },
    ],
    [
      'of the loss',
      (page) => field(page, 'Loss').selectOption('meanSquaredError'),
      'Loss mean squared error',
      { loss: 'meanSquaredError' },
    ],
    [
      'from the sum to the mean',
      (page) => field(page, 'Over the batch').selectOption('mean'),
      'Mean over the batch',
      { reduction: 'mean' },
    ],
  ]

  it('of any setting starts the run again, says so, and is used', async () => {
    const page = await openSetUp()
    for (const [index, [name, act, notice, part]] of changes.entries()) {
      const from = { iteration: index + 1, step: 50 }
      await page.evaluate((hash) => void (location.hash = hash), `${linkOf(classicXor, from)}&panel=set-up`)
      await arriveAt(page, from)
      await act(page)
      expect(await publishedStatus(page), name).toEqual(ready)
      const sentence = `${notice}: the run starts again from the beginning.`
      expect(await stage(page).innerText()).toContain(sentence)
      expect(await page.locator('[aria-live="polite"]').textContent()).toBe(sentence)

      const experiment = { ...classicXor, ...part }
      const schedule = scheduleOf(experiment)
      const { count, layout, network } = schedule
      await button(page, 'To the end of the iteration').click()
      expect(await cursorOf(page), name).toEqual({ iteration: 0, step: count })
      await button(page, 'Overview').click()
      const memory = memoryAt(experiment, 0)
      const predictions = [0, 1, 2, 3].map((row) => layout.activation(row, network.sizes.length - 1, 0))
      const losses = [0, 1, 2, 3].map((row) => layout.loss(row))
      const shown = (await numbersOn(page)).filter(
        ({ place, quantity }) => place === 'table' && /prediction|loss/.test(quantity),
      )
      const expected = [...predictions.flatMap((slot, row) => [slot, losses[row]]), layout.batchLoss]
      expect(
        shown.map(({ value }) => value),
        name,
      ).toEqual(expected.map((slot) => String(memory[slot])))
      await button(page, 'Set-up').click()
    }
  })

  it('of layers and units draws another network', async () => {
    const page = await openSetUp()
    const picture = page.locator('[aria-label="Network"] svg')
    const units = () => picture.locator('[data-layer][data-unit]:not([data-source]):not([data-quantity])').count()
    const edges = () => picture.locator('line:not([stroke-width])').count()
    expect(await picture.getAttribute('aria-label')).toBe('A network of 2 inputs, 2 hidden units and 1 output.')
    expect(await units()).toBe(2 + 2 + 1 + 1)
    expect(await edges()).toBe(2 * 2 + 2 + 1)
    await field(page, 'Hidden layers').selectOption('2')
    await layerSize(page, 1).selectOption('4')
    await layerSize(page, 2).selectOption('3')
    expect(await picture.getAttribute('aria-label')).toBe('A network of 2 inputs, 4 and 3 hidden units and 1 output.')
    expect(await units()).toBe(2 + 4 + 3 + 1 + 1)
    expect(await edges()).toBe(2 * 4 + 4 * 3 + 3 + 1)
    expect(await page.locator('header').innerText()).toContain('2–4–3–1')
  })

  it('to no hidden layer draws inputs that lead to the output, and asks nothing about hidden units', async () => {
    const page = await openSetUp()
    await field(page, 'Hidden layers').selectOption('0')
    const picture = page.locator('[aria-label="Network"] svg')
    expect(await picture.getAttribute('aria-label')).toBe('A network of 2 inputs and 1 output.')
    expect(await page.locator('header').innerText()).toContain('2–1')
    expect(await field(page, 'Hidden activation').count()).toBe(0)
    expect(await layerSize(page, 1).count()).toBe(0)
    await page.waitForFunction(() => location.hash === '#hidden=none&at=0.0&panel=set-up')

    await field(page, 'Hidden layers').selectOption('1')
    expect(await layerSize(page, 1).inputValue()).toBe('2')
    expect(await field(page, 'Hidden activation').inputValue()).toBe('sigmoid')
  })

  it('to cross-entropy takes sigmoid outputs with it, says so, and shows δ as prediction minus target', async () => {
    const page = await openSetUp('#output=identity')
    await field(page, 'Loss').selectOption('binaryCrossEntropy')
    expect(await stage(page).innerText()).toContain(
      'Loss binary cross-entropy, and with it output activation sigmoid, which it needs: the run starts again from the beginning.',
    )
    expect(await field(page, 'Output activation').inputValue()).toBe('sigmoid')
    const experiment: Experiment = { ...classicXor, loss: 'binaryCrossEntropy' }
    const schedule = scheduleOf(experiment)
    const memory = memoryAt(experiment, 0)
    for (const name of ['loss', 'pairedDelta'] as const) {
      const k = carriedOut(schedule).findIndex(({ operation }) => operation.name === name)
      await page.getByRole('slider', { name: 'Operation of the iteration' }).fill(String(k + 1))
      const text = await explanation(page).innerText()
      expect(text).toContain(textOf(name === 'loss' ? 'loss' : 'delta', memory[operationAt(schedule, k).target]))
      if (name === 'pairedDelta') expect(text).toContain('prediction minus target')
    }
  })

  it('to two moons shows their samples, and what can be set of them', async () => {
    const page = await openSetUp()
    expect(await field(page, 'Samples').count()).toBe(0)
    expect(await field(page, 'Data seed').count()).toBe(0)
    await field(page, 'Data').selectOption('Two moons')
    expect(await stage(page).innerText()).toContain(
      'Data Two moons, 200 samples, batches of 200 samples: the run starts again from the beginning.',
    )
    expect(await field(page, 'Batch size').inputValue()).toBe('200')

    await setField(page, 'Samples', '20')
    await setField(page, 'Data seed', '7')
    await setField(page, 'Batch size', '3')
    expect(await setUp(page).innerText()).toContain('Of 20 samples.')
    await button(page, 'Overview').click()
    expect(await page.getByRole('heading', { name: 'Two moons: samples' }).count()).toBe(1)
    const { inputs } = datasetOf({ ...classicXor, dataset: 'moons', samples: 20, dataSeed: 7 })
    const given = (await numbersOn(page)).filter(({ place, quantity }) => place === 'table' && quantity === 'x')
    expect(given.map(({ value }) => value)).toEqual(inputs.slice(0, 3).flat().map(String))
    await page.waitForFunction(() => location.hash === '#data=moons&samples=20&dataseed=7&batch=3&at=0.0')

    await button(page, 'Set-up').click()
    await button(page, 'Reset to the XOR example').click()
    expect(await field(page, 'Samples').count()).toBe(0)
    await button(page, 'Overview').click()
    expect(await page.getByRole('heading', { name: 'XOR: truth table' }).count()).toBe(1)
  })

  it('to other data drops what was typed about those before', async () => {
    const page = await openSetUp('#data=moons')
    await setField(page, 'Batch size', '201')
    await setField(page, 'Samples', '3')
    expect(await setUp(page).getByRole('alert').allInnerTexts()).toEqual([
      'Two moons must have a whole number of samples from 4 to 1000. It stays at 200.',
      'A batch of Two moons must be a whole number of samples from 1 to 200. It stays at 200.',
    ])
    await field(page, 'Data').selectOption('XOR')
    expect(await setUp(page).getByRole('alert').count()).toBe(0)
    expect(await field(page, 'Batch size').inputValue()).toBe('4')
  })

  it('of a layer whose size is not offered keeps that size in sight', async () => {
    const page = await openSetUp('#hidden=9,2')
    expect(await layerSize(page, 1).inputValue()).toBe('9')
    await layerSize(page, 2).selectOption('12')
    expect(await stage(page).innerText()).toContain('2 hidden layers of 9 and 12 units')
    expect(await layerSize(page, 1).locator('option').allInnerTexts()).toContain('9')
    expect(await layerSize(page, 2).locator('option').allInnerTexts()).not.toContain('9')
  })

  it('is stopped from nothing: playing goes on from the new start', async () => {
    const page = await openSetUp()
    await field(page, 'Hidden activation').selectOption('tanh')
    await button(page, 'Play').click()
    await waitUntilPast(page, 3)
    expect((await publishedStatus(page)).status).toBe('running')
  })

  it('can be taken back altogether', async () => {
    const page = await openSetUp('#hidden=3&rate=0.5&seed=7')
    await button(page, 'Reset to the XOR example').click()
    expect(await stage(page).innerText()).toContain('The XOR example: the run starts again from the beginning.')
    expect(await parametersOn(page)).toMatchObject({ 'w 1.0.0': '0.3745401188473625', 'b 2.0': '0.6011150117432088' })
    expect(await field(page, 'Learning rate').inputValue()).toBe('0.1')
  })

  it('of nothing leaves the run alone', async () => {
    const page = await openSetUp('#at=2.50')
    await arriveAt(page, { iteration: 2, step: 50 })
    await field(page, 'Learning rate').fill('0.10')
    await field(page, 'Learning rate').press('Enter')
    await field(page, 'Seed').press('Enter')
    expect(await cursorOf(page)).toEqual({ iteration: 2, step: 50 })
  })
})

describe('Set-up', () => {
  const isOpen = async (page: Page) => (await setUp(page).count()) === 1

  it('is closed by its cross', async () => {
    const page = await openSetUp()
    await button(page, 'Close Set-up').click()
    expect(await isOpen(page)).toBe(false)
    expect(await page.getByRole('table').count()).toBe(1)
  })

  it('is closed by Escape wherever the focus is, once there is nothing typed to drop and no “why?” to leave', async () => {
    const page = await openSetUp('#at=0.14')
    await page.keyboard.press('Escape')
    expect(await isOpen(page)).toBe(false)

    await button(page, 'Set-up').click()
    await field(page, 'Seed').fill('7')
    await page.keyboard.press('Escape')
    expect(await isOpen(page)).toBe(true)
    expect(await field(page, 'Seed').inputValue()).toBe('42')
    await page.locator('[aria-label="Network"] [data-quantity="b"]').first().click()
    await page.getByRole('navigation', { name: 'Why?' }).waitFor()
    await page.keyboard.press('Escape')
    expect(await page.getByRole('navigation', { name: 'Why?' }).count()).toBe(0)
    expect(await isOpen(page)).toBe(true)
    await page.keyboard.press('Escape')
    expect(await isOpen(page)).toBe(false)
  })
})

describe('a run that diverges', () => {
  const experiment: Experiment = {
    ...classicXor,
    hiddenActivation: 'identity',
    outputActivation: 'identity',
    learningRate: 50,
  }
  const found = divergenceOf(experiment)
  const schedule = scheduleOf(experiment)
  const here = { iteration: found.iteration, step: found.k + 1 }

  async function diverge(): Promise<Page> {
    const page = await openSetUp(linkOf(experiment, { iteration: 0, step: 0 }))
    await button(page, 'Play').click()
    await waitForStatus(page, 'diverged')
    return page
  }

  it('stops at the operation that gave the first number that is none, and names it', async () => {
    const page = await openSetUp()
    await field(page, 'Hidden activation').selectOption('identity')
    await field(page, 'Output activation').selectOption('identity')
    await field(page, 'Learning rate').fill('50')
    await field(page, 'Learning rate').press('Enter')
    await button(page, 'Play').click()
    await waitForStatus(page, 'diverged')
    expect(await cursorOf(page)).toEqual(here)
    const text = await explanation(page).innerText()
    expect(text).toContain('Here the run diverged')
    expect(operationAt(schedule, found.k).name).toBe('loss')
    expect(text).toMatch(/^Loss\s+sample 1 of 4/)
    expect(await button(page, 'Play').count()).toBe(1)
  })

  it('shows ∞ and NaN with a look of their own', async () => {
    const page = await diverge()
    const looks = async () =>
      page.locator('[data-quantity]').evaluateAll((elements) =>
        elements.map((element) => {
          const { backgroundColor, fill } = getComputedStyle(element)
          return {
            value: element.getAttribute('data-value')!,
            text: element.textContent.trim(),
            look: element instanceof SVGElement ? fill : backgroundColor,
          }
        }),
      )
    const wrong = (await looks()).filter(({ value }) => /Infinity|NaN/.test(value))
    const right = (await looks()).filter(({ value }) => !/Infinity|NaN/.test(value))
    expect(wrong.length).toBeGreaterThan(1)
    for (const { value, text } of wrong) {
      expect(text).toMatch({ Infinity: /^\+?∞$/, '-Infinity': /^−∞$/, NaN: /^NaN$/ }[value]!)
    }
    const ordinary = new Set(right.map(({ look }) => look))
    expect(wrong.filter(({ look }) => ordinary.has(look))).toEqual([])
  })

  it('can be walked back and forth there, and does not play on', async () => {
    const page = await diverge()
    await button(page, 'One step back').click()
    expect(await publishedStatus(page)).toMatchObject({ step: String(found.k), status: 'paused' })
    expect((await numbersOn(page)).filter(({ value }) => !Number.isFinite(Number(value)))).toEqual([])
    await button(page, 'One step forward').click()
    expect(await publishedStatus(page)).toMatchObject({ step: String(found.k + 1), status: 'diverged' })
    await button(page, 'To the start of the iteration').click()
    await button(page, 'One step back').click()
    await arriveAt(page, { iteration: found.iteration - 1, step: schedule.count })
    await button(page, 'Play').click()
    await waitForStatus(page, 'diverged')
    expect(await cursorOf(page)).toEqual(here)
    await button(page, 'Play').click()
    expect((await publishedStatus(page)).status).toBe('diverged')
  })

  it('is left by a smaller learning rate', async () => {
    const page = await diverge()
    await field(page, 'Learning rate').fill('0.1')
    await field(page, 'Learning rate').press('Enter')
    expect(await publishedStatus(page)).toEqual(ready)
    await button(page, 'Play').click()
    await waitUntilPast(page, found.iteration + 10)
    expect((await publishedStatus(page)).status).toBe('running')
  })
})
