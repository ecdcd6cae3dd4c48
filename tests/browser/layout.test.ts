import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { Operation, OperationName } from '../../src/engine/place.ts'
import { classicXor, scheduleOf } from '../../src/experiment/experiment.ts'
import { linkOf } from '../../src/experiment/link.ts'
import { carriedOut } from '../engine/interpreter.ts'
import { desk, openPage, phone, zoomed } from './page.ts'
import { button, framesPass } from './reading.ts'

/** The desks, laptops and projectors that a class looks at; the last is 1920 × 1080 at a zoom of 200 %. */
const sizes = [
  { width: 1280, height: 720 },
  { width: 1366, height: 768 },
  desk,
  { width: 1920, height: 1080 },
  { width: 960, height: 540 },
]

const networks = [[], [2], [8, 8], [4, 4, 4, 4]]

const operationsOf = (hiddenSizes: number[]) =>
  carriedOut(scheduleOf({ ...classicXor, hiddenSizes })).map(({ operation }) => operation)

/** What is done to a weight looks otherwise than what is done to a bias. */
const kindOf = ({ name, source }: Operation): string => (source === null ? name : `${name} of a weight`)

/**
 * Moments of an iteration: in the first window all operations of the first sample and of the batch, as those of the other
 * samples differ in their digits only. In the other windows, which are the same page at another size, the first and the
 * last operation of each kind, and every eleventh, so that every row and column of the picture has its turn.
 */
function momentsOf(hiddenSizes: number[], isFirst: boolean): number[] {
  const operations = operationsOf(hiddenSizes)
  const kinds = operations.map(kindOf)
  return [
    0,
    ...operations.flatMap(({ sample, k }) => {
      const isEnd = kinds.indexOf(kinds[k]) === k || kinds.lastIndexOf(kinds[k]) === k
      const hasItsTurn = (sample === 0 || sample === 'batch') && (isFirst || k % 11 === 0)
      return isEnd || hasItsTurn ? [k + 1] : []
    }),
  ]
}

async function openNetwork(hiddenSizes: number[], size?: { width: number; height: number }): Promise<Page> {
  const experiment = { ...classicXor, hiddenSizes }
  return openPage({ ...(size && { size }), link: linkOf(experiment, { iteration: 0, step: 0 }), motion: 'reduce' })
}

