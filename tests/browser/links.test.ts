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
    return location.hash.endsWith(`at=${iteration}.${step}`)
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
    expect(await addressOf(page)).toBe('#seed=11&at=0.9')
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
    expect(await addressOf(page)).toBe('#hidden=3&seed=11&at=0.1')
    const changed = await exactNumbers(page)

    await page.goBack()
    await arriveAt(page, { iteration: 20, step: 34 })
    expect(await exactNumbers(page)).toEqual(before)
    expect(await addressOf(page)).toBe('#hidden=3&at=20.34')
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
    expect(await addressOf(page)).toBe('#at=0.0')
    const seen = []
    for (let time = 0; time < 3; time++) {
      await page.goBack()
      await framesPass(page, 40) // longer than the address may lag behind
      seen.push([await page.evaluate(() => location.hash), (await cursorOf(page)).step])
    }
    expect(seen).toEqual([
      ['#seed=12&at=0.0', 0],
      ['#seed=11&at=0.1', 1],
      ['#at=0.0', 0],
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

describe('a link with mistakes', () => {
  it('says what is wrong and keeps what is good', async () => {
    const page = await openPage({ link: '#rate=fast&seed=7&colour=red&hidden=3&at=3.5' })
    await arriveAt(page, { iteration: 3, step: 5 })
    const text = await explanation(page).innerText()
    expect(text).toContain('The link’s rate=fast is not used. The learning rate must be a number, such as 0.1 or 1e-2.')
    expect(text).toContain('The link sets “colour”, which is not known here.')
    const good = await openPage({ link: '#seed=7&hidden=3&at=3.5' })
    await arriveAt(good, { iteration: 3, step: 5 })
    expect(await exactNumbers(page)).toEqual(await exactNumbers(good))
    expect(await explanation(good).innerText()).not.toContain('The link')
  })

  it('goes to the end of the iteration when it asks for more, and says so', async () => {
    const page = await openPage({ link: '#at=2.900' })
    await arriveAt(page, { iteration: 2, step: 107 })
    expect(await explanation(page).innerText()).toContain('an iteration of this network ends with step 107')
  })

  it('leaves a page that works, however broken it is', async () => {
    const page = await openPage()
    for (const link of ['#%', '#at=', '#hidden=99,1', '#at=1e99.0', '#loss=binaryCrossEntropy&output=tanh']) {
      await page.evaluate((hash) => void (location.hash = hash), link)
      await explanation(page).getByText('The link').waitFor()
      expect(await publishedStatus(page)).toMatchObject({ iteration: '0', step: '0' })
      await page.keyboard.press('ArrowRight')
      expect(await publishedStatus(page), link).toMatchObject({ step: '1', stage: 'forward', status: 'paused' })
    }
  })
})
