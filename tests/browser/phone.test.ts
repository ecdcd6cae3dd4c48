import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { classicXor, scheduleOf } from '../../src/experiment/experiment.ts'
import { linkOf } from '../../src/experiment/link.ts'
import { openPage, phone, type Visit } from './page.ts'
import { button, explanation, framesPass } from './reading.ts'

const narrow = { width: 360, height: 740 }

const openPhone = (visit: Visit = {}): Promise<Page> =>
  openPage({ size: phone, touch: true, motion: 'reduce', ...visit })

const openNetwork = (hiddenSizes: number[], step = 0, visit: Visit = {}): Promise<Page> =>
  openPhone({ ...visit, link: linkOf({ ...classicXor, hiddenSizes }, { iteration: 0, step }) })

async function goToStep(page: Page, step: number): Promise<void> {
  await page.getByRole('slider', { name: 'Operation of the iteration' }).fill(String(step))
  await framesPass(page, 1)
}

describe.each([
  ['390 × 844', phone],
  ['360 × 740', narrow],
])('a phone of %s', (_, size) => {
  it('has network and formula in sight at every step, without scrolling', async () => {
    const page = await openPhone({ size })
    const hidden: string[] = []
    for (let step = 1; step <= scheduleOf(classicXor).count; step++) {
      await goToStep(page, step)
      const found = await page.evaluate(() => {
        const bottom = document.querySelector('footer')!.getBoundingClientRect().top
        return ['Network', 'Formula'].flatMap((name) => {
          const box = document.querySelector(`[role="group"][aria-label="${name}"]`)!.getBoundingClientRect()
          const isSeen = box.height > 40 && box.top >= 0 && box.bottom <= bottom + 1
          return isSeen ? [] : [`${name} from ${box.top} to ${box.bottom}, above ${bottom}`]
        })
      })
      hidden.push(...found.map((fault) => `step ${step}: ${fault}`))
    }
    expect(hidden.slice(0, 9)).toEqual([])
    expect(await page.evaluate(() => scrollY)).toBe(0)
  })

  it('invites in sight, below all that it says before', async () => {
    const page = await openPhone({ size })
    const boxOf = (of: Locator) => of.evaluate((element) => element.getBoundingClientRect().toJSON() as DOMRect)
    const invitation = await boxOf(button(page, 'Watch it learn XOR'))
    expect(invitation.top).toBeGreaterThanOrEqual((await boxOf(explanation(page).locator('p').first())).bottom)
    expect(invitation.bottom).toBeLessThanOrEqual((await boxOf(page.locator('footer'))).top)
  })

  it('has a number on every edge, a share with its symbol, and none over another number', async () => {
    const page = await openPhone({ size })
    const network = page.getByRole('group', { name: 'Network', exact: true })
    const onEdges = network.locator('[data-quantity="w"]')
    expect(await onEdges.count()).toBe(6)
    const { count } = scheduleOf(classicXor)
    const faults: string[] = []
    for (const step of [0, 1, 6, 8, 9, 11, 14, 15, 18, 19, 21, 41, 44, 90, 100, count]) {
      await goToStep(page, step)
      const found = await network.evaluate((frame) => {
        const ALLOWED = 2
        const { left, right } = frame.getBoundingClientRect()
        const texts = [...frame.querySelectorAll('text')].map((text) => ({
          name: text.textContent,
          box: text.getBoundingClientRect(),
        }))
        return texts.flatMap(({ name, box }, index) => [
          ...(box.left < left || box.right > right ? [`${name} is cut off`] : []),
          ...texts.slice(index + 1).flatMap((other) => {
            const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left)
            const down = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top)
            return across > ALLOWED && down > ALLOWED ? [`${name} and ${other.name} overlap`] : []
          }),
        ])
      })
      faults.push(...found.map((fault) => `step ${step}: ${fault}`))
    }
    expect(faults).toEqual([])
    await goToStep(page, 14)
    expect(await network.locator('g:has(> text > [data-quantity="gw"])').textContent()).toContain('share')
  })

  it.each([[[2]], [[8, 8]]])('is as wide as every panel of a network with hidden layers of %j', async (sizes) => {
    const page = await openNetwork(sizes, 14, { size })
    const faults: string[] = []
    const panels = page.getByRole('group', { name: 'Beside the network' }).getByRole('button')
    for (const name of await panels.allInnerTexts()) {
      await button(page, name).click()
      await page.locator('main h2').nth(1).waitFor()
      await framesPass(page, 2)
      const found = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement
        const cut = [...document.querySelectorAll('button, select, h2')].filter((element) => {
          const { left, right, width } = element.getBoundingClientRect()
          const scrolls = element.closest('ol, [data-cells], [aria-label="Network"]')
          return width > 1 && !scrolls && (left < 0 || right > clientWidth + 0.5)
        })
        return [
          ...(scrollWidth > clientWidth ? [`${scrollWidth} px wide`] : []),
          ...cut.map((element) => `${element.textContent} is cut`),
        ]
      })
      faults.push(...found.map((fault) => `${name}: ${fault}`))
    }
    expect(faults).toEqual([])
  })

  it('shows every speed and every step size in full', async () => {
    const page = await openPhone({ size })
    const cut = await page.locator('footer select').evaluateAll((selects) =>
      (selects as HTMLSelectElement[]).flatMap((select) => {
        const { font, paddingLeft, paddingRight } = getComputedStyle(select)
        const context = document.createElement('canvas').getContext('2d')!
        context.font = font
        // The mark of a select stands in its padding.
        const room = select.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight)
        return [...select.options]
          .filter(({ text }) => text !== 'epoch = iteration' && context.measureText(text).width > room)
          .map(({ text }) => `${text} in ${room} px`)
      }),
    )
    expect(cut).toEqual([])
  })

  it('has all stages side by side', async () => {
    const page = await openPhone({ size })
    const stages = page.getByRole('navigation', { name: 'Stages' })
    expect(await stages.evaluate((nav) => nav.scrollWidth - nav.clientWidth)).toBe(0)
  })
})

describe('with a finger', () => {
  it('one is told to tap, and of buttons instead of keys', async () => {
    const page = await openPhone()
    for (const moment of ['#at=0.0', '#at=1.0']) {
      await page.evaluate((hash) => void (location.hash = hash), moment)
      await page.waitForFunction((at) => at.endsWith(`${document.documentElement.dataset.iteration}.0`), moment)
      const words = await explanation(page).innerText()
      expect(words).toMatch(/Tap/)
      expect(words).not.toMatch(/press|click|space|→|←/i)
    }
    await page.locator('[aria-label="Network"] [data-quantity="b"]').first().tap()
    await button(page, 'Help').tap()
    const help = page.getByRole('dialog')
    await help.getByText('tap it').waitFor()
    expect(await help.innerText()).not.toMatch(/click/i)
  })

  it('one is told of the button that pauses, while it trains', async () => {
    const page = await openPhone()
    await button(page, 'Play').tap()
    await page.waitForFunction(() => document.documentElement.dataset.status === 'running')
    expect(await explanation(page).innerText()).not.toMatch(/space/i)
    await button(page, 'Pause').tap()
  })
})

it('with a mouse one is told to click, and of keys', async () => {
  const page = await openPage()
  const words = await explanation(page).innerText()
  expect(words).toMatch(/press → for the first operation/)
  expect(words).toMatch(/Click any number/)
})
