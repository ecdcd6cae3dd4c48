import type { Frame, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { classicXor, scheduleOf } from '../../src/experiment/experiment.ts'
import { memoryAt } from './expected.ts'
import { address, openPage, openTroubledPage } from './page.ts'

/** A page with ours in a frame that may run scripts and nothing else: it has no origin, no storage, no worker. */
async function embed(page: Page, link = ''): Promise<Frame> {
  await page.route('**/embedding.html', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><iframe sandbox="allow-scripts" src="${address()}${link}" width="1200" height="700"></iframe>`,
    }),
  )
  await page.goto(`${address()}embedding.html`)
  const frame = page.frames()[1]
  await frame.locator('[aria-label="Network"] [data-quantity]').first().waitFor()
  return frame
}

const statusOf = (frame: Frame) =>
  frame.evaluate(() => {
    const { iteration, step, status } = document.documentElement.dataset
    return { iteration: Number(iteration), step: Number(step), status }
  })

describe('In a sandboxed frame', () => {
  it('the page steps, trains, looks back, and shows the same digits', async () => {
    const frame = await embed(await openPage()) // fails at its end if there was an error in the frame, too
    expect(await frame.evaluate(() => origin)).toBe('null')
    await frame.getByRole('button', { name: 'One step forward' }).click()
    expect(await statusOf(frame)).toEqual({ iteration: 0, step: 1, status: 'paused' })
    await frame.getByRole('button', { name: 'Play', exact: true }).click()
    await frame.waitForFunction(() => Number(document.documentElement.dataset.iteration) > 40)
    await frame.getByRole('button', { name: 'Pause' }).click()
    await frame.getByRole('button', { name: 'To the end of the iteration' }).click()
    const { iteration, step } = await statusOf(frame)
    const { layout, count } = scheduleOf(classicXor)
    expect(step).toBe(count)
    const loss = frame.locator('[aria-label="Network"] [data-quantity="loss"][data-sample="batch"]').first()
    expect(await loss.getAttribute('data-value')).toBe(String(memoryAt(classicXor, iteration)[layout.batchLoss]))
  })

  it('opens a link, answers why with a number of another iteration, and Escape goes back', async () => {
    const page = await openPage()
    const frame = await embed(page, '#at=300.20')
    await frame.waitForFunction(() => document.documentElement.dataset.iteration === '300')
    await frame.locator('[aria-label="Network"] [data-quantity="w"]').first().click()
    await frame.getByRole('heading', { name: 'New weight' }).waitFor()
    await page.keyboard.press('Escape')
    await frame.getByRole('navigation', { name: 'Why?' }).waitFor({ state: 'detached' })
    expect(await statusOf(frame)).toEqual({ iteration: 300, step: 20, status: 'paused' })
  })

  it('says what to do where it may not copy a link', async () => {
    const { page } = await openTroubledPage() // the browser tells on the console that it refuses
    const frame = await embed(page, '#at=0.9')
    await frame.getByRole('button', { name: 'Copy link' }).click()
    await frame.getByText('The browser does not let this page copy').waitFor()
    expect(await frame.getByLabel('The text, to copy by hand').inputValue()).toBe(`${address()}#at=0.9`)
  })
})
