import { execFileSync, spawnSync } from 'node:child_process'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { outputLayer } from '../../src/engine/network.ts'
import type { Cursor } from '../../src/experiment/cursor.ts'
import { classicXor, scheduleOf, type Experiment } from '../../src/experiment/experiment.ts'
import { linkOf } from '../../src/experiment/link.ts'
import { operationAt } from '../../src/engine/schedule.ts'
import { memoryAt } from './expected.ts'
import { openPage } from './page.ts'
import { arriveAt, button, cursorOf, explanation, framesPass, waitUntilPast } from './reading.ts'

const schedule = scheduleOf(classicXor)
const hasNumPy = spawnSync('python3', ['-c', 'import numpy']).status === 0

async function openPanel(name: string, cursor: Cursor, experiment: Experiment = classicXor): Promise<Page> {
  const page = await openPage({ link: linkOf(experiment, cursor) })
  await arriveAt(page, cursor)
  await button(page, name).click()
  return page
}

describe('The choice of a panel', () => {
  it.each([960, 1024, 1100, 1279, 1440])('is all in sight in a window of %i px', async (width) => {
    const page = await openPage({ size: { width, height: 720 } })
    const hidden = await page.getByRole('group', { name: 'Beside the network' }).evaluate((choice) => {
      const { left, right } = choice.getBoundingClientRect()
      const isIn = (box: DOMRect) => box.left >= Math.max(0, left - 1) && box.right <= Math.min(right + 1, innerWidth)
      const all = [...choice.querySelectorAll('button')]
      return all.filter((each) => !isIn(each.getBoundingClientRect())).map((each) => each.textContent)
    })
    expect(hidden).toEqual([])
  })
})

describe('The program', () => {
  const currentLine = (page: Page) => page.locator('ol [aria-current="step"]')

  it('marks the line of the operation at the cursor', async () => {
    const page = await openPanel('Program', { iteration: 0, step: 0 })
    await page.getByRole('heading', { name: 'NumPy program' }).waitFor()
    expect(await currentLine(page).count()).toBe(0)
    const seen = new Set<string>()
    for (let step = 1; step <= schedule.count; step++) {
      await page.keyboard.press('ArrowRight')
      await arriveAt(page, { iteration: 0, step })
      seen.add((await currentLine(page).textContent())!.trim())
    }
    for (const line of ['Z1 = A0 @ W1.T + b1', 'A1 = sigmoid(Z1)', 'dA1 = delta2 @ W2', 'W1 -= eta * dW1']) {
      expect([...seen]).toContain(line)
    }
  })

  it('goes to the first operation of the line that is clicked, for the sample shown', async () => {
    const page = await openPanel('Program', { iteration: 0, step: 30 })
    await button(page, 'delta1 = dA1 * sigmoid_slope(Z1)').click()
    const { iteration, step } = await cursorOf(page)
    const { name, layer, unit, sample } = operationAt(schedule, step - 1)
    expect({ iteration, name, layer, unit, sample }).toEqual({
      iteration: 0,
      name: 'delta',
      layer: 1,
      unit: 0,
      sample: 1,
    })
    expect(await currentLine(page).textContent()).toContain('delta1 =')
  })

  it('fills its arrays as the cursor moves', async () => {
    const page = await openPanel('Program', { iteration: 0, step: 24 })
    const filled = () => page.getByRole('table', { name: 'Z1' }).locator('[data-quantity="z"]').count()
    await page.getByRole('table', { name: 'Z1' }).waitFor()
    expect(await filled()).toBe(3)
    await page.keyboard.press('End')
    await button(page, 'Z1 = A0 @ W1.T + b1').click()
    expect(await filled()).toBe(7) // the first of the last sample has just been computed
  })

  it.skipIf(!hasNumPy).each([
    ['XOR', classicXor],
    [
      'two tanh layers and the mean',
      { ...classicXor, hiddenSizes: [3, 2], hiddenActivation: 'tanh', reduction: 'mean' },
    ],
    ['no hidden layer', { ...classicXor, hiddenSizes: [] }],
  ] as [string, Experiment][])('as it is copied, prints the numbers on the screen: %s', async (_, experiment) => {
    const page = await openPanel('Program', { iteration: 41, step: 3 }, experiment)
    await page.evaluate(() => {
      navigator.clipboard.writeText = (text) => Promise.resolve(void Object.assign(window, { copied: text }))
    })
    await button(page, 'Copy program').click()
    const program = await page.evaluate(() => (window as unknown as { copied: string }).copied)
    const printed = execFileSync('python3', ['-'], { input: program, encoding: 'utf8' })
    const { layout, network } = scheduleOf(experiment)
    const memory = memoryAt(experiment, 41)
    const slots = [
      layout.batchLoss,
      layout.activation(2, outputLayer(network), 0),
      layout.gradient(1, 0, 1)!,
      layout.updated(1, 0, 0)!,
      layout.updated(outputLayer(network), 0, null)!,
    ]
    const numbers = (printed.match(/-?\d+\.\d*(e[+-]\d+)?/g) ?? []).map(Number)
    for (const slot of slots) {
      const value = memory[slot]
      expect(
        numbers.some((number) => Math.abs(number - value) <= 1e-14 + 1e-12 * Math.abs(value)),
        printed,
      ).toBe(true)
    }
  })

  it('stands in a box to be copied by hand where the browser refuses', async () => {
    const page = await openPanel('Program', { iteration: 0, step: 3 })
    await page.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))
    })
    await button(page, 'Copy program').click()
    expect(await page.getByRole('textbox', { name: 'to copy by hand' }).inputValue()).toContain('import numpy as np')
  })
})

