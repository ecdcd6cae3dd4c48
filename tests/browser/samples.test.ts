import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { openPage } from './page.ts'
import { arriveAt, button, cursorOf, numbersOn } from './reading.ts'

const chooserOf = (page: Page, sample: number) => button(page, `look at sample ${sample}`)

/** The samples of which the network shows numbers. */
async function samplesInNetwork(page: Page): Promise<(string | null)[]> {
  const numbers = (await numbersOn(page)).filter(({ place, quantity }) => place === 'network' && quantity === 'x')
  return [...new Set(numbers.map(({ sample }) => sample))]
}

/** The ground and the mark of each row of the table. */
function looksOf(page: Page): Promise<{ ground: string; mark: string }[]> {
  return page.locator('tbody tr').evaluateAll((rows) =>
    rows.map((row) => ({
      ground: getComputedStyle(row).backgroundColor,
      mark: getComputedStyle(row.firstElementChild!).boxShadow,
    })),
  )
}

async function openAfterUpdate(): Promise<Page> {
  const page = await openPage({ link: '#at=2.107' })
  await arriveAt(page, { iteration: 2, step: 107 })
  return page
}

describe('the number of a sample in the table', () => {
  it('shows that sample in the network, without moving the run, until it is pressed again', async () => {
    const page = await openAfterUpdate()
    expect(await samplesInNetwork(page)).toEqual(['3'])
    await chooserOf(page, 2).click()
    expect(await samplesInNetwork(page)).toEqual(['1'])
    expect(await cursorOf(page)).toEqual({ iteration: 2, step: 107 })
    const pressed = await page.locator('tbody button').evaluateAll((all) => all.map((each) => each.ariaPressed))
    expect(pressed).toEqual(['false', 'true', 'false', 'false'])
    await chooserOf(page, 2).click()
    expect(await samplesInNetwork(page)).toEqual(['3'])
    expect(await page.locator('tbody [aria-pressed="true"]').count()).toBe(0)
  })

  it('can be pressed with the keyboard', async () => {
    const page = await openAfterUpdate()
    await chooserOf(page, 1).focus()
    await page.keyboard.press('Space')
    expect(await samplesInNetwork(page)).toEqual(['0'])
    expect(await cursorOf(page)).toEqual({ iteration: 2, step: 107 })
  })

  it('is let go when the run goes on to a sample', async () => {
    const page = await openAfterUpdate()
    await chooserOf(page, 4).click()
    await page.keyboard.press('ArrowRight')
    expect(await samplesInNetwork(page)).toEqual(['3'])
    await page.keyboard.press('ArrowRight')
    expect(await samplesInNetwork(page)).toEqual(['0'])
    expect(await page.locator('tbody [aria-pressed="true"]').count()).toBe(0)
  })

  it('marks the row that is shown, and leaves the highlighter to the one at the cursor', async () => {
    const page = await openPage({ link: '#at=2.30' })
    await arriveAt(page, { iteration: 2, step: 30 })
    const [plain, current] = await looksOf(page)
    expect(current.ground).not.toBe(plain.ground)
    expect([plain.mark, current.mark]).toEqual(['none', 'none'])
    await chooserOf(page, 3).click()
    const rows = await looksOf(page)
    expect(rows.map(({ ground }) => ground === plain.ground)).toEqual([true, false, true, true])
    expect(rows.map(({ mark }) => mark === 'none')).toEqual([true, true, false, true])
    expect(rows[2].mark).toContain('rgb(28, 35, 48)') // ink, not the highlighter
  })

  it('is that of the data where the batch begins elsewhere', async () => {
    const page = await openPage({ link: '#batch=3&at=1.60' })
    await arriveAt(page, { iteration: 1, step: 60 })
    await chooserOf(page, 4).click()
    expect(await samplesInNetwork(page)).toEqual(['3'])
  })
})

describe('a number in the table', () => {
  it('is outlined while a person points at it, in ink', async () => {
    const page = await openAfterUpdate()
    const outlines = () =>
      page.locator('tbody [data-quantity]').evaluateAll((numbers) =>
        numbers.flatMap((number) => {
          const { outlineStyle, outlineColor } = getComputedStyle(number)
          return outlineStyle === 'none' ? [] : [`${number.getAttribute('data-quantity')} ${outlineColor}`]
        }),
      )
    expect(await outlines()).toEqual([])
    await page.locator('tbody [data-quantity="prediction"][data-sample="1"]').hover()
    expect(await outlines()).toEqual(['prediction rgb(28, 35, 48)'])
    await page.mouse.move(0, 0)
    expect(await outlines()).toEqual([])
  })
})
