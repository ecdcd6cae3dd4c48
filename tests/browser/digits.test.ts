import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { desk, openPage, phone, pictureDrawn, zoomed } from './page.ts'
import { arriveAt, framesPass, numbersOn } from './reading.ts'

const chooser = (page: Page) => page.getByRole('combobox', { name: 'digits' })

async function choose(page: Page, digits: number): Promise<void> {
  await chooser(page).selectOption(String(digits))
  await framesPass(page, 2) // the width of a panel is seen in the next picture
}

/** What is wider than the place it has, in the table, on the loss ribbon and in the transport. */
function whatOverflows(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const ALLOWED = 1
    const faults: string[] = []
    function keepWithin(inner: Element, outer: Element): void {
      const [one, other] = [inner.getBoundingClientRect(), outer.getBoundingClientRect()]
      const over = Math.max(other.left - one.left, one.right - other.right)
      if (over > ALLOWED) faults.push(`${inner.textContent} is ${over.toFixed(1)} px too wide for ${outer.tagName}`)
    }
    const table = document.querySelector('table')!
    keepWithin(table, table.parentElement!)
    for (const number of table.querySelectorAll('td > *')) keepWithin(number, number.parentElement!)
    const ribbon = document.querySelector('[aria-labelledby="loss-title"]')!
    for (const text of ribbon.querySelectorAll('span')) if (text.checkVisibility()) keepWithin(text, ribbon)
    const footer = document.querySelector('footer')!
    const parts = [...footer.children]
    for (const part of [...parts, ...footer.querySelectorAll('label')]) keepWithin(part, footer)
    parts.forEach((part, index) => {
      const box = part.getBoundingClientRect()
      for (const other of parts.slice(index + 1)) {
        const { left, right, top, bottom } = other.getBoundingClientRect()
        const across = Math.min(box.right, right) - Math.max(box.left, left)
        const down = Math.min(box.bottom, bottom) - Math.max(box.top, top)
        if (across > ALLOWED && down > ALLOWED) faults.push(`${part.textContent} and ${other.textContent} overlap`)
      }
    })
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth > clientWidth) faults.push('the page scrolls sideways')
    return faults
  })
}

const loss = (page: Page) => page.locator('tfoot [data-quantity="loss"]')

describe('the digits of numbers', () => {
  it('are as many as a person chooses, and the numbers stay what they are', async () => {
    const page = await openPage({ link: '#at=2.107' })
    await arriveAt(page, { iteration: 2, step: 107 })
    const values = async () => (await numbersOn(page)).map(({ quantity, value }) => `${quantity} ${value}`)
    const before = await values()
    const ribbon = page.locator('[aria-labelledby="loss-title"] [data-quantity="loss"]')
    const full = Number(await loss(page).getAttribute('data-value'))
    for (const digits of [2, 4, 15]) {
      await choose(page, digits)
      expect(await ribbon.textContent()).toBe(full.toFixed(digits))
      expect(await values()).toEqual(before)
    }
  })

  it('are fewer in the table where there is no room for all', async () => {
    const page = await openPage({ link: '#at=2.107' })
    await arriveAt(page, { iteration: 2, step: 107 })
    await choose(page, 2)
    expect(await loss(page).textContent()).toMatch(/^0\.\d\d$/)
    await choose(page, 15)
    expect(await loss(page).textContent()).toMatch(/^0\.\d{6,14}$/)
  })

  it('are kept for the next visit', async () => {
    const page = await openPage({ link: '#at=0.2' })
    await choose(page, 9)
    await page.reload()
    await pictureDrawn(page)
    expect(await chooser(page).inputValue()).toBe('9')
    expect(await page.locator('[aria-label="Formula"] mn[data-quantity="z"]').textContent()).toMatch(/\.\d{9}$/)
  })

  it.each(['99', '3.5', '{}', ''])('are four where what was kept is %j', async (kept) => {
    const page = await openPage()
    await choose(page, 9)
    await page.evaluate((text) => {
      for (const name of Object.keys(localStorage)) localStorage.setItem(name, text)
    }, kept)
    await page.reload()
    await pictureDrawn(page)
    expect(await chooser(page).inputValue()).toBe('4')
  })
})

const sizes = [
  ['a desk', desk],
  ['1280 × 800', { width: 1280, height: 800 }],
  ['1024 × 768', { width: 1024, height: 768 }],
  ['a zoomed page', zoomed],
  ['a phone', phone],
] as const

describe.each([2, 15])('with %d digits nothing overflows', (digits) => {
  it.each(sizes)('on %s', async (_, size) => {
    const page = await openPage({ size, link: '#at=2.107' })
    await arriveAt(page, { iteration: 2, step: 107 })
    await choose(page, digits)
    expect(await whatOverflows(page)).toEqual([])
  })

  it.each(sizes)('on %s, with numbers before the point that are long and negative', async (_, size) => {
    const page = await openPage({ size, link: '#activation=identity&output=identity&rate=0.5&at=2.107' })
    await arriveAt(page, { iteration: 2, step: 107 })
    await choose(page, digits)
    const longest = (await numbersOn(page)).filter(({ place }) => place === 'table').map(({ value }) => Number(value))
    expect(Math.max(...longest)).toBeGreaterThan(1000)
    expect(Math.min(...longest)).toBeLessThan(-10)
    expect(await whatOverflows(page)).toEqual([])
  })
})
