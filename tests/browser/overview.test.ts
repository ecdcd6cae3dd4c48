import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { openPage } from './page.ts'
import { arriveAt, framesPass } from './reading.ts'

const SIZES = [
  [1280, 720],
  [1366, 768],
  [1440, 900],
  [1920, 1080],
  [1024, 768],
  [960, 540],
] as const

/** Parts of the overview that are not wholly in sight, or wider than their place. */
function faultsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = []
    const transport = document.querySelector('footer')!.getBoundingClientRect().top
    const inner = [
      '#data-title',
      'table',
      '#boundary-title',
      '[aria-labelledby="boundary-title"] > div',
      '[aria-labelledby="boundary-title"] li:last-child',
    ]
    const side = document
      .querySelector('[aria-labelledby="boundary-title"]')!
      .parentElement!.parentElement!.getBoundingClientRect()
    for (const place of inner) {
      const part = document.querySelector(place)!
      const element = part.matches('table') ? part.parentElement! : part
      const { left, right, top, bottom } = element.getBoundingClientRect()
      if (top < 0 || bottom > transport) faults.push(`${place} is out of sight: ${top} to ${bottom} of ${transport}`)
      if (left < side.left || right > side.right) faults.push(`${place} is too wide`)
    }
    const table = document.querySelector('table')!
    const room = table.parentElement!
    if (room.scrollWidth > room.clientWidth)
      faults.push(`the table is ${room.scrollWidth - room.clientWidth} px too wide`)
    for (const cell of table.querySelectorAll('th, td')) {
      if (cell.scrollWidth > cell.clientWidth + 1) faults.push(`${cell.textContent} is too wide`)
    }
    return faults
  })
}

describe('table and plane are in sight together, and fit beside the network', () => {
  it.each(SIZES)('at %i × %i', async (width, height) => {
    const page = await openPage({ size: { width, height }, link: '#at=2.107' })
    await arriveAt(page, { iteration: 2, step: 107 })
    expect(await faultsOf(page)).toEqual([])
    await page.getByRole('combobox', { name: 'digits' }).selectOption('15')
    await framesPass(page, 2)
    expect(await faultsOf(page)).toEqual([])
  })

  it.each(SIZES.slice(0, 1))('of 200 samples too, which scroll: %i × %i', async (width, height) => {
    const page = await openPage({ size: { width, height }, link: '#data=moons&at=0.40' })
    await arriveAt(page, { iteration: 0, step: 40 })
    expect(await faultsOf(page)).toEqual([])
    const rows = page.locator('tbody tr:not([aria-hidden])')
    expect(await rows.count()).toBeLessThan(30)
    const scroller = page.locator('table').locator('..')
    await scroller.evaluate((element) => void (element.scrollTop = element.scrollHeight))
    await page.getByRole('button', { name: 'look at sample 200' }).waitFor()
    expect(await faultsOf(page)).toEqual([])
  })

  it('is read from the back row: table and legend have the size of type that the page has', async () => {
    const page = await openPage({ size: { width: 1280, height: 720 } })
    const sizeOf = (place: string) =>
      page
        .locator(place)
        .first()
        .evaluate((element) => parseFloat(getComputedStyle(element).fontSize))
    expect(await sizeOf('tbody td')).toBeCloseTo(0.85 * 18, 1)
    expect(await sizeOf('[aria-labelledby="boundary-title"] li')).toBeGreaterThanOrEqual(0.75 * 18)
  })
})
