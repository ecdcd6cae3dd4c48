import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { classicXor, type Experiment } from '../../src/experiment/experiment.ts'
import { linkOf } from '../../src/experiment/link.ts'
import { openPage, pictureDrawn } from './page.ts'
import {
  arriveAt,
  button,
  cursorOf,
  exactNumbers,
  explanation,
  framesPass,
  publishedStatus,
  waitForStatus,
  waitUntilPast,
} from './reading.ts'

const experiment: Experiment = { ...classicXor, hiddenSizes: [3], learningRate: 0.5, seed: 7 }

/** Waits until the address is that of the moment on screen. */
async function addressOf(page: Page): Promise<string> {
  await page.waitForFunction(() => {
    const { iteration, step } = document.documentElement.dataset
    return `${location.hash}&`.includes(`at=${iteration}.${step}&`)
  })
  return page.evaluate(() => location.hash)
}

describe('the address', () => {
  it('after a pause opens the same run at the same moment in a new page', async () => {
    const page = await openPage({ link: linkOf(experiment, { iteration: 0, step: 0 }) })
    await page.keyboard.press('Space')
    await waitUntilPast(page, 40)
    await page.keyboard.press('Space')
    await waitForStatus(page, 'paused')
    await page.keyboard.press('PageUp')
    await page.keyboard.press('PageUp')
    const cursor = await cursorOf(page)
    const link = await addressOf(page)
    expect(link).toBe(linkOf(experiment, cursor))

    const other = await openPage({ link })
    await arriveAt(other, cursor)
    expect(await exactNumbers(other)).toEqual(await exactNumbers(page))
    expect((await publishedStatus(other)).status).toBe('paused')
  })

  it('brings everything back after a reload', async () => {
    const page = await openPage()
    await button(page, 'Set-up').click()
    await page.getByRole('complementary').getByLabel('Seed').fill('11')
    await page.getByRole('complementary').getByLabel('Seed').press('Enter')
    for (let step = 0; step < 9; step++) await button(page, 'One step forward').click()
    expect(await addressOf(page)).toBe('#seed=11&at=0.9&panel=set-up')
    const before = await exactNumbers(page)
    await page.reload()
    await pictureDrawn(page)
    await arriveAt(page, { iteration: 0, step: 9 })
    expect(await exactNumbers(page)).toEqual(before)
  })

  it('can be changed in an open page', async () => {
    const page = await openPage()
    await page.evaluate(() => void (location.hash = '#seed=5&at=3.20'))
    await arriveAt(page, { iteration: 3, step: 20 })
    const fresh = await openPage({ link: '#seed=5&at=3.20' })
    await arriveAt(fresh, { iteration: 3, step: 20 })
    expect(await exactNumbers(page)).toEqual(await exactNumbers(fresh))
  })
})

describe('the Back button of the browser', () => {
  async function setSeed(page: Page, seed: number): Promise<void> {
    const field = page.getByRole('complementary').getByLabel('Seed')
    await field.fill(String(seed))
    await field.press('Enter')
  }

  it('returns to the experiment before a change, at its very moment, and Forward to the other', async () => {
    const page = await openPage({ link: '#hidden=3&at=20.30' })
    await arriveAt(page, { iteration: 20, step: 30 })
    await button(page, 'Set-up').click()
    for (let step = 0; step < 4; step++) await button(page, 'One step forward').click()
    const before = await exactNumbers(page)
    await setSeed(page, 11)
    await arriveAt(page, { iteration: 0, step: 0 })
    await button(page, 'One step forward').click()
    expect(await addressOf(page)).toBe('#hidden=3&seed=11&at=0.1&panel=set-up')
    const changed = await exactNumbers(page)

    await page.goBack()
    await arriveAt(page, { iteration: 20, step: 34 })
    expect(await exactNumbers(page)).toEqual(before)
    expect(await addressOf(page)).toBe('#hidden=3&at=20.34&panel=set-up')
    await page.goForward()
    await arriveAt(page, { iteration: 0, step: 1 })
    expect(await exactNumbers(page)).toEqual(changed)
  })

  it('undoes change after change, a reset too', async () => {
    const page = await openPage()
    await button(page, 'Set-up').click()
    await setSeed(page, 11)
    await button(page, 'One step forward').click()
    await setSeed(page, 12)
    await button(page, 'Reset to the XOR example').click()
    expect(await addressOf(page)).toBe('#at=0.0&panel=set-up')
    const seen = []
    for (let time = 0; time < 3; time++) {
      await page.goBack()
      await framesPass(page, 40) // longer than the address may lag behind
      seen.push([await page.evaluate(() => location.hash), (await cursorOf(page)).step])
    }
    expect(seen).toEqual([
      ['#seed=12&at=0.0&panel=set-up', 0],
      ['#seed=11&at=0.1&panel=set-up', 1],
      ['#at=0.0&panel=set-up', 0],
    ])
  })

  it('leaves the page where nothing was changed, however far one has gone in the run', async () => {
    const page = await openPage()
    const entries = () => page.evaluate(() => history.length)
    const atFirst = await entries()
    await page.keyboard.press('ArrowRight')
    await addressOf(page)
    await page.keyboard.press('Space')
    await waitUntilPast(page, 40)
    await page.keyboard.press('Space')
    await addressOf(page)
    await button(page, 'Restart the run').click()
    await addressOf(page)
    expect(await entries()).toBe(atFirst)
  })
})

