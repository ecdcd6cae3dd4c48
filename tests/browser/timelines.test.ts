import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { openPage } from './page.ts'
import {
  arriveAt,
  button,
  cursorOf,
  exactNumbers,
  parametersOn,
  publishedStatus,
  waitForStatus,
  waitUntilPast,
} from './reading.ts'

const operations = (page: Page) => page.getByRole('slider', { name: 'Operation of the iteration' })
const iterations = (page: Page) => page.getByRole('slider', { name: 'Iteration of the run' })

/** Drags a slider's thumb between two shares of its way, by way of the middle. */
async function drag(page: Page, slider: Locator, from: number, to: number): Promise<void> {
  const { x, y, width, height } = (await slider.boundingBox())!
  const thumb = 18
  const at = (share: number) => x + thumb / 2 + share * (width - thumb)
  await page.mouse.move(at(from), y + height / 2)
  await page.mouse.down()
  await page.mouse.move(at((from + to) / 2), y + height / 2)
  await page.mouse.move(at(to), y + height / 2)
  await page.mouse.up()
}

describe('the timeline of the iteration', () => {
  it('goes with the keys of a slider', async () => {
    const page = await openPage()
    await operations(page).focus()
    const positions = []
    for (const key of ['ArrowRight', 'ArrowUp', 'ArrowLeft', 'End', 'ArrowLeft', 'Home']) {
      await page.keyboard.press(key)
      positions.push((await cursorOf(page)).step)
    }
    expect(positions).toEqual([1, 2, 1, 107, 106, 0])
  })

  it('goes where the mouse drags it', async () => {
    const page = await openPage()
    await drag(page, operations(page), 0, 0.5)
    expect(Math.abs((await cursorOf(page)).step - 53.5)).toBeLessThanOrEqual(1)
    await drag(page, operations(page), 0.5, 0.9)
    expect(Math.abs((await cursorOf(page)).step - 96.3)).toBeLessThanOrEqual(1)
    await drag(page, operations(page), 0.9, 0)
    expect(await cursorOf(page)).toEqual({ iteration: 0, step: 0 })
  })

  it('says where it is, in words', async () => {
    const page = await openPage({ link: '#at=2.33' })
    await arriveAt(page, { iteration: 2, step: 33 })
    expect(await page.locator('footer').innerText()).toContain('operation 33 of 107 · iteration 3')
    expect(await operations(page).getAttribute('aria-valuetext')).toBe('operation 33 of 107')
  })

  it('pauses a run that plays', async () => {
    const page = await openPage()
    await page.keyboard.press('Space')
    await waitUntilPast(page, 10)
    await operations(page).focus()
    await page.keyboard.press('Home')
    expect((await publishedStatus(page)).status).toBe('paused')
    expect((await cursorOf(page)).step).toBe(0)
  })

  it('leaves Space to play and pause', async () => {
    const page = await openPage()
    await operations(page).focus()
    await page.keyboard.press('Space')
    await waitForStatus(page, 'running')
  })

  it('gives the keys back to the lesson when it was dragged with the mouse', async () => {
    const page = await openPage()
    await page.getByRole('combobox', { name: 'step', exact: true }).selectOption('sample')
    await drag(page, operations(page), 0, 0.5)
    await page.keyboard.press('ArrowRight')
    expect(await cursorOf(page)).toEqual({ iteration: 0, step: 66 })
    await page.keyboard.press('Space')
    await waitForStatus(page, 'running')
  })
})

describe('the slider of the run', () => {
  it('goes with the keys of a slider, to iterations not yet trained too', async () => {
    const page = await openPage()
    await iterations(page).focus()
    await page.keyboard.press('ArrowRight')
    await arriveAt(page, { iteration: 0, step: 107 })
    await page.keyboard.press('ArrowRight')
    await arriveAt(page, { iteration: 1, step: 107 })
    await page.keyboard.press('End')
    await arriveAt(page, { iteration: 9999, step: 107 })
    await page.keyboard.press('ArrowLeft')
    await arriveAt(page, { iteration: 9998, step: 107 })
    await page.keyboard.press('Home')
    await arriveAt(page, { iteration: 0, step: 0 })
  })

  it('goes where the mouse drags it', async () => {
    const page = await openPage()
    await drag(page, iterations(page), 0, 0.5)
    await waitUntilPast(page, 4900)
    const { iteration, step } = await cursorOf(page)
    const perPixel = 10_000 / ((await iterations(page).boundingBox())!.width - 18)
    expect(Math.abs(iteration + 1 - 5000)).toBeLessThanOrEqual(perPixel + 1)
    expect(step).toBe(107)
    await drag(page, iterations(page), 0.5, 0)
    await arriveAt(page, { iteration: 0, step: 0 })
  })
})

