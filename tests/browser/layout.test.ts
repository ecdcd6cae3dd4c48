import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { Operation, OperationName } from '../../src/engine/place.ts'
import { classicXor, scheduleOf } from '../../src/experiment/experiment.ts'
import { linkOf } from '../../src/experiment/link.ts'
import { carriedOut } from '../engine/interpreter.ts'
import { openPage, phone, zoomed } from './page.ts'
import { button, framesPass, waitUntilPast } from './reading.ts'

const networks = [[2], [8, 8], [4, 4, 4, 4]]

const operationsOf = (hiddenSizes: number[]) =>
  carriedOut(scheduleOf({ ...classicXor, hiddenSizes })).map(({ operation }) => operation)

/** What is done to a weight looks otherwise than what is done to a bias. */
const kindOf = ({ name, source }: Operation): string => (source === null ? name : `${name} of a weight`)

/**
 * Moments of an iteration: the ends, the first and the last operation of each kind, and every eleventh of those of the
 * first sample and of the batch, so that every row and column of the picture has its turn.
 */
function momentsOf(hiddenSizes: number[]): number[] {
  const operations = operationsOf(hiddenSizes)
  const kinds = operations.map(kindOf)
  return [
    0,
    ...operations.flatMap(({ sample, k }) => {
      const isEnd = kinds.indexOf(kinds[k]) === k || kinds.lastIndexOf(kinds[k]) === k
      const hasItsTurn = (sample === 0 || sample === 'batch') && k % 11 === 0
      return isEnd || hasItsTurn ? [k + 1] : []
    }),
  ]
}

async function openNetwork(hiddenSizes: number[], size?: { width: number; height: number }): Promise<Page> {
  const experiment = { ...classicXor, hiddenSizes }
  return openPage({ ...(size && { size }), link: linkOf(experiment, { iteration: 0, step: 0 }) })
}

async function goToStep(page: Page, step: number): Promise<void> {
  await page.getByRole('slider', { name: 'Operation of the iteration' }).fill(String(step))
  await framesPass(page, 1) // the size of a panel is seen in the next picture
}

/** What is wrong with the lettering of the network. */
function letteringFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const ALLOWED = 2
    const svg = document.querySelector('[aria-label="Network"] svg')!
    const frame = svg.getBoundingClientRect()
    const texts = [...svg.querySelectorAll('text')]
      .filter((text) => text.textContent.trim() !== '')
      .map((text) => ({ name: text.textContent, box: text.getBoundingClientRect() }))
    const faults: string[] = []
    texts.forEach(({ name, box }, index) => {
      if (box.left < frame.left - 1 || box.right > frame.right + 1) faults.push(`${name} is cut off at a side`)
      if (box.top < frame.top - 1 || box.bottom > frame.bottom + 1) faults.push(`${name} is cut off above or below`)
      for (const other of texts.slice(index + 1)) {
        const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left)
        const down = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top)
        if (across > ALLOWED && down > ALLOWED) {
          faults.push(`${name} and ${other.name} overlap by ${across.toFixed(1)} × ${down.toFixed(1)}`)
        }
      }
    })
    return faults
  })
}

/** Numbers too small to read at the back of a room. */
function smallNumbers(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('[aria-label="Network"] [data-quantity]')]
      .filter((number) => Number.parseFloat(getComputedStyle(number).fontSize) < 14)
      .map((number) => `${number.textContent} is smaller than 14 px`),
  )
}

/** What an operation makes: of a weight, or of anything else, and of a bias. */
const written: Record<OperationName, string | readonly [ofWeight: string, ofBias: string]> = {
  weightedSum: 'z',
  activation: 'a',
  loss: 'loss',
  lossDerivative: 'dLda',
  backSum: 'dLda',
  delta: 'delta',
  pairedDelta: 'delta',
  share: ['gw', 'gb'],
  batchLoss: 'loss',
  gradient: ['gw', 'gb'],
  update: ['w', 'b'],
}

function writtenAs({ name, source }: Operation): string {
  const quantity = written[name]
  return typeof quantity === 'string' ? quantity : quantity[source === null ? 1 : 0]
}

