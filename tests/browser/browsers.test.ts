import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { Cursor } from '../../src/experiment/cursor.ts'
import { classicXor, scheduleOf, type Experiment } from '../../src/experiment/experiment.ts'
import { linkOf } from '../../src/experiment/link.ts'
import { range } from '../engine/helpers.ts'
import type { Driver } from './drivers/driver.ts'
import { firefox } from './drivers/firefox.ts'
import { webkit } from './drivers/webkit.ts'
import { address, desk, openPage } from './page.ts'
import { readNumbers } from './reading.ts'

/** Chromium as the others are driven. */
const chromiumWith = (page: Page): Driver => ({
  open: async (url) => void (await page.goto(url)),
  resize: (size) => page.setViewportSize(size),
  press: (key) => page.keyboard.press(key),
  evaluate: (inPage: (argument: unknown) => unknown, argument?: unknown) =>
    page.evaluate(inPage, argument) as Promise<never>,
  close: () => page.close(),
})

/** Opens the page, to be watched: the test fails at its end if anything went wrong in it. */
async function visit(driver: Driver, link = ''): Promise<void> {
  await driver.resize(desk)
  await driver.open('about:blank') // or another fragment alone would load nothing
  await driver.open(`${address()}watched.html${link}`)
  await driver.evaluate(async () => {
    while (!document.querySelector('[aria-label="Network"] [data-quantity]')) await new Promise(requestAnimationFrame)
    await document.fonts.ready
  })
  onTestFinished(async () => {
    expect(await driver.evaluate(() => window.problems), 'what went wrong in the page meanwhile').toEqual([])
  })
}

/** Waits until the page is at a moment. */
function arriveAt(driver: Driver, cursor: Cursor): Promise<void> {
  return driver.evaluate(async ({ iteration, step }) => {
    const { dataset } = document.documentElement
    while (dataset.iteration !== String(iteration) || dataset.step !== String(step)) {
      await new Promise(requestAnimationFrame)
    }
  }, cursor)
}

/** All that is said at one moment: the numbers, each with its names, its full value and its text, and the equation. */
async function readMoment(driver: Driver): Promise<string[]> {
  const equation = await driver.evaluate(async () => {
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame) // sizes are seen in the next
    const { stage, status } = document.documentElement.dataset
    return `${stage} ${status} ${document.querySelector('[aria-labelledby="equation-title"]')!.textContent}`
  })
  const numbers = await driver.evaluate(readNumbers)
  return [
    equation,
    ...numbers.map(({ quantity, layer, unit, source, sample, value, text, place }) =>
      [quantity, layer, unit, source, sample, value, text, place].join(' '),
    ),
  ]
}

const firstIteration = range(scheduleOf(classicXor).count + 1).map((step) => ({ iteration: 0, step }))

async function walkFirstIteration(driver: Driver): Promise<string[][]> {
  await visit(driver)
  const seen: string[][] = []
  for (const cursor of firstIteration) {
    if (cursor.step > 0) await driver.press('ArrowRight')
    await arriveAt(driver, cursor)
    seen.push(await readMoment(driver))
  }
  return seen
}

const deep: Experiment = {
  ...classicXor,
  hiddenSizes: [8, 8],
  hiddenActivation: 'tanh',
  loss: 'binaryCrossEntropy',
}

/** Moments of the 5,000th iteration, spread so that units, samples and kinds of operations have their turn. */
const trained = range(scheduleOf(deep).count + 1)
  .filter((step) => step % 61 === 0)
  .map((step) => ({ iteration: 4999, step }))

async function visitTrained(driver: Driver): Promise<string[][]> {
  await visit(driver, linkOf(deep, trained[0]))
  const seen: string[][] = []
  for (const cursor of trained) {
    await driver.evaluate((link) => void (location.hash = link), linkOf(deep, cursor))
    await arriveAt(driver, cursor)
    seen.push(await readMoment(driver))
  }
  return seen
}

/** What the test of each browser is held against: done once. */
function once<Result>(make: () => Promise<Result>): () => Promise<Result> {
  let made: Promise<Result> | undefined
  return () => (made ??= make())
}

const inChromium = async () => chromiumWith(await openPage())
const firstIterationInChromium = once(async () => walkFirstIteration(await inChromium()))
const trainedInChromium = once(async () => visitTrained(await inChromium()))

/** What is wider than its side of the window, at each size. */
async function tooWide(driver: Driver): Promise<string[]> {
  const sizes = [desk, { width: 1280, height: 720 }, { width: 1024, height: 768 }, { width: 500, height: 844 }]
  const faults: string[] = []
  for (const size of sizes) {
    await driver.resize(size)
    const fault = await driver.evaluate(async () => {
      for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame)
      const { scrollWidth, clientWidth } = document.documentElement
      return scrollWidth > clientWidth ? `${scrollWidth} px in ${clientWidth} px` : null
    })
    if (fault !== null) faults.push(fault)
  }
  return faults
}

describe.each([firefox, webkit])('$name', { timeout: 120_000 }, ({ missing, open }) => {
  if (missing.length > 0) {
    const reason = `${missing.join(' and ')} not installed here`
    it.skip(`is skipped, because ${reason}`, () => {})
    return
  }
  let driver: Driver

  beforeAll(async () => {
    driver = await open()
  })
  afterAll(() => driver?.close())

  it('writes every number of the first iteration as Chromium does, operation by operation', async () => {
    const [expected, seen] = [await firstIterationInChromium(), await walkFirstIteration(driver)]
    expect(seen.length).toBe(108)
    expect(seen.flat().length).toBeGreaterThan(4_000)
    for (const [step, moment] of seen.entries()) expect(moment, `step ${step}`).toEqual(expected[step])
  })

  it('writes every number of a trained network with two hidden layers as Chromium does', async () => {
    const [expected, seen] = [await trainedInChromium(), await visitTrained(driver)]
    for (const [index, moment] of seen.entries()) expect(moment, `step ${trained[index].step}`).toEqual(expected[index])
  })

  it('goes forward and back with the arrows, and trains with Space', async () => {
    await visit(driver, '#at=0.14')
    await arriveAt(driver, { iteration: 0, step: 14 })
    await driver.press('ArrowRight')
    await arriveAt(driver, { iteration: 0, step: 15 })
    await driver.press('ArrowLeft')
    await arriveAt(driver, { iteration: 0, step: 14 })
    await driver.press('Space')
    await driver.evaluate(async () => {
      const { dataset } = document.documentElement
      while (dataset.status !== 'running' || Number(dataset.iteration) < 20) await new Promise(requestAnimationFrame)
    })
    await driver.press('Space')
    await driver.evaluate(async () => {
      while (document.documentElement.dataset.status !== 'paused') await new Promise(requestAnimationFrame)
    })
  })

  it('has nothing that is wider than the window', async () => {
    await visit(driver, '#at=2.107')
    await arriveAt(driver, { iteration: 2, step: 107 })
    expect(await tooWide(driver)).toEqual([])
  })
})
