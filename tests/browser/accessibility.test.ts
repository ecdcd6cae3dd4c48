import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { desk, openPage, phone } from './page.ts'
import { arriveAt, button, publishedStatus, waitForStatus } from './reading.ts'

type Results = Awaited<ReturnType<AxeBuilder['analyze']>>

declare global {
  interface Window {
    axe: { run: (options: object) => Promise<Results> }
  }
}

const onlyFaults = { resultTypes: ['violations' as const] }

/** What axe finds in both themes, one line each. */
async function findings(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'light' })
  // The legacy mode does without a page of its own, and leaves axe in this one for a second run.
  const light = await new AxeBuilder({ page }).setLegacyMode().options(onlyFaults).analyze()
  await page.emulateMedia({ colorScheme: 'dark' })
  const dark = await page.evaluate((options) => window.axe.run(options), onlyFaults)
  return [...linesOf('light', light), ...linesOf('dark', dark)]
}

const linesOf = (theme: string, { violations }: Results): string[] =>
  violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${theme}: ${id} at ${target.join(' ')}: ${failureSummary}`),
  )

const states: [name: string, link: string, reach: (page: Page) => Promise<unknown>][] = [
  ['at first view', '', () => Promise.resolve()],
  ['in the middle of the backward pass', '#at=2.11', (page) => arriveAt(page, { iteration: 2, step: 11 })],
  ['after training', '#at=9999.107', (page) => arriveAt(page, { iteration: 9999, step: 107 })],
  ['with Set-up open and a value refused', '', refuse],
  ['with the keys open', '', (page) => page.keyboard.press('?')],
  [
    'after a divergence',
    '#activation=identity&output=identity&rate=50&at=900.0',
    (page) => waitForStatus(page, 'diverged'),
  ],
]

async function refuse(page: Page): Promise<void> {
  await button(page, 'Set-up').click()
  const rate = page.getByRole('complementary').getByLabel('Learning rate')
  await rate.fill('fast')
  await rate.press('Enter')
}

describe.each([
  ['a desk', desk],
  ['a phone', phone],
])('axe on %s, light and dark', (_, size) => {
  it.each(states)('finds nothing %s', async (_name, link, reach) => {
    const page = await openPage({ size, link })
    await reach(page)
    expect(await findings(page)).toEqual([])
  })
})

describe('the keyboard', () => {
  it('reaches every control, and shows where it is', async () => {
    const page = await openPage()
    const all = await page.locator('button, select, input').count()
    const reached = new Set<string>()
    for (let press = 0; press < all + 2; press++) {
      await page.keyboard.press('Tab')
      const { name, outline } = await page.evaluate(() => {
        const element = document.activeElement!
        const { outlineStyle, outlineWidth } = getComputedStyle(element)
        const label = element.getAttribute('aria-label') ?? element.closest('label')?.textContent ?? element.textContent
        return { name: `${element.tagName} ${label}`, outline: `${outlineStyle} ${outlineWidth}` }
      })
      if (name.startsWith('BODY')) break
      expect(outline, name).toBe('solid 3px')
      reached.add(name)
    }
    for (const name of ['BUTTON Play', 'BUTTON One step back', 'INPUT Iteration of the run', 'DIV Network']) {
      expect([...reached]).toContain(name)
    }
    expect(reached.size).toBeGreaterThanOrEqual(all)
  })

  it('presses the buttons that it reaches', async () => {
    const page = await openPage()
    await button(page, 'One step forward').focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Space')
    expect(await publishedStatus(page)).toMatchObject({ step: '2', status: 'paused' })
  })
})