/** The number that an operation has just written, if the picture does not show it. */
async function whatIsMissing(page: Page, operation: Operation): Promise<string[]> {
  const { layer, unit, source, stage } = operation
  const sample = stage === 'update' ? null : operation.sample
  const attributes = { quantity: writtenAs(operation), layer, unit, source, sample }
  const selector = Object.entries(attributes)
    .flatMap(([name, value]) => (value === null ? [] : [`[data-${name}="${value}"]`]))
    .join('')
  return (await page.locator(`[aria-label="Network"] ${selector}`).count()) === 1 ? [] : [`no ${selector}`]
}

/** Panels that scroll, and the page if it does. */
function whatScrolls(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const scrolling = [...document.querySelectorAll('body *')].filter((element) => {
      const { overflowX, overflowY } = getComputedStyle(element)
      const down = /auto|scroll/.test(overflowY) && element.scrollHeight > element.clientHeight
      const across = /auto|scroll/.test(overflowX) && element.scrollWidth > element.clientWidth
      return down || across
    })
    const { scrollHeight, scrollWidth } = document.documentElement
    return [
      ...(scrollHeight > innerHeight ? [`the page is ${scrollHeight} px high`] : []),
      ...(scrollWidth > innerWidth ? [`the page is ${scrollWidth} px wide`] : []),
      ...scrolling.map(
        ({ tagName, className, scrollHeight: high, clientHeight }) =>
          `${tagName} ${className}: ${high} in ${clientHeight}`,
      ),
    ]
  })
}

/** What is wrong at each moment at 1440 × 900. Of many faults the tests name the first few. */
async function look(hiddenSizes: number[]) {
  const page = await openNetwork(hiddenSizes)
  const operations = operationsOf(hiddenSizes)
  const found = { lettering: [] as string[], small: [] as string[], scrolling: [] as string[], missing: [] as string[] }
  for (const step of momentsOf(hiddenSizes)) {
    await goToStep(page, step)
    const here = (faults: string[]) => faults.map((fault) => `step ${step}: ${fault}`)
    const [lettering, small, scrolling, missing] = await Promise.all([
      letteringFaults(page),
      smallNumbers(page),
      whatScrolls(page),
      step > 0 ? whatIsMissing(page, operations[step - 1]) : [],
    ])
    found.lettering.push(...here(lettering))
    found.small.push(...here(small))
    found.scrolling.push(...here(scrolling))
    found.missing.push(...here(missing))
  }
  return found
}

const looks = new Map<number[], ReturnType<typeof look>>()

/** Looks at a network once, for all that is to be said of it. */
function lookOnce(hiddenSizes: number[]): ReturnType<typeof look> {
  const seen = looks.get(hiddenSizes) ?? look(hiddenSizes)
  looks.set(hiddenSizes, seen)
  return seen
}

describe.each(networks.map((hiddenSizes) => [hiddenSizes]))('a network with hidden layers of %j', (hiddenSizes) => {
  it('has lettering that never collides and is never cut off', async () => {
    expect((await lookOnce(hiddenSizes)).lettering.slice(0, 9)).toEqual([])
  })

  it('has numbers of 14 px or more', async () => {
    expect((await lookOnce(hiddenSizes)).small.slice(0, 9)).toEqual([])
  })

  it('needs no scrolling at 1440 × 900', async () => {
    expect((await lookOnce(hiddenSizes)).scrolling.slice(0, 9)).toEqual([])
  })

  it('shows in the picture what an operation has just written', async () => {
    expect((await lookOnce(hiddenSizes)).missing.slice(0, 9)).toEqual([])
  })

  it('never makes the page wider than a phone', async () => {
    const page = await openNetwork(hiddenSizes, phone)
    const kinds = operationsOf(hiddenSizes).map(kindOf)
    for (const kind of new Set(kinds)) {
      const step = kinds.indexOf(kind) + 1
      await goToStep(page, step)
      expect(await page.evaluate(() => document.documentElement.scrollWidth), `step ${step}`).toBeLessThanOrEqual(390)
    }
  })
})

