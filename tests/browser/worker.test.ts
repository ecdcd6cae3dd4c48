import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { currentSlot } from '../../src/engine/parameters.ts'
import { classicXor, scheduleOf } from '../../src/experiment/experiment.ts'
import { memoryAt } from './expected.ts'
import { openPage } from './page.ts'
import {
  arriveAt,
  button,
  cursorOf,
  exactNumbers,
  parametersOn,
  publishedStatus,
  waitForStatus,
  waitUntilPast,
} from './reading.ts'

const schedule = scheduleOf(classicXor)

declare global {
  interface Window {
    workers: Worker[]
  }
}

/** Keeps the workers that the page starts, so that the test can let them die. */
function keepWorkers(): void {
  window.workers = []
  window.Worker = class extends Worker {
    constructor(...parameters: ConstructorParameters<typeof Worker>) {
      super(...parameters)
      window.workers.push(this)
    }
  }
}

/** Ends the newest worker for good and tells the page what a browser tells when one crashes. */
const killWorker = (page: Page) =>
  page.evaluate(() => {
    const worker = window.workers.at(-1)!
    worker.terminate()
    worker.dispatchEvent(new ErrorEvent('error', { message: 'out of memory', cancelable: true }))
  })

const workersStarted = (page: Page) => page.evaluate(() => window.workers.length)

describe('a worker that dies', () => {
  it('while nothing is asked of it is replaced, and the lesson goes on from the same moment', async () => {
    const page = await openPage({ before: keepWorkers, link: '#seed=7&at=5.90' })
    await arriveAt(page, { iteration: 5, step: 90 })
    const before = await exactNumbers(page)
    expect(await workersStarted(page)).toBe(1)
    await killWorker(page)
    expect(await workersStarted(page)).toBe(2)
    expect(await cursorOf(page)).toEqual({ iteration: 5, step: 90 })
    expect(await exactNumbers(page)).toEqual(before)

    await page.keyboard.press('End')
    await page.keyboard.press('ArrowRight')
    await arriveAt(page, { iteration: 6, step: 0 })
    const memory = memoryAt({ ...classicXor, seed: 7 }, 6)
    expect((await parametersOn(page))['w 1.0.0']).toBe(String(memory[schedule.layout.parameter(1, 0, 0)]))
  })

  it('while it trains is replaced, and training goes on', async () => {
    const page = await openPage({ before: keepWorkers })
    await page.keyboard.press('Space')
    await waitUntilPast(page, 60)
    await killWorker(page)
    const { iteration } = await cursorOf(page)
    await waitUntilPast(page, iteration + 100)
    expect((await publishedStatus(page)).status).toBe('running')
    await page.keyboard.press('Space')
    const cursor = await cursorOf(page)
    const bias = currentSlot(schedule, { layer: 2, unit: 0, source: null }, cursor.step)
    expect((await parametersOn(page))['b 2.0']).toBe(String(memoryAt(classicXor, cursor.iteration)[bias]))
  })

  it('again and again is given up in words, and the run can be started again', async () => {
    const page = await openPage({ before: keepWorkers })
    for (let death = 0; death < 3; death++) await killWorker(page)
    await waitForStatus(page, 'error')
    expect(await page.getByRole('alert').innerText()).toContain('could not be kept running')
    await button(page, 'Start the run again').click()
    await waitForStatus(page, 'ready')
    expect(await page.getByRole('alert').count()).toBe(0)
    await page.keyboard.press('Space')
    await waitUntilPast(page, 20)
    expect((await publishedStatus(page)).status).toBe('running')
  })
})
