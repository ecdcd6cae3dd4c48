import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { desk, openPage, phone } from './page.ts'
import { arriveAt, button, explanation, publishedStatus, waitForStatus } from './reading.ts'

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

const panels = ['Overview', 'Program', 'Read', 'Hidden units', 'Numbers']

for (const panel of panels.slice(1)) {
  states.push([`with the panel ${panel} open`, '#at=2.40', (page) => openPanel(page, panel)])
}

async function openPanel(page: Page, panel: string): Promise<void> {
  await arriveAt(page, { iteration: 2, step: 40 })
  await button(page, panel).click()
  await page.locator('[aria-label="Beside the network"] + div :is(h2, h3, table, [role="img"])').first().waitFor()
}

states.push(
  ['after a why?', '#at=2.40', askWhy],
  ['with the chain rule open', '#at=2.40', (page) => openFace(page, 'Chain rule', 'ol li')],
  ['with the check open', '#at=2.40', (page) => openFace(page, 'Check', 'dd')],
  ['with a large network', '#hidden=64,64&at=0.200', (page) => arriveAt(page, { iteration: 0, step: 200 })],
)

async function askWhy(page: Page): Promise<void> {
  await arriveAt(page, { iteration: 2, step: 40 })
  await explanation(page).locator('mn[data-slot]').first().click()
  await page.getByRole('navigation', { name: 'Why?' }).waitFor()
}

async function openFace(page: Page, face: string, content: string): Promise<void> {
  await arriveAt(page, { iteration: 2, step: 40 })
  await button(page, face).click()
  await explanation(page).locator(content).first().waitFor()
}

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
  it.each(panels)('reaches every control with the panel %s open, and shows where it is', async (panel) => {
    const page = await openPage({ link: '#at=2.40' })
    await arriveAt(page, { iteration: 2, step: 40 })
    if (panel !== 'Overview') await openPanel(page, panel)
    await page.locator('h1').click() // the focus begins at the top
    const missed = new Set(await tabStops(page))
    const total = missed.size
    for (let press = 0; press < total + 2; press++) {
      await page.keyboard.press('Tab')
      const { place, outline } = await page.evaluate(focusNow)
      if (place === null) break
      expect(outline, place).not.toBe('none')
      missed.delete(place)
    }
    expect([...missed]).toEqual([])
    expect(total).toBeGreaterThan(20)
  })

  it('presses the buttons that it reaches', async () => {
    const page = await openPage()
    await button(page, 'One step forward').focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Space')
    expect(await publishedStatus(page)).toMatchObject({ step: '2', status: 'paused' })
  })
})

declare global {
  interface Element {
    /** Given by `tabStops`: what has the focus may change what is on the page. */
    tabStop?: string
  }
}

/** Names everything that can have the focus; of a group of radio buttons the chosen one. */
const tabStops = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('button, select, input, a, summary, textarea, [tabindex]')]
      .filter((element) => (element as HTMLElement).tabIndex >= 0 && element.checkVisibility())
      .filter((element) => !element.matches(':disabled, input[type=radio]:not(:checked)'))
      .map((element, index) => (element.tabStop = `${index} ${element.localName} ${element.textContent.trim()}`)),
  )

/** Where the focus is, and what shows it; `place` is null when it has left the page. */
function focusNow() {
  const element = document.activeElement
  if (!element || element === document.body) return { place: null, outline: '' }
  return { place: element.tabStop ?? 'something new', outline: getComputedStyle(element).outlineStyle }
}
