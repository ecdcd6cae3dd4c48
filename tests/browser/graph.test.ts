import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { desk, openPage, phone } from './page.ts'
import { arriveAt, button, cursorOf, explanation, framesPass, numbersOn } from './reading.ts'

const part = (page: Page, key: string) => page.locator(`[data-part="${key}"]`)
const legend = (page: Page) => page.locator('[aria-label="Network"] + div p').innerText()
const title = (page: Page) => explanation(page).getByRole('heading').innerText()

/** The part of the graph that has the focus, by its key: layer, unit and, for an edge, source. */
const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('data-part') ?? null)

const pointedAt = (page: Page): Promise<string[]> =>
  page.locator('[data-pointed][data-part]').evaluateAll((parts) => parts.map((it) => it.getAttribute('data-part')!))

/** A place inside a unit where no number stands. */
async function insideUnit(page: Page, key: string): Promise<{ x: number; y: number }> {
  const { x, y, width } = (await part(page, key).locator('[class*=unitOutline]').boundingBox())!
  return { x: x + width / 2, y: y + 8 }
}

/** Goes to the graph as one does without a mouse. */
async function tabToGraph(page: Page): Promise<void> {
  for (let press = 0; press < 40 && (await focused(page)) === null; press++) await page.keyboard.press('Tab')
  expect(await focused(page)).not.toBeNull()
}

async function press(page: Page, ...keys: string[]): Promise<(string | null)[]> {
  const places = []
  for (const key of keys) {
    await page.keyboard.press(key)
    places.push(await focused(page))
  }
  return places
}

const [up, down, left, right] = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']

describe('the graph without a mouse', () => {
  it('is one stop of Tab, and the arrow keys reach every part of it, without a step', async () => {
    const page = await openPage({ link: '#at=0.14' })
    await tabToGraph(page)
    expect(await focused(page)).toBe('0 0')
    const tour = [down, right, down, right, left, up, left, right, right, up, right, right, left, down, left, right]
    const seen = await press(page, ...tour, right, right, right)
    const all = await page
      .locator('[data-part]')
      .evaluateAll((parts) => parts.map((it) => it.getAttribute('data-part')))
    expect(all).toHaveLength(2 + 2 + 1 + 6 + 1)
    expect(new Set(['0 0', ...seen])).toEqual(new Set(all))
    expect(await cursorOf(page)).toEqual({ iteration: 0, step: 14 })
    await page.keyboard.press('Tab')
    expect(await focused(page)).toBeNull()
    await page.keyboard.press('Shift+Tab')
    expect(await focused(page)).toBe('3 0')
  })

  it('says the numbers that stand on the screen', async () => {
    const page = await openPage({ link: '#at=0.107' })
    await arriveAt(page, { iteration: 0, step: 107 })
    const numbers = (await numbersOn(page)).filter(({ place }) => place === 'network')
    expect(numbers.length).toBeGreaterThan(20)
    for (const { quantity, layer, unit, source, text } of numbers) {
      const place = quantity === 'target' ? '3 0' : [layer, unit, ...(source === null ? [] : [source])].join(' ')
      expect(await part(page, place).getAttribute('aria-label'), `${quantity} of ${place}`).toContain(text)
    }
    expect(await part(page, '1 0 0').getAttribute('aria-label')).toMatch(/^weight from x1 to h1: \+0\.37/)
  })

  it('says how to move, and shows where one is', async () => {
    const page = await openPage()
    const described = await page
      .getByRole('application')
      .evaluate((svg) => document.getElementById(svg.getAttribute('aria-describedby')!)?.textContent)
    expect(described).toMatch(/Left and right .* Enter/)
    await tabToGraph(page)
    for (const key of [right, right]) {
      await page.keyboard.press(key)
      const ring = await page.evaluate(() => {
        const { display, strokeWidth } = getComputedStyle(document.activeElement!.querySelector('[class*=ring]')!)
        return `${display} ${strokeWidth}`
      })
      expect(ring).toBe('inline 3px')
    }
  })

  it('asks why with Enter, and returns with Escape', async () => {
    const page = await openPage({ link: '#at=0.14' })
    await tabToGraph(page)
    await press(page, right, right)
    const before = await title(page)
    await page.keyboard.press('Enter')
    await expect.poll(() => title(page)).toMatch(/^Delta of h1/)
    expect(await title(page)).not.toBe(before)
    expect(await part(page, '1 0').getAttribute('data-role')).toBe('written')
    expect(await cursorOf(page)).toEqual({ iteration: 0, step: 14 })
    await page.keyboard.press('Escape')
    await expect.poll(() => title(page)).toBe(before)
    expect(await focused(page)).toBe('1 0')
  })

  it('keeps the focus over steps, which Page Down still makes; Space asks, as it presses a button', async () => {
    const page = await openPage()
    await tabToGraph(page)
    await press(page, right, down, right)
    for (let step = 1; step <= 20; step++) await page.keyboard.press('PageDown')
    expect(await cursorOf(page)).toEqual({ iteration: 0, step: 20 })
    expect(await focused(page)).toBe('1 1')
    expect(await pointedAt(page)).toEqual(['1 1'])
    await framesPass(page, 2)
    expect(await legend(page)).toMatch(/^h2: .*δ/)
    await page.keyboard.press('Space')
    await page.getByRole('navigation', { name: 'Why?' }).waitFor()
    expect(await focused(page)).toBe('1 1')
    expect(await cursorOf(page)).toEqual({ iteration: 0, step: 20 })
  })

  it.each([
    ['a desk', desk],
    ['a phone', phone],
  ])('brings a large network into view on %s', async (_, size) => {
    const page = await openPage({ size, link: '#hidden=8,8' })
    await tabToGraph(page)
    for (const key of ['End', left, down, down, left, down, right, right]) {
      await page.keyboard.press(key)
      const isSeen = await page.evaluate(() => {
        const { left: start, right: end } = document.activeElement!.getBoundingClientRect()
        return end > 0 && start < innerWidth
      })
      expect(isSeen).toBe(true)
    }
  })
})