describe('what is looked at', () => {
  const title = (page: Page) => explanation(page).getByRole('heading')
  const trail = (page: Page) => page.getByRole('navigation', { name: 'Why?' })
  const term = (page: Page, index: number) => explanation(page).locator('mn[data-slot]').nth(index)
  const hashOf = (page: Page) => page.evaluate(() => location.hash)
  const waitForHash = (page: Page, hash: string) => page.waitForFunction((wanted) => location.hash === wanted, hash)
  const panelOf = (page: Page) =>
    page.getByRole('group', { name: 'Beside the network' }).locator('[aria-pressed=true]').innerText()
  const askAboutLoss = (page: Page) => page.locator('table [data-quantity="loss"][data-sample="0"]').click()

  /** A trail of three, from the loss of the first sample, after operation 40. */
  async function openTrail(): Promise<Page> {
    const page = await openPage({ link: '#at=0.40' })
    await arriveAt(page, { iteration: 0, step: 40 })
    await askAboutLoss(page)
    await term(page, 0).click()
    await term(page, 0).click()
    expect(await title(page).textContent()).toContain('Weighted sum of ŷ')
    return page
  }

  it('is in the link that the button copies: sample, panel and trail, in another iteration too', async () => {
    const page = await openPage({ link: '#seed=3&at=7.20' })
    await arriveAt(page, { iteration: 7, step: 20 })
    await page.keyboard.press('End')
    await page.getByRole('button', { name: 'look at sample 2' }).click()
    await button(page, 'Numbers').click()
    await page.locator('[aria-label="Network"] [data-quantity="w"]').first().click()
    await term(page, 0).click()
    await trail(page).waitFor()
    const copied = await copiedLink(page)
    expect(new URL(copied).hash).toBe(await hashOf(page))
    expect(copied).toContain('&panel=numbers&sample=1&why=')

    const other = await openPage({ link: new URL(copied).hash })
    await trail(other).waitFor()
    expect(await exactNumbers(other)).toEqual(await exactNumbers(page))
    expect(await trail(other).innerText()).toBe(await trail(page).innerText())
    expect(await panelOf(other)).toBe('Numbers')
    await other.keyboard.press('Escape')
    await other.keyboard.press('Escape')
    expect(
      await other
        .locator('[aria-label="Network"] [data-quantity="a"][data-layer="1"]')
        .first()
        .getAttribute('data-sample'),
    ).toBe('1')
  })

  it('goes back one inquiry with Escape, Backspace, ← and the browser’s Back, and forward again', async () => {
    const page = await openTrail()
    const entries = await page.evaluate(() => history.length)
    expect(await hashOf(page)).toBe('#at=0.40&why=loss.3.0.0,a.2.0.0,z.2.0.0')
    await page.goBack()
    await page.getByRole('heading', { name: 'Activation of ŷ' }).waitFor()
    await page.goForward()
    await page.getByRole('heading', { name: 'Weighted sum of ŷ' }).waitFor()
    await page.keyboard.press('Backspace')
    await waitForHash(page, '#at=0.40&why=loss.3.0.0,a.2.0.0')
    await page.keyboard.press('ArrowLeft')
    await waitForHash(page, '#at=0.40&why=loss.3.0.0')
    expect(await title(page).textContent()).toContain('Loss')
    await page.keyboard.press('Escape')
    await waitForHash(page, '#at=0.40')
    expect(await trail(page).count()).toBe(0)
    expect(await cursorOf(page)).toEqual({ iteration: 0, step: 40 })
    // Nothing is left behind: what comes before is what came before the trail.
    expect(await page.evaluate(() => history.length)).toBe(entries)
    await askAboutLoss(page)
    await page.goBack()
    await trail(page).waitFor({ state: 'detached' })
    expect(await cursorOf(page)).toEqual({ iteration: 0, step: 40 })
    await page.keyboard.press('ArrowLeft')
    await arriveAt(page, { iteration: 0, step: 39 })
  })

  it('goes back as often as one presses, however fast', async () => {
    const page = await openTrail()
    await page.evaluate(() => {
      for (let time = 0; time < 3; time++) {
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
      }
    })
    await waitForHash(page, '#at=0.40')
    await framesPass(page, 40)
    expect([await hashOf(page), await trail(page).count()]).toEqual(['#at=0.40', 0])
  })

  it('is left by a step, after which Back leads to the experiment before', async () => {
    const page = await openTrail()
    await page.evaluate(() => void (location.hash = '#seed=7&at=0.40'))
    await framesPass(page, 40)
    await askAboutLoss(page)
    await page.keyboard.press('ArrowRight')
    await waitForHash(page, '#seed=7&at=0.41')
    await page.goBack()
    await page.getByRole('heading', { name: 'Weighted sum of ŷ' }).waitFor()
    expect(await hashOf(page)).toBe('#at=0.40&why=loss.3.0.0,a.2.0.0,z.2.0.0')
    expect(await cursorOf(page)).toEqual({ iteration: 0, step: 40 })
  })

  it('comes back after a reload, and Back goes on from there', async () => {
    const page = await openTrail()
    await page.reload()
    await page.getByRole('heading', { name: 'Weighted sum of ŷ' }).waitFor()
    await page.goBack()
    await page.getByRole('heading', { name: 'Activation of ŷ' }).waitFor()
    await page.keyboard.press('Escape')
    await waitForHash(page, '#at=0.40&why=loss.3.0.0')
  })

  it('is what Read shows: the run stays, and Escape returns', async () => {
    const page = await openPage({ link: '#at=5.3&panel=read' })
    await arriveAt(page, { iteration: 5, step: 3 })
    const shows = page.getByRole('button', { name: /^Show: / })
    await shows.last().click()
    await trail(page).waitFor()
    expect(await cursorOf(page)).toEqual({ iteration: 5, step: 3 })
    await page.keyboard.press('Escape')
    expect(await trail(page).count()).toBe(0)
    // At the start there is nothing to look at yet: the button says that it goes there.
    await page.evaluate(() => void (location.hash = '#panel=read'))
    await arriveAt(page, { iteration: 0, step: 0 })
    const steps = page.getByRole('button', { name: /^Step to: / })
    await steps.first().click()
    expect((await cursorOf(page)).step).toBeGreaterThan(0)
  })

  it('at a unit that is not computed yet is nothing, and the page says so', async () => {
    const page = await openPage()
    await page.locator('[aria-label="Network"] [data-part="1 0"]').press('Enter')
    await page.getByText('h1 is not computed yet').first().waitFor()
    expect(await trail(page).count()).toBe(0)
  })

  async function copiedLink(page: Page): Promise<string> {
    await page.evaluate(() => {
      navigator.clipboard.writeText = (text) => Promise.resolve(void Object.assign(window, { copied: text }))
    })
    await button(page, 'Copy link').click()
    await page.getByText('Link copied').waitFor()
    return page.evaluate(() => (window as unknown as { copied: string }).copied)
  }
})

