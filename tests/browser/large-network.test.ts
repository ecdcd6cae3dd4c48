import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { openPage, phone } from './page.ts'
import { arriveAt, button, cursorOf, explanation, framesPass, numbersOn } from './reading.ts'

/** 4,288 edges: 2 inputs, two layers of 64, an output */
const LINK = '#hidden=64,64'

const graph = (page: Page) => page.getByRole('application')
const legend = (page: Page) => page.locator('[aria-label="Network"] + div p').innerText()
const title = (page: Page) => explanation(page).getByRole('heading').innerText()
const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('data-part') ?? null)
const tablets = (page: Page) => page.locator('[aria-label="Network"] [class*=unitBody]').count()

/** How many colours stand on each canvas of the picture. */
const colorsDrawn = (page: Page): Promise<number[]> =>
  page.locator('[aria-label="Network"] canvas').evaluateAll((canvases) =>
    canvases.map((element) => {
      const { width, height } = element as HTMLCanvasElement
      const copy = new OffscreenCanvas(width, height).getContext('2d')!
      copy.drawImage(element as HTMLCanvasElement, 0, 0)
      const { data } = copy.getImageData(0, 0, width, height)
      return new Set(new Uint32Array(data.buffer)).size
    }),
  )

/** A place in the picture, in parts of its width and height: the first column of 64 is at 0.3. */
async function placeIn(page: Page, across: number, down: number): Promise<{ x: number; y: number }> {
  const { x, y, width, height } = (await graph(page).boundingBox())!
  return { x: x + across * width, y: y + down * height }
}

async function tabToGraph(page: Page): Promise<void> {
  for (let press = 0; press < 40 && (await focused(page)) === null; press++) await page.keyboard.press('Tab')
  expect(await focused(page)).toBe('0 0')
}

describe('the picture of a large network', () => {
  it('is drawn, edges and units, and does without an element for each', async () => {
    const page = await openPage({ link: LINK })
    await expect.poll(async () => (await colorsDrawn(page)).map((count) => count > 4)).toEqual([true, true])
    expect(await page.locator('[aria-label="Network"] *').count()).toBeLessThan(300)
    expect(await graph(page).textContent()).toMatch(/hidden 1 · sigmoid · 64/)
  })

  it('shows the numbers of the operation at the cursor', async () => {
    const page = await openPage({ link: `${LINK}&at=0.200` })
    await arriveAt(page, { iteration: 0, step: 200 })
    const shown = (await numbersOn(page)).filter(
      ({ place, layer, unit }) => place === 'network' && layer === '2' && unit === '35',
    )
    expect(shown.map(({ quantity }) => quantity)).toContain('a')
    expect(await page.locator('[aria-label="Network"] [data-role="written"]').getAttribute('data-part')).toBe('2 35')
  })

  it('says what is pointed at, and a click asks why', async () => {
    const page = await openPage({ link: `${LINK}&at=0.200` })
    await arriveAt(page, { iteration: 0, step: 200 })
    const unit = await placeIn(page, 0.3, 0.75)
    await page.mouse.move(unit.x, unit.y)
    await expect.poll(() => legend(page)).toMatch(/^h\d+\(1\): z [+−]0\.\d{4}.*a 0\.\d{4}.*click: why\?$/)
    const pointed = await page.locator('[data-pointed]').getAttribute('data-part')
    expect(pointed).toMatch(/^1 \d+$/)
    await page.mouse.click(unit.x, unit.y)
    await expect.poll(() => title(page)).toMatch(new RegExp(`^Activation of h${Number(pointed!.split(' ')[1]) + 1}`))
    const edge = await placeIn(page, 0.4, 0.6)
    await page.mouse.move(edge.x, edge.y)
    await expect.poll(() => legend(page)).toMatch(/^h\d+\(1\) → h\d+\(2\): w [+−]/)
    await page.mouse.move(700, 5)
    await expect.poll(() => page.locator('[data-pointed]').count()).toBe(0)
  })

  it('has every part under the arrow keys, in the document only while it has the focus', async () => {
    const page = await openPage({ link: LINK })
    await tabToGraph(page)
    const tour = ['ArrowRight', 'ArrowDown', 'ArrowRight', 'ArrowDown', 'ArrowRight', 'ArrowRight', 'End']
    const seen = []
    for (const key of tour) {
      await page.keyboard.press(key)
      seen.push(await focused(page))
    }
    expect(seen).toEqual(['1 0 0', '1 1 0', '1 1', '1 2', '2 0 2', '2 0', '3 0'])
    expect(await page.locator('[data-part="1 2"]').count()).toBe(0)
    expect(await cursorOf(page)).toEqual({ iteration: 0, step: 0 })
  })

  it('is zoomed by keys and buttons until its units can be read, and fits again', async () => {
    const page = await openPage({ link: LINK, motion: 'reduce' })
    await tabToGraph(page)
    const before = await tablets(page)
    for (let press = 0; press < 6; press++) {
      await page.keyboard.press('+')
      await framesPass(page, 3)
    }
    await expect.poll(() => tablets(page)).toBeGreaterThan(before + 8)
    await page.keyboard.press('0')
    await expect.poll(() => tablets(page)).toBe(before)
    await button(page, 'Zoom in').click()
    await expect.poll(() => graph(page).locator('[data-zoomed]').count()).toBe(1)
    await button(page, 'Fit the network').click()
    await expect.poll(() => graph(page).locator('[data-zoomed]').count()).toBe(0)
  })

  it('follows the operation at the cursor where it is zoomed in', async () => {
    const page = await openPage({ link: `${LINK}&at=0.2`, motion: 'reduce' })
    await arriveAt(page, { iteration: 0, step: 2 })
    for (let press = 0; press < 6; press++) {
      await button(page, 'Zoom in').click()
      await framesPass(page, 3)
    }
    const written = page.locator('[aria-label="Network"] [data-role="written"]')
    await expect.poll(() => written.count()).toBe(0)
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => written.count()).toBe(1)
    expect(await written.getAttribute('data-part')).toBe('1 1')
  })

  it('lets the wheel scroll a page that scrolls', async () => {
    const page = await openPage({ link: LINK, size: phone })
    const { x, y } = await placeIn(page, 0.5, 0.5)
    await page.mouse.move(x, y)
    await page.mouse.wheel(0, 200)
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(0)
    expect(await graph(page).locator('[data-zoomed]').count()).toBe(0)
  })
})