async function goToStep(page: Page, step: number): Promise<void> {
  await page.getByRole('slider', { name: 'Operation of the iteration' }).fill(String(step))
  await framesPass(page, 1) // the size of a panel is seen in the next picture
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

/** Finds the number that an operation has just written. */
function selectorOf(operation: Operation): string {
  const { layer, unit, source, stage } = operation
  const sample = stage === 'update' ? null : operation.sample
  const attributes = { quantity: writtenAs(operation), layer, unit, source, sample }
  return Object.entries(attributes)
    .flatMap(([name, value]) => (value === null ? [] : [`[data-${name}="${value}"]`]))
    .join('')
}

/** A step to look at, with where to find the number that it has written. */
interface Stop {
  readonly step: number
  readonly writes: string | null
}

/** What is wrong with the picture at some step, and what is wrong with nothing but one of them in view. */
type Faults = Record<'lettering' | 'crossing' | 'small' | 'outside' | 'scrolling' | 'missing' | 'moving', string[]>

/** Goes through the steps inside the page, and looks at each for all that is to be said of it. */
function look(page: Page, stops: readonly Stop[]): Promise<Faults> {
  return page.evaluate(async (stops) => {
    const ALLOWED = 2
    const SCROLLERS = 'main > div, main > div > div, main section, main section *'
    const found: Faults = {
      lettering: [],
      crossing: [],
      small: [],
      outside: [],
      scrolling: [],
      missing: [],
      moving: [],
    }
    const network = document.querySelector('[aria-label="Network"]')!
    const slider = document.querySelector<HTMLInputElement>('input[aria-label="Operation of the iteration"]')!
    // As a person does: React notices only what is set past the property that it has put there.
    const value = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!
    const unit = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
    const places = new Map<string, string>()

    interface Place {
      left: number
      right: number
      top: number
      bottom: number
    }
    const overlap = (one: Place, other: Place) => [
      Math.min(one.right, other.right) - Math.max(one.left, other.left),
      Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top),
    ]
    const isWithin = (inner: Place, outer: Place) =>
      inner.left >= outer.left - 1 &&
      inner.right <= outer.right + 1 &&
      inner.top >= outer.top - 1 &&
      inner.bottom <= outer.bottom + 1
    const screen = { left: 0, right: innerWidth, top: 0, bottom: innerHeight }

    for (const { step, writes } of stops) {
      value.set!.call(slider, String(step))
      slider.dispatchEvent(new Event('input', { bubbles: true }))
      await new Promise(requestAnimationFrame)
      const tell = (kind: keyof Faults, fault: string) => found[kind].push(`step ${step}: ${fault}`)
      const svg = network.querySelector('svg')!
      const frame = network.getBoundingClientRect()
      const scale = svg.getScreenCTM()!.a

      const texts = [...svg.querySelectorAll('text')]
        .filter((text) => text.textContent.trim() !== '')
        .map((text) => ({ text, name: text.textContent, box: text.getBoundingClientRect() }))
      texts.forEach(({ name, box }, index) => {
        if (!isWithin(box, frame)) tell('lettering', `${name} is cut off`)
        for (const other of texts.slice(index + 1)) {
          const [across, down] = overlap(box, other.box)
          // The boxes of letters are higher than the letters.
          if (across > ALLOWED && down > ALLOWED + 0.28 * unit) {
            tell('lettering', `${name} and ${other.name} overlap by ${across.toFixed(1)} × ${down.toFixed(1)}`)
          }
        }
      })

      const lines = [...svg.querySelectorAll<SVGLineElement>('[data-part] > line')].map((line) => ({
        key: line.parentElement!.dataset.part!,
        from: { x: line.x1.baseVal.value, y: line.y1.baseVal.value },
        to: { x: line.x2.baseVal.value, y: line.y2.baseVal.value },
      }))
      for (const ground of svg.querySelectorAll<SVGRectElement>('g[data-about] rect')) {
        const about = ground.closest<SVGElement>('g[data-about]')!.dataset.about!
        const { x, y, width, height } = ground.getBBox()
        for (const { key, from, to } of lines) {
          if (key === about || texts.length === 0) continue
          const isThrough = Array.from({ length: 101 }, (_, index) => index / 100).some((part) => {
            const [atX, atY] = [from.x + part * (to.x - from.x), from.y + part * (to.y - from.y)]
            return atX > x && atX < x + width && atY > y && atY < y + height
          })
          if (isThrough && about.split(' ')[0] === key.split(' ')[0] && lines.length <= 20) {
            tell('crossing', `the label of ${about} lies on the edge ${key}`)
          }
        }
      }

      for (const number of svg.querySelectorAll('[data-quantity]')) {
        const size = Number.parseFloat(getComputedStyle(number).fontSize) * scale
        if (size < unit - 0.1) tell('small', `${number.textContent} is ${size.toFixed(1)} px high`)
      }
      for (const part of document.querySelectorAll('#equation-title, #equation-title ~ p, section math')) {
        const size = Number.parseFloat(getComputedStyle(part).fontSize)
        if (size < unit - 0.1 && part.closest('[data-moment] > div > div:not([data-tools])')) {
          tell('small', `${part.textContent.slice(0, 20)} is ${size.toFixed(1)} px high`)
        }
      }

      for (const lit of svg.querySelectorAll('[data-role]')) {
        if (!isWithin(lit.getBoundingClientRect(), screen)) tell('outside', `${lit.textContent.slice(0, 20)} is lit`)
      }
      for (const shown of document.querySelectorAll('section [data-slot], #equation-title, footer button')) {
        const box = shown.getBoundingClientRect()
        if (box.width > 1 && !isWithin(box, screen)) tell('outside', shown.textContent.slice(0, 20))
      }

      for (const element of document.querySelectorAll(SCROLLERS)) {
        const { overflowX, overflowY } = getComputedStyle(element)
        const down = /auto|scroll/.test(overflowY) && element.scrollHeight > element.clientHeight + 1
        const across = /auto|scroll/.test(overflowX) && element.scrollWidth > element.clientWidth + 1
        if (down || across) {
          const { scrollWidth, clientWidth, scrollHeight, clientHeight } = element
          tell(
            'scrolling',
            `${element.className}: ${scrollWidth} × ${scrollHeight} in ${clientWidth} × ${clientHeight}`,
          )
        }
      }
      const { scrollHeight, scrollWidth } = document.documentElement
      if (scrollHeight > innerHeight || scrollWidth > innerWidth) tell('scrolling', 'the page')

      if (writes !== null) {
        const shown = network.querySelectorAll(writes)
        if (shown.length !== 1) tell('missing', `${shown.length} of ${writes}`)
      }

      const fixed: [string, Element][] = [
        ...[...svg.querySelectorAll('[data-quantity]')].map((number): [string, Element] => {
          const { quantity, layer, unit, source = '', sample } = (number as SVGElement).dataset
          const isOfBatch = quantity === 'loss' && sample === 'batch'
          return [`${quantity} ${layer} ${unit} ${source}${isOfBatch ? ' batch' : ''}`, number.closest('text')!]
        }),
        ...['header', 'nav', 'footer', '#equation-title', 'table', '[data-tools]', '[aria-label="Network"]'].flatMap(
          (selector): [string, Element][] => {
            const element = document.querySelector(selector)
            return element ? [[selector, element]] : []
          },
        ),
      ]
      for (const [name, element] of fixed) {
        const place =
          element instanceof SVGTextElement
            ? [
                element.getScreenCTM()!.e + (element.x.baseVal[0]?.value ?? 0),
                element.getScreenCTM()!.f + (element.y.baseVal[0]?.value ?? 0),
              ]
            : [element.getBoundingClientRect().left, element.getBoundingClientRect().top]
        const text = place.map((at) => Math.round(at)).join(', ')
        const before = places.get(name)
        if (before !== undefined && before !== text) tell('moving', `${name} from ${before} to ${text}`)
        places.set(name, text)
      }
    }
    return found
  }, stops)
}