describe('Read', () => {
  it('shows what each paragraph is about, marks it there, and leaves the run where it is', async () => {
    const page = await openPanel('Read', { iteration: 3, step: 107 })
    const places = page.getByRole('button', { name: /^Show: / })
    await places.first().waitFor()
    const count = await places.count()
    expect(count).toBeGreaterThan(7)
    const seen = new Set<string>()
    for (let index = 0; index < count; index++) {
      await places.nth(index).click()
      expect(await places.nth(index).getAttribute('aria-current')).toBe('step')
      expect(await cursorOf(page)).toEqual({ iteration: 3, step: 107 })
      seen.add(await explanation(page).getByRole('heading').innerText())
    }
    expect(seen.size).toBeGreaterThan(7)
  })
})

describe('Hidden units', () => {
  const choose = (page: Page, view: string) => page.getByRole('radio', { name: view }).check({ force: true })

  it('shows a map for each unit', async () => {
    const page = await openPanel('Hidden units', { iteration: 9, step: 107 }, { ...classicXor, hiddenSizes: [3] })
    const panel = page.getByRole('region', { name: 'Hidden units' })
    await panel.getByRole('img').first().waitFor()
    expect(await panel.locator('canvas').count()).toBe(3 + 1)
  })

  it('says that there are none, and shows what there is instead', async () => {
    const page = await openPanel('Hidden units', { iteration: 9, step: 39 }, { ...classicXor, hiddenSizes: [] })
    const panel = page.getByRole('region', { name: 'Hidden units' })
    await panel.getByRole('img').first().waitFor()
    expect(await panel.innerText()).toContain('There are none: the inputs lead straight to the output.')
    expect(await panel.locator('canvas').count()).toBe(1)
    expect(await panel.getByRole('radio').count()).toBe(3)
    for (const view of ['Weights', 'Mean |δ|']) {
      await choose(page, view)
      await panel.locator('path').first().waitFor()
    }
  })

  it('shows the weights of the run so far, and moves with it', async () => {
    const page = await openPanel('Hidden units', { iteration: 200, step: 107 })
    await choose(page, 'Weights')
    const panel = page.getByRole('region', { name: 'Hidden units' })
    const label = () => panel.getByRole('img').first().getAttribute('aria-label')
    await panel.locator('path').first().waitFor()
    const before = await label()
    await page.keyboard.press('Space')
    await waitUntilPast(page, 400)
    await page.keyboard.press('Space')
    await framesPass(page, 30)
    expect(await label()).not.toBe(before)
  })

  it.each(['Hidden space', 'Mean |δ|'])('has the view %s', async (view) => {
    const page = await openPanel('Hidden units', { iteration: 200, step: 107 })
    await choose(page, view)
    await page.getByRole('region', { name: 'Hidden units' }).getByRole('img').first().waitFor()
  })
})

describe('Numbers', () => {
  it('has every number of the sample that is chosen', async () => {
    const page = await openPanel('Numbers', { iteration: 2, step: 90 })
    const panel = page.getByRole('region', { name: 'Numbers of the network' })
    await panel.getByRole('group', { name: 'Sample' }).getByRole('button', { name: '3', exact: true }).click()
    const { layout } = schedule
    const memory = memoryAt(classicXor, 2)
    for (const slot of [layout.delta(2, 1, 1), layout.weightedSum(2, 2, 0), layout.share(2, 1, 0, 0)!]) {
      const value = String(memory[slot])
      expect(await panel.locator(`[data-sample="2"][data-value="${value}"]`).count()).toBeGreaterThan(0)
    }
    expect(
      await page.locator('[aria-label="Network"] [data-quantity="delta"]').first().getAttribute('data-sample'),
    ).toBe('2')
    expect(await explanation(page).textContent()).toContain('all samples of the batch')
  })
})

describe('The numbers of a table', () => {
  it('are one stop of Tab, in which the arrow keys go from number to number and Enter asks why', async () => {
    const page = await openPanel('Numbers', { iteration: 2, step: 90 })
    const group = page.getByRole('group', { name: /^Numbers: the arrow keys/ })
    await group.waitFor()
    await page.keyboard.press('Tab') // the button that was clicked has let the focus go: from the top
    for (let press = 0; press < 80 && !(await group.evaluate((one) => one === document.activeElement)); press++) {
      await page.keyboard.press('Tab')
    }
    const focused = () => page.locator(':focus').getAttribute('data-quantity')
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowRight', 'ArrowRight', 'ArrowRight']) {
      await page.keyboard.press(key)
    }
    expect(await focused()).toBe('delta')
    expect(await cursorOf(page)).toEqual({ iteration: 2, step: 90 })
    await page.keyboard.press('Enter')
    expect(await explanation(page).getByRole('heading').textContent()).toContain('Delta of h1')
    await page.keyboard.press('Tab')
    expect(await group.evaluate((one) => one.contains(document.activeElement))).toBe(false)
  })

  it('leave the arrow keys to the run where they were merely clicked', async () => {
    const page = await openPanel('Overview', { iteration: 0, step: 40 })
    await page.locator('table [data-quantity="prediction"]').first().click()
    await page.keyboard.press('ArrowRight')
    expect(await cursorOf(page)).toEqual({ iteration: 0, step: 41 })
  })
})
