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

/** Presses a button of the page and waits for what it shows. */
function choose(driver: Driver, button: string, shows: string): Promise<void> {
  return driver.evaluate(
    async ([name, selector]) => {
      const buttons = [...document.querySelectorAll('button')]
      buttons.find(({ textContent }) => textContent.trim() === name)!.click()
      while (!document.querySelector(selector)) await new Promise(requestAnimationFrame)
    },
    [button, shows],
  )
}

/** How large each formula is, in its own em: in symbols, in numbers, and as a chain of derivatives. */
async function measureFormulas(driver: Driver) {
  const measure = () =>
    driver.evaluate(() =>
      [...document.querySelectorAll('math')].map((formula) => {
        const { width, height } = formula.getBoundingClientRect()
        const em = Number.parseFloat(getComputedStyle(formula).fontSize)
        return { formula: formula.textContent, width: width / em, height: height / em }
      }),
    )
  await visit(driver, linkOf({ ...classicXor, hiddenSizes: [3, 3] }, { iteration: 0, step: 40 }))
  await arriveAt(driver, { iteration: 0, step: 40 })
  const steps = await measure()
  await choose(driver, 'Chain rule', '[data-moment] ol math')
  return [...steps, ...(await measure())]
}

const formulasInChromium = once(async () => measureFormulas(await inChromium()))

/** How high each choice is, and what it stands on. */
async function lookOfChoices(driver: Driver): Promise<string[]> {
  await visit(driver)
  await choose(driver, 'Set-up', 'aside select, main select')
  return driver.evaluate(() =>
    [...document.querySelectorAll('select')].map((choice) => {
      const { appearance, backgroundColor } = getComputedStyle(choice)
      return `${appearance} ${backgroundColor} ${Math.round(choice.getBoundingClientRect().height)} px`
    }),
  )
}

const lookOfChoicesInChromium = once(async () => lookOfChoices(await inChromium()))

/** What is wider than its place: the page at each size, and what scrolls sideways on it; the picture may. */
async function tooWide(driver: Driver): Promise<string[]> {
  const sizes = [desk, { width: 1280, height: 720 }, { width: 1024, height: 768 }, { width: 500, height: 844 }]
  const faults: string[] = []
  for (const size of sizes) {
    await driver.resize(size)
    const found = await driver.evaluate(async () => {
      for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame)
      return [...document.querySelectorAll('html, header *, aside *, main *, footer *')]
        .filter((element) => element.matches('html') || /auto|scroll/.test(getComputedStyle(element).overflowX))
        .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
        .filter((element) => !element.closest('[aria-label="Network"]'))
        .map(
          ({ tagName, className, scrollWidth, clientWidth }) =>
            `${tagName} ${className}: ${scrollWidth} px in ${clientWidth} px`,
        )
    })
    faults.push(...found.map((fault) => `${size.width} × ${size.height}: ${fault}`))
  }
  return faults
}

const panels = [
  ['Overview', 'main canvas'],
  ['Program', 'main [aria-current="step"]'],
  ['Numbers', 'main table td [data-quantity="w"]'],
] as const

for (const { name, missing, open } of [firefox, webkit]) {
  const title = missing.length === 0 ? name : `${name}: skipped, because there is no ${missing.join(' and no ')}`

  // A file that is skipped whole is reported without the titles in it.
  if (missing.length > 0) process.stdout.write(`${title}\n`)

  describe.skipIf(missing.length > 0)(title, { timeout: 120_000 }, () => {
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
      for (const [index, moment] of seen.entries()) expect(moment, `moment ${index}`).toEqual(expected[index])
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

    it('neither breaks a formula nor draws its signs without room', async () => {
      const [expected, seen] = [await formulasInChromium(), await measureFormulas(driver)]
      expect(seen.map(({ formula }) => formula)).toEqual(expected.map(({ formula }) => formula))
      const faults = seen.filter(({ width, height }, index) => {
        const isNarrow = width < 0.65 * expected[index].width
        const isOfTwoLines = height > expected[index].height + 1.4 // Firefox counts the line, the others the ink
        return isNarrow || isOfTwoLines
      })
      expect(faults).toEqual([])
    })

    it('draws its choices like Chromium: as high, on the same ground', async () => {
      const [expected, seen] = [await lookOfChoicesInChromium(), await lookOfChoices(driver)]
      expect(seen.length).toBeGreaterThan(3)
      expect(seen).toEqual(expected)
    })

    it.each(panels)('has nothing that is wider than its place, with %s beside the network', async (panel, shows) => {
      await visit(driver, '#at=2.40')
      await arriveAt(driver, { iteration: 2, step: 40 })
      await choose(driver, panel, shows)
      expect(await tooWide(driver)).toEqual([])
    })
  })
}