const looks = new Map<string, Promise<Faults>>()

/** Looks at a network in a window once, for all that is to be said of it. */
function lookOnce(hiddenSizes: number[], size: (typeof sizes)[number]): Promise<Faults> {
  const name = JSON.stringify([hiddenSizes, size])
  const operations = operationsOf(hiddenSizes)
  const stops = momentsOf(hiddenSizes, size === sizes[0]).map((step): Stop => ({
    step,
    writes: step === 0 ? null : selectorOf(operations[step - 1]),
  }))
  const seen = looks.get(name) ?? openNetwork(hiddenSizes, size).then((page) => look(page, stops))
  looks.set(name, seen)
  return seen
}

const cases = networks.flatMap((hiddenSizes) => sizes.map((size) => ({ hiddenSizes, size, ...size })))

describe.each(cases)(
  'with hidden layers of $hiddenSizes in a window of $width × $height',
  { timeout: 180_000 },
  ({ hiddenSizes, size }) => {
    const faults = async (kind: keyof Faults) => (await lookOnce(hiddenSizes, size))[kind].slice(0, 9)

    it('no label lies over another, or is cut off', async () => {
      expect(await faults('lettering')).toEqual([])
    })

    it('no label of an edge lies on another edge, or on a crossing', async () => {
      expect(await faults('crossing')).toEqual([])
    })

    it('numbers, title, sentence and formula are as high as the unit of size', async () => {
      expect(await faults('small')).toEqual([])
    })

    it('everything that a step reads or writes is inside the window', async () => {
      expect(await faults('outside')).toEqual([])
    })

    it('nothing needs to be scrolled', async () => {
      expect(await faults('scrolling')).toEqual([])
    })

    it('the picture shows what an operation has just written', async () => {
      expect(await faults('missing')).toEqual([])
    })

    it('nothing changes its place from step to step', async () => {
      expect(await faults('moving')).toEqual([])
    })
  },
)

it.each(sizes)('the unit of size is a fortieth of the height at $width × $height', async (size) => {
  const page = await openPage({ size })
  const unit = await page.evaluate(() => Number.parseFloat(getComputedStyle(document.documentElement).fontSize))
  expect(unit).toBeGreaterThanOrEqual(Math.min(size.height / 40, size.width / 71.12) - 0.1)
})

describe.each(networks.map((hiddenSizes) => ({ hiddenSizes })))(
  'with hidden layers of $hiddenSizes',
  ({ hiddenSizes }) => {
    it('the page is never wider than a phone', async () => {
      const page = await openNetwork(hiddenSizes, phone)
      const kinds = operationsOf(hiddenSizes).map(kindOf)
      for (const kind of new Set(kinds)) {
        const step = kinds.indexOf(kind) + 1
        await goToStep(page, step)
        expect(await page.evaluate(() => document.documentElement.scrollWidth), `step ${step}`).toBeLessThanOrEqual(390)
      }
    })
  },
)

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