describe('the graph with a mouse', () => {
  it('marks what is pointed at, and says what it is', async () => {
    const page = await openPage({ link: '#at=0.14' })
    const usual = await legend(page)
    expect(usual).toMatch(/^The units show sample 1 of 4\./)
    const height = (await part(page, '1 0').boundingBox())!.y
    const inside = await insideUnit(page, '1 0')
    await page.mouse.move(inside.x, inside.y)
    expect(await pointedAt(page)).toEqual(['1 0'])
    expect(await legend(page)).toMatch(/^h1: z \+0\.0\d{3}.*a 0\.\d{4}.*δ [+−]0\.\d{4}.*b \+0\.\d{4}.*click: why\?$/)
    await part(page, '1 0').locator('[data-quantity="delta"]').hover()
    expect(await legend(page)).toMatch(/^delta of h1, sample 1: [+−]0\.\d{4}/)
    expect(await pointedAt(page)).toEqual(['1 0'])
    expect((await part(page, '1 0').boundingBox())!.y).toBe(height)
    await page.mouse.move(700, 5)
    expect(await pointedAt(page)).toEqual([])
    expect(await legend(page)).toBe(usual)
  })

  it('is linked with the equation: pointing at a term lights its part', async () => {
    const page = await openPage({ link: '#at=0.1' })
    await explanation(page).locator('math [data-quantity="w"][data-source="1"]').hover()
    expect(await pointedAt(page)).toEqual(['1 0 1'])
  })

  it('shows the label of an edge that has no room for it, while it is pointed at', async () => {
    const page = await openPage({ link: '#hidden=8,8&at=0.1' })
    const label = page.locator(
      '[aria-label="Network"] [data-quantity="w"][data-layer="2"][data-unit="3"][data-source="1"]',
    )
    expect(await label.count()).toBe(0)
    const { x, y, width, height } = (await part(page, '2 3 1').locator('line').first().boundingBox())!
    await page.mouse.move(x + width * 0.1, y + height * 0.1)
    expect(await pointedAt(page)).toEqual(['2 3 1'])
    expect(await label.count()).toBe(1)
    await page.mouse.move(700, 5)
    expect(await label.count()).toBe(0)
  })

  it('asks why with a click: a unit about its δ, a number about itself', async () => {
    const page = await openPage({ link: '#at=0.14' })
    const before = await title(page)
    const inside = await insideUnit(page, '1 0')
    await page.mouse.click(inside.x, inside.y)
    await expect.poll(() => title(page)).toMatch(/^Delta of h1/)
    await part(page, '1 0').locator('[data-quantity="a"]').click()
    await expect.poll(() => title(page)).toMatch(/^Activation of h1/)
    await page.keyboard.press('Escape')
    await expect.poll(() => title(page)).toMatch(/^Delta of h1/)
    await page.keyboard.press('Escape')
    await expect.poll(() => title(page)).toBe(before)
  })

  it('leaves the arrow keys to the lesson after a click', async () => {
    const page = await openPage({ link: '#at=0.14' })
    const inside = await insideUnit(page, '1 1')
    await page.mouse.click(inside.x, inside.y)
    expect(await focused(page)).toBe('1 1')
    await page.keyboard.press('ArrowRight')
    expect(await cursorOf(page)).toEqual({ iteration: 0, step: 15 })
    expect(await focused(page)).toBe('1 1')
  })

  it('takes a drag over text for a selection, and not for a question', async () => {
    const page = await openPage({ link: '#at=0.14' })
    const before = await title(page)
    const { x, y, width, height } = (await part(page, '1 0').locator('[data-quantity="a"]').boundingBox())!
    await page.mouse.move(x + 2, y + height / 2)
    await page.mouse.down()
    await page.mouse.move(x + width - 2, y + height / 2, { steps: 4 })
    await page.mouse.up()
    expect(await page.evaluate(() => getSelection()!.toString())).not.toBe('')
    await framesPass(page, 2)
    expect(await title(page)).toBe(before)
  })
})

describe('the numbers as tables', () => {
  it('show a sample that the person chooses, until the run is followed again', async () => {
    const page = await openPage({ link: '#at=0.40' })
    await button(page, 'Numbers').click()
    const sample = page.getByRole('group', { name: 'Sample' })
    await sample.getByRole('button', { name: '1', exact: true }).click()
    expect(await legend(page)).toContain('sample 1 of 4, which you chose; the run is at sample 2')
    const cell = page.getByRole('table', { name: 'Units, for sample 1' }).locator('[data-quantity="z"]').first()
    expect(await cell.textContent()).toMatch(/^\+0\.\d{4}$/)
    await cell.hover()
    expect(await pointedAt(page)).toEqual(['1 0'])
    await page.locator('[aria-label="Network"] + div').getByRole('button', { name: 'follow the run' }).click()
    expect(await page.getByRole('table', { name: 'Units, for sample 2' }).count()).toBe(1)
  })
})