describe('on a phone', () => {
  it('the graph comes first and the transport stands at the bottom, wherever one scrolls', async () => {
    const page = await openPage({ size: phone })
    const bottom = () =>
      page.locator('footer').evaluate((footer) => Math.round(innerHeight - footer.getBoundingClientRect().bottom))
    const network = await page.getByRole('group', { name: 'Network', exact: true }).boundingBox()
    const table = await page.getByRole('table').boundingBox()
    expect(network!.y).toBeLessThan(table!.y)
    expect(await bottom()).toBe(0)
    await page.mouse.move(200, 300)
    await page.mouse.wheel(0, 500)
    await page.waitForFunction(() => scrollY > 0)
    expect(await bottom()).toBe(0)
  })

  it('the ribbon shows the stage at which one is', async () => {
    const page = await openPage({ size: phone })
    for (const step of [7, 8, 14, 107]) {
      await goToStep(page, step)
      const stage = page.getByRole('navigation', { name: 'Stages' }).locator('[aria-current="step"]')
      const { x, width } = (await stage.boundingBox())!
      expect(x, `step ${step}`).toBeGreaterThanOrEqual(0)
      expect(x + width, `step ${step}`).toBeLessThanOrEqual(390)
    }
  })
})

describe('at a zoom of 200 %', () => {
  it('nothing is wider than the page, and everything can be scrolled into view', async () => {
    const page = await openPage({ size: zoomed, link: '#at=0.14' })
    await button(page, 'Set-up').click()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(720)
    const parts = page.locator('main h2, main tr, main canvas, main svg, main p, main input, main select, button')
    const hidden: string[] = []
    for (const part of await parts.all()) {
      if (!(await part.isVisible())) continue
      const covered = await part.evaluate((element) => {
        element.scrollIntoView({ block: 'center', inline: 'nearest' })
        const { left, top, width, height } = element.getBoundingClientRect()
        const at = document.elementFromPoint(left + width / 2, top + Math.min(height / 2, 100))
        const isSeen = at !== null && (element.contains(at) || at.contains(element) || !at.closest('footer'))
        return isSeen ? null : `${element.tagName} ${element.textContent.slice(0, 40)}`
      })
      if (covered) hidden.push(covered)
    }
    expect(hidden).toEqual([])
  })

  it.each([
    ['a zoomed page', zoomed],
    ['a phone', phone],
  ])('what gets the focus is not hidden behind the transport of %s', async (_, size) => {
    const page = await openPage({ size, link: '#at=0.14' })
    await button(page, 'Set-up').click()
    const hidden: string[] = []
    const count = await page.locator('button, input, select, [tabindex="0"]').count()
    for (let press = 0; press < count; press++) {
      await page.keyboard.press('Tab')
      await framesPass(page, 1)
      const covered = await page.evaluate(() => {
        const element = document.activeElement!
        const box = element.getBoundingClientRect()
        const footer = document.querySelector('footer')!
        if (element === document.body || footer.contains(element)) return null
        const bottom = footer.getBoundingClientRect().top
        const part = (Math.min(box.bottom, bottom) - Math.max(box.top, 0)) / Math.min(box.height, bottom)
        const name = element.getAttribute('aria-label') ?? element.id + element.textContent.slice(0, 30)
        return part < 0.5 ? `${element.tagName} ${name}: ${Math.round(part * 100)} % seen` : null
      })
      if (covered) hidden.push(covered)
    }
    expect(hidden).toEqual([])
  })
})

describe('motion', () => {
  const animations = (page: Page) => page.evaluate(() => document.getAnimations().length)

  it('shows a value on its way, as long as the system allows it', async () => {
    const page = await openPage()
    await page.keyboard.press('ArrowRight')
    expect(await animations(page)).toBeGreaterThan(0)
  })

  it('is off when the system prefers less of it, stepping and playing', async () => {
    const page = await openPage({ motion: 'reduce' })
    for (let step = 1; step <= 14; step++) {
      await page.keyboard.press('ArrowRight')
      expect(await animations(page), `step ${step}`).toBe(0)
    }
    await page.keyboard.press('Space')
    await waitUntilPast(page, 5)
    expect(await animations(page)).toBe(0)
  })
})
