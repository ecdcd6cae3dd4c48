import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { openPage } from './page.ts'
import {
  arriveAt,
  button,
  cursorOf,
  explanation,
  framesPass,
  numbersOn,
  predictionsOn,
  publishedStatus,
  waitForStatus,
  waitUntilPast,
} from './reading.ts'

/** Every picture that training changes. */
async function pictures(page: Page) {
  const edges = await page
    .locator('[aria-label="Network"] line')
    .evaluateAll((lines) =>
      lines.map((line) => getComputedStyle(line)).map(({ stroke, strokeWidth }) => [stroke, strokeWidth]),
    )
  return {
    colors: edges.map(([stroke]) => stroke).join(),
    widths: edges.map(([, width]) => width).join(),
    predictions: (await numbersOn(page))
      .flatMap(({ quantity, value }) => (quantity === 'prediction' ? [value] : []))
      .join(),
    losses: await page.locator('[aria-labelledby="loss-title"] path').last().getAttribute('d'),
    boundary: await page
      .locator('[aria-labelledby="boundary-title"] canvas')
      .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL()),
  }
}

/** How far the run has come, as the loss ribbon says it. */
const runWords = (page: Page) => page.locator('[aria-labelledby="loss-title"]').innerText()

const chooseSpeed = (page: Page, name: string) =>
  page.getByRole('combobox', { name: 'speed', exact: true }).selectOption({ label: name })

describe('playing', () => {
  it('trains live: weights, predictions, loss and boundary all move', async () => {
    const page = await openPage()
    await button(page, 'Play').click()
    await waitUntilPast(page, 5)
    expect((await publishedStatus(page)).status).toBe('running')
    const before = await pictures(page)
    const { iteration } = await cursorOf(page)
    await waitUntilPast(page, iteration + 200)
    const after = await pictures(page)
    for (const part of Object.keys(before) as (keyof typeof before)[]) {
      expect(after[part], part).not.toBe(before[part])
    }
  })

  it('lets a class follow: the classic run does not rush by', async () => {
    const page = await openPage()
    expect(await page.getByRole('combobox', { name: 'speed', exact: true }).locator('option:checked').innerText()).toBe(
      '400 iterations/s',
    )
    await page.keyboard.press('Space')
    await waitUntilPast(page, 0)
    const pace = await page.evaluate(async () => {
      const iteration = () => Number(document.documentElement.dataset.iteration)
      const [from, begun] = [iteration(), performance.now()]
      while (performance.now() - begun < 500) await new Promise(requestAnimationFrame)
      return ((iteration() - from) * 1000) / (performance.now() - begun)
    })
    // A slow machine may fall behind; nothing may run ahead.
    expect(pace).toBeGreaterThan(0)
    expect(pace).toBeLessThan(480)
  })

  it('stops at a pause, with one iteration on every panel', async () => {
    const page = await openPage()
    await page.keyboard.press('Space')
    await waitUntilPast(page, 20)
    await page.keyboard.press('Space')
    await waitForStatus(page, 'paused')
    const [cursor, before] = [await cursorOf(page), await pictures(page)]
    await framesPass(page, 12)
    expect(await cursorOf(page)).toEqual(cursor)
    expect(await pictures(page)).toEqual(before)
    expect(cursor.step).toBe(107)
  })

  it('plays operation by operation at the slow speeds', async () => {
    const page = await openPage()
    await chooseSpeed(page, '10 operations/s')
    await button(page, 'Play').click()
    const steps = await page.evaluate(async () => {
      const { dataset } = document.documentElement
      const seen: number[] = []
      while (seen.length < 7) {
        const step = Number(dataset.step)
        if (step !== seen.at(-1)) seen.push(step)
        await new Promise(requestAnimationFrame)
      }
      return seen
    })
    expect(steps).toEqual(steps.map((_, index) => steps[0] + index))
    expect(await explanation(page).innerText()).not.toMatch(/^Training/)
  })

  it('at full speed reaches 10,000 iterations and the answers of the classic program, and then goes on', async () => {
    const page = await openPage()
    await chooseSpeed(page, 'as fast as it goes')
    await button(page, 'Play').click()
    await waitForStatus(page, 'paused', 30_000)
    await arriveAt(page, { iteration: 9999, step: 107 })
    expect(await predictionsOn(page)).toEqual(['0.0603', '0.9445', '0.9444', '0.0600'])
    expect(await runWords(page)).toContain('10,000 of 10,000')

    await button(page, 'Play').click()
    await waitUntilPast(page, 10_000)
    expect(await runWords(page)).toContain('of 20,000')
    await page.keyboard.press('Space')
    await waitForStatus(page, 'paused')
  })
})
