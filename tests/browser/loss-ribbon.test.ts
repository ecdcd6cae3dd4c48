import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { openPage, phone } from './page.ts'
import { arriveAt, framesPass, waitForStatus, waitUntilPast } from './reading.ts'

const slider = (page: Page) => page.getByRole('slider', { name: 'Iteration of the run' })

/** Moves the run to where so many iterations are done. */
async function goTo(page: Page, done: number): Promise<void> {
  await slider(page).fill(String(done))
  await arriveAt(page, done === 0 ? { iteration: 0, step: 0 } : { iteration: done - 1, step: 107 })
  await framesPass(page, 1)
}

/** Boxes of what the ribbon shows, in pixels of the window; the line's last point too. */
function ribbonOf(page: Page) {
  return page.locator('[aria-labelledby="loss-title"]').evaluate((ribbon) => {
    const boxOf = (selector: string) => ribbon.querySelector(selector)?.getBoundingClientRect().toJSON() as DOMRect
    const path = [...ribbon.querySelectorAll('path')].at(-1)!
    const end = path.getPointAtLength(path.getTotalLength()).matrixTransform(path.getScreenCTM()!)
    return {
      ribbon: ribbon.getBoundingClientRect().toJSON() as DOMRect,
      plot: boxOf('svg'),
      number: boxOf('[data-quantity="loss"][data-sample="batch"]'),
      dot: boxOf('[class*="_dot"]'),
      now: boxOf('[class*="_now"]'),
      end: { x: end.x, y: end.y },
    }
  })
}

const middle = ({ left, width }: DOMRect) => left + width / 2

describe('the loss ribbon', () => {
  it('is as long as the run from the start, so that an iteration keeps its place while the run goes on', async () => {
    const page = await openPage()
    await goTo(page, 1000)
    const before = await ribbonOf(page)
    expect((middle(before.now) - before.plot.left) / before.plot.width).toBeCloseTo(0.1, 2)
    await goTo(page, 6000)
    await goTo(page, 1000)
    const after = await ribbonOf(page)
    expect(middle(after.now)).toBe(middle(before.now))
    expect(after.plot).toEqual(before.plot)
  })

  it('leaves the future blank: the line ends in the dot at the cursor', async () => {
    const page = await openPage()
    for (const done of [1, 500, 5000, 10_000]) {
      await goTo(page, done)
      const { end, dot, now } = await ribbonOf(page)
      expect(Math.abs(end.x - middle(now)), `at ${done}`).toBeLessThan(1)
      expect(Math.abs(end.x - middle(dot)), `at ${done}`).toBeLessThan(1)
      expect(Math.abs(end.y - (dot.top + dot.height / 2)), `at ${done}`).toBeLessThan(1)
    }
  })

  it.each([{ width: 1280, height: 720 }, phone])(
    'has the number beside the dot and whole, at any place and with any digits, at $width × $height',
    async (size) => {
      const page = await openPage({ size })
      await goTo(page, 10_000)
      for (const digits of ['4', '15']) {
        await page.getByRole('combobox', { name: 'digits' }).selectOption(digits)
        for (const done of [1, 2500, 5000, 7500, 10_000]) {
          await goTo(page, done)
          const { ribbon, plot, number, dot } = await ribbonOf(page)
          const where = `${digits} digits at ${done}`
          expect(number.left, where).toBeGreaterThanOrEqual(plot.left)
          expect(number.right, where).toBeLessThanOrEqual(plot.right)
          expect(number.top, where).toBeGreaterThanOrEqual(ribbon.top)
          expect(number.bottom, where).toBeLessThanOrEqual(ribbon.bottom)
          expect(number.right <= dot.left || number.left >= dot.right, `${where}: over the dot`).toBe(true)
        }
      }
    },
  )

  it('says the loss to who hears it', async () => {
    const page = await openPage()
    await goTo(page, 3000)
    expect(await slider(page).getAttribute('aria-valuetext')).toBe('3,000 iterations done, loss 0.4400')
  })

  it('goes where it is clicked, back too', async () => {
    const page = await openPage({ link: '#at=400.107' })
    await arriveAt(page, { iteration: 400, step: 107 })
    const { plot } = await ribbonOf(page)
    await page.mouse.click(plot.left + plot.width / 4, plot.top + plot.height / 2)
    await waitUntilPast(page, 2450)
    await waitForStatus(page, 'paused')
    await page.mouse.click(plot.left + plot.width / 100, plot.top + plot.height / 2)
    await page.waitForFunction(() => Number(document.documentElement.dataset.iteration) < 150)
  })

  it('shows powers of ten on a logarithmic scale, which is kept for the next visit', async () => {
    const page = await openPage()
    await goTo(page, 10_000)
    const linear = await ribbonOf(page)
    await page.getByRole('button', { name: 'log', exact: true }).click()
    const logarithmic = await ribbonOf(page)
    expect(logarithmic.dot.top).toBeLessThan(linear.dot.top - 5)
    await page.reload()
    expect(await page.getByRole('button', { name: 'log', exact: true }).getAttribute('aria-pressed')).toBe('true')
  })

  it('marks where a run diverged', async () => {
    const page = await openPage({ link: '#activation=identity&output=identity&rate=50&at=900.0' })
    await waitForStatus(page, 'diverged')
    const text = page.locator('[aria-labelledby="loss-title"]')
    expect(await text.getByText('×').isVisible()).toBe(true)
    expect(await text.getByRole('img').getAttribute('aria-label')).toMatch(
      / in iteration \d+ it stops being a number\.$/,
    )
  })
})