describe('a restart', () => {
  it.each(['button', 'keys'])(
    'can be undone with %s: the run is at its moment again, with what was chosen',
    async (how) => {
      const page = await openPage({ link: '#at=900.60&sample=3' })
      await arriveAt(page, { iteration: 900, step: 60 })
      const before = await exactNumbers(page)
      await button(page, 'Restart the run').click()
      await arriveAt(page, { iteration: 0, step: 0 })
      await page.mouse.move(0, 0)
      if (how === 'button') await button(page, 'Undo').click()
      else await page.keyboard.press('Control+z')
      await arriveAt(page, { iteration: 900, step: 60 })
      expect(await exactNumbers(page)).toEqual(before)
      await page.waitForFunction(() => location.hash === '#at=900.60&sample=3')
      expect(await button(page, 'Undo').count()).toBe(0)
      await page.keyboard.press('Control+z')
      expect(await cursorOf(page)).toEqual({ iteration: 900, step: 60 })
    },
  )
})

describe('a history that refuses', () => {
  it('is asked again later; the page goes on, and nothing is lost', async () => {
    const page = await openPage({
      before: () => {
        const refuse = () => {
          throw new DOMException('The operation is insecure.', 'SecurityError')
        }
        Object.assign(history, { replaceState: refuse, pushState: refuse })
        const allow = () => ['replaceState', 'pushState'].map((name) => Reflect.deleteProperty(history, name))
        Object.assign(window, { allow })
      },
    })
    for (let step = 0; step < 9; step++) await page.keyboard.press('ArrowRight')
    await page.locator('table [data-quantity="prediction"]').first().click()
    await page.keyboard.press('Escape')
    await framesPass(page, 40)
    expect(await cursorOf(page)).toEqual({ iteration: 0, step: 9 })
    expect(await page.evaluate(() => location.hash)).toBe('')
    await page.evaluate(() => (window as unknown as { allow: () => void }).allow())
    await page.waitForFunction(() => location.hash === '#at=0.9', null, { timeout: 15_000 })
  })
})

