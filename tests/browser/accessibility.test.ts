import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { desk, openPage, phone } from './page.ts'
import { arriveAt, button, publishedStatus, waitForStatus } from './reading.ts'

/** What axe finds in both themes, one line each. */
async function findings(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
    for (const { id, nodes } of violations) {
      for (const { target, failureSummary } of nodes) {
        found.push(`${colorScheme}: ${id} at ${target.join(' ')}: ${failureSummary?.split('\n').slice(1).join(' ')}`)
      }
    }
  }
  return found
}

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