describe('the marks', () => {
  /** Where the marks stand, in shares of the way of the slider's thumb. */
  function marksOf(slider: Locator): Promise<number[]> {
    return slider.evaluate((input) => {
      const { left, width } = input.getBoundingClientRect()
      const thumb = 18
      return [...input.parentElement!.querySelectorAll('[class*="Mark"]')].map((mark) => {
        const box = mark.getBoundingClientRect()
        return (box.left + box.width / 2 - left - thumb / 2) / (width - thumb)
      })
    })
  }

  const rounded = (shares: number[], steps: number) => shares.map((share) => Math.round(share * steps))

  it('of the iteration stand where loss, backward and gradients begin, sample for sample', async () => {
    const page = await openPage()
    const ofOneSample = [6, 7, 13]
    const expected = [0, 22, 44, 66].flatMap((start) => ofOneSample.map((step) => start + step))
    expect(rounded(await marksOf(operations(page)), 107)).toEqual(expected)
  })

  it('of the iteration are explained while the pointer or the focus is on it', async () => {
    const page = await openPage()
    const legend = page.getByText('gradients', { exact: true })
    expect(await legend.isVisible()).toBe(false)
    await operations(page).hover()
    expect(await legend.isVisible()).toBe(true)
    await page.mouse.move(0, 0)
    expect(await legend.isVisible()).toBe(false)
    await page.getByRole('combobox', { name: 'step', exact: true }).focus()
    await page.keyboard.press('Tab')
    expect(await legend.isVisible()).toBe(true)
  })

  it('of the run stand where it was paused, and where it was started again', async () => {
    const page = await openPage()
    expect(await marksOf(iterations(page))).toEqual([])
    const paused = []
    for (let time = 0; time < 2; time++) {
      const { iteration } = await cursorOf(page)
      await page.keyboard.press('Space')
      await waitUntilPast(page, iteration + 300)
      await page.keyboard.press('Space')
      await waitForStatus(page, 'paused')
      paused.push((await cursorOf(page)).iteration + 1)
    }
    expect(rounded(await marksOf(iterations(page)), 10_000)).toEqual(paused)
    await iterations(page).fill('1500')
    await arriveAt(page, { iteration: 1499, step: 107 })
    await button(page, 'Restart the run').click()
    expect(rounded(await marksOf(iterations(page)), 10_000)).toEqual([...paused, 1500])
    await iterations(page).fill(String(paused[0]))
    await arriveAt(page, { iteration: paused[0] - 1, step: 107 })
    expect(await iterations(page).getAttribute('aria-valuetext')).toMatch(
      / iterations done, loss 0\.\d{4}, paused here before$/,
    )
    await iterations(page).fill('7')
    await arriveAt(page, { iteration: 6, step: 107 })
    expect(await iterations(page).getAttribute('aria-valuetext')).toMatch(/^7 iterations done, loss 0\.\d{4}$/)
  })

  it('of the run go when another run begins', async () => {
    const page = await openPage()
    await page.keyboard.press('Space')
    await waitUntilPast(page, 30)
    await page.keyboard.press('Space')
    await waitForStatus(page, 'paused')
    expect(await marksOf(iterations(page))).toHaveLength(1)
    await page.evaluate(() => void (location.hash = '#seed=5&at=0.0'))
    await arriveAt(page, { iteration: 0, step: 0 })
    expect(await marksOf(iterations(page))).toEqual([])
  })

  it('name the samples of the data, not the rows of the batch', async () => {
    const page = await openPage({ link: '#batch=3&at=1.1' })
    await arriveAt(page, { iteration: 1, step: 1 })
    const { names } = await partsOf(page)
    expect(names).toEqual(['sample 4', 'sample 1', 'sample 2', 'sums', 'update'])
  })
})

/** What the iteration's timeline says below its rail, and how high and how large. */
async function partsOf(page: Page) {
  const parts = await operations(page).evaluate((input) =>
    [...input.previousElementSibling!.querySelectorAll<HTMLElement>('[class*="_name"]')].map((name) => ({
      name: name.innerText.trim(),
      isWhole: name.scrollWidth <= name.clientWidth,
      top: name.getBoundingClientRect().top + parseFloat(getComputedStyle(name).paddingTop),
      rem:
        parseFloat(getComputedStyle(name).fontSize) / parseFloat(getComputedStyle(document.documentElement).fontSize),
    })),
  )
  return { parts, names: parts.map(({ name }) => name) }
}

describe('the parts of the iteration', () => {
  const sizes = [
    { width: 1920, height: 1080 },
    { width: 1280, height: 720 },
    { width: 960, height: 540 },
    { width: 390, height: 844 },
    { width: 360, height: 640 },
  ]
  it.each(sizes)('are all named, below the thumb, at $width × $height', async (size) => {
    const page = await openPage({ size })
    const { names, parts } = await partsOf(page)
    expect(names).toHaveLength(6)
    expect(names.slice(0, 4).map((name) => name.replace('sample ', ''))).toEqual(['1', '2', '3', '4'])
    expect(['sums', 'Σ']).toContain(names[4])
    expect(['update', 'w ←']).toContain(names[5])
    const thumbEnds = await operations(page).evaluate((input) => {
      const { top, height } = input.getBoundingClientRect()
      const rem = parseFloat(getComputedStyle(document.documentElement).fontSize)
      // The thumb, of 0.8 rem, stands 0.45 rem above the middle.
      return top + height / 2 + (0.4 - 0.45) * rem
    })
    for (const { name, isWhole, top, rem } of parts) {
      expect(isWhole, name).toBe(true)
      expect(top, name).toBeGreaterThanOrEqual(thumbEnds - 1)
      expect(rem, name).toBeGreaterThanOrEqual(0.7)
    }
  })
})

describe('a restart', () => {
  it('gives the identical run', async () => {
    const page = await openPage()
    const begun = await parametersOn(page)
    await page.keyboard.press('Space')
    await waitUntilPast(page, 150)
    await page.keyboard.press('Space')
    await waitForStatus(page, 'paused')
    const { iteration, step } = await cursorOf(page)
    const seen = await exactNumbers(page)

    await button(page, 'Restart the run').click()
    expect(await publishedStatus(page)).toEqual({ iteration: '0', step: '0', stage: 'inputs', status: 'ready' })
    expect(await parametersOn(page)).toEqual(begun)
    await iterations(page).fill(String(iteration + 1))
    await arriveAt(page, { iteration, step })
    expect(await exactNumbers(page)).toEqual(seen)
  })
})