describe('a link of two megabytes', () => {
  it.each(['a&', '%&'])('of the parts %j opens within two seconds, with one sentence', async (part) => {
    const page = await openPage()
    // The browser itself takes its time to set such an address; what the page does begins when it is told.
    const milliseconds = await page.evaluate(
      async (hash) => {
        let before = 0
        addEventListener('popstate', () => (before = performance.now()), { capture: true, once: true })
        location.hash = hash
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
        return performance.now() - before
      },
      `#${part.repeat(1_000_000)}`,
    )
    expect(milliseconds).toBeLessThan(2000)
    const notice = page.getByText('The link has').first()
    expect(await notice.innerText()).toBe(
      'The link has more than 100 parts, which no link of this page has: the first count.',
    )
  })
})

describe('a link with mistakes', () => {
  it('says what is wrong and keeps what is good', async () => {
    const page = await openPage({ link: '#rate=fast&seed=7&colour=red&hidden=3&at=3.5' })
    await arriveAt(page, { iteration: 3, step: 5 })
    const text = await page.getByRole('main').innerText()
    expect(text).toContain('The link’s rate=fast is not used. The learning rate must be a number, such as 0.1 or 1e-2.')
    expect(text).toContain('The link sets “colour”, which is not known here.')
    const good = await openPage({ link: '#seed=7&hidden=3&at=3.5' })
    await arriveAt(good, { iteration: 3, step: 5 })
    expect(await exactNumbers(page)).toEqual(await exactNumbers(good))
    expect(await good.getByRole('main').innerText()).not.toContain('The link')
  })

  it('goes to the end of the iteration when it asks for more, and says so', async () => {
    const page = await openPage({ link: '#at=2.900' })
    await arriveAt(page, { iteration: 2, step: 107 })
    expect(await page.getByRole('main').innerText()).toContain('an iteration of this network ends with step 107')
  })

  it('leaves a page that works, however broken it is', async () => {
    const page = await openPage()
    for (const link of ['#%', '#at=', '#hidden=99,1', '#at=1e99.0', '#loss=binaryCrossEntropy&output=tanh']) {
      await page.evaluate((hash) => void (location.hash = hash), link)
      await page.getByRole('main').getByText('The link').waitFor()
      expect(await publishedStatus(page)).toMatchObject({ iteration: '0', step: '0' })
      await page.keyboard.press('ArrowRight')
      expect(await publishedStatus(page), link).toMatchObject({ step: '1', stage: 'forward', status: 'paused' })
    }
  })
})
