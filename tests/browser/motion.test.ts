import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { openPage, type Visit } from './page.ts'
import { arriveAt, button, framesPass } from './reading.ts'

/** Opens the page at a step of iteration 3,000, once the motion is there: it comes with the first sign of a person. */
async function openAt(step: number, visit: Visit = {}): Promise<Page> {
  const page = await openPage({ ...visit, link: `#at=3000.${step}` })
  await arriveAt(page, { iteration: 3000, step })
  const loaded = page.waitForResponse((response) => /\/Motion-.*\.js$/.test(response.url()))
  await page.mouse.move(3, 300)
  await loaded
  await framesPass(page, 3)
  return page
}

/** Presses a key, and stops what moves at a part of its time, before a frame is drawn. */
async function pressAndHold(page: Page, key: string, part: number): Promise<void> {
  const held = await page.evaluateHandle((part) => {
    const pressed = new Promise((resolve) => addEventListener('keydown', () => setTimeout(resolve), { once: true }))
    const held = pressed.then(async () => {
      while (!document.querySelector('[data-motion]')) await new Promise(requestAnimationFrame)
      for (const animation of document.getAnimations()) {
        animation.pause()
        animation.currentTime = part * Number(animation.effect!.getComputedTiming().endTime)
      }
    })
    return { held }
  }, part)
  await page.keyboard.press(key)
  await held.evaluate(({ held }) => held)
}

/** Sets what is stopped to a part of its time. */
const holdAt = (page: Page, part: number): Promise<void> =>
  page.evaluate((part) => {
    const all = document.getAnimations()
    const whole = Math.min(...all.map(({ effect }) => Number(effect!.getComputedTiming().endTime)))
    for (const animation of all) animation.currentTime = part * whole
  }, part)

const finish = (page: Page): Promise<void> =>
  page.evaluate(() => document.getAnimations().forEach((animation) => animation.finish()))

/** How many animations run in the picture. */
const movingIn = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      document
        .getAnimations()
        .filter(({ effect }) => (effect as KeyframeEffect).target?.closest('[aria-label="Network"]')).length,
  )

/** The texts of what travels and is seen, and where its middle is. */
const pillsOn = (page: Page) =>
  page.locator('[data-motion] text').evaluateAll((texts) =>
    texts.flatMap((text) => {
      const opacity = getComputedStyle(text.parentElement!.parentElement!).opacity
      const { x, y, width, height } = text.getBoundingClientRect()
      return Number(opacity) > 0.5 ? [{ text: text.textContent, x: x + width / 2, y: y + height / 2 }] : []
    }),
  )

const numberIn = (page: Page, quantity: string, layer: number, unit: number) =>
  page.locator(
    `[aria-label="Network"] [data-quantity="${quantity}"][data-layer="${layer}"][data-unit="${unit}"]:not([data-source])`,
  )

const middleOf = async (page: Page, part: string) => {
  const { x, y, width, height } = (await page.locator(`[data-part="${part}"]`).boundingBox())!
  return { x: x + width / 2, y: y + height / 2 }
}

const role = (page: Page, layer: number, unit: number) =>
  page.locator(`[data-part="${layer} ${unit}"]`).getAttribute('data-role')

describe('a step by operation', () => {
  it('sends every number over its edge, where it meets its weight, to the unit; only then the sum is seen', async () => {
    const page = await openAt(44)
    await pressAndHold(page, 'ArrowRight', 0.05)
    const z = numberIn(page, 'z', 1, 0)
    expect(await z.getAttribute('data-value')).toMatch(/\d/)
    expect(await z.textContent()).toMatch(/^[+−]\d\.\d{4}$/)
    const seen = () => z.evaluate((number) => Number(getComputedStyle(number).fillOpacity))
    expect(await seen()).toBe(0)

    const [from, to] = [await middleOf(page, '0 0'), await middleOf(page, '1 0')]
    const distances: number[] = []
    const texts: (string | null)[] = []
    for (const part of [0.05, 0.35, 0.6]) {
      await holdAt(page, part)
      const [x1] = await pillsOn(page)
      texts.push(x1.text)
      distances.push((x1.x - from.x) / (to.x - from.x))
    }
    expect(texts[0]).toBe('1')
    expect(texts[1]).toMatch(/^1 × [+−]\d\.\d{4}$/)
    expect(`1 × ${texts[2]}`).toBe(texts[1])
    expect(distances).toEqual([...distances].sort((one, other) => one - other))
    expect(distances[0]).toBeLessThan(0.5)
    expect(distances[2]).toBeGreaterThan(0.5)

    await finish(page)
    await expect.poll(() => movingIn(page)).toBe(0)
    expect(await seen()).toBe(1)
    expect(await pillsOn(page)).toEqual([])
  })

  it('sends δ the other way', async () => {
    const page = await openAt(53)
    await pressAndHold(page, 'ArrowRight', 0.05)
    const [{ x: atFirst }] = await pillsOn(page)
    await holdAt(page, 0.6)
    const [{ x: later }] = await pillsOn(page)
    expect(later).toBeLessThan(atFirst)
  })

  it('runs backwards on a step back', async () => {
    const page = await openAt(47)
    await pressAndHold(page, 'ArrowLeft', 0.3)
    const [{ text, x: atFirst }] = await pillsOn(page)
    expect(text).toMatch(/^[+−]\d\.\d{4}$/)
    await holdAt(page, 0.9)
    const [{ text: last, x: later }] = await pillsOn(page)
    expect(last).toBe('1')
    expect(later).toBeLessThan(atFirst)
    expect(await numberIn(page, 'z', 1, 1).count()).toBe(0)
  })

  it('turns the tangent from flat to the slope while δ is made', async () => {
    const page = await openAt(54)
    await pressAndHold(page, 'ArrowRight', 0)
    const tilt = () =>
      page.locator('[data-tangent]').evaluate((element) => {
        const line = element as SVGLineElement
        const matrix = line.getScreenCTM()!
        const [from, to] = [1, 2].map((end) => {
          const [x, y] = [`x${end}`, `y${end}`].map((name) => Number(line.getAttribute(name)))
          return new DOMPoint(x, y).matrixTransform(matrix)
        })
        return Math.abs((to.y - from.y) / (to.x - from.x))
      })
    expect(await tilt()).toBeLessThan(0.1)
    await finish(page)
    await expect.poll(tilt).toBeGreaterThan(0.5)
  })

  it('says the change of a weight with digits that show it', async () => {
    const page = await openAt(98)
    await pressAndHold(page, 'ArrowRight', 0.5)
    const [change, note] = await pillsOn(page)
    expect(change.text).toMatch(/^Δ [+−]0\.0*[1-9]\d$/)
    expect(note.text).toMatch(/^drawn ×10+(,000)*$/)
  })
})

describe('the moment at which δ is made', () => {
  it('keeps in sight what came back, as a number and as a ring, of which δ is the part that the slope leaves', async () => {
    const page = await openAt(54)
    await pressAndHold(page, 'ArrowRight', 0)
    for (const quantity of ['dLda', 'delta']) expect(await numberIn(page, quantity, 1, 0).count()).toBe(1)
    const ring = (name: string) =>
      page
        .locator(`[data-part="1 0"] [data-ring="${name}"]`)
        .evaluate((mark) => parseFloat(getComputedStyle(mark).strokeDasharray))
    const whole = await ring('dLda')
    expect(await ring('delta')).toBeCloseTo(whole, 5)
    await finish(page)
    await expect.poll(() => ring('delta')).toBeLessThan(0.6 * whole)
    expect(await ring('dLda')).toBe(whole)
  })

  it.each(['light', 'dark'] as const)('writes without a halo on the highlighter, in the %s', async (theme) => {
    const page = await openAt(54, { theme })
    await page.keyboard.press('ArrowRight')
    await arriveAt(page, { iteration: 3000, step: 55 })
    for (const quantity of ['dLda', 'delta', 'z', 'a']) {
      const stroke = await numberIn(page, quantity, 1, 0).evaluate((it) => getComputedStyle(it.parentElement!).stroke)
      expect(stroke, quantity).toBe('none')
    }
  })
})

describe('motion never delays', () => {
  it.each([
    ['a key', (page: Page) => page.keyboard.press('Shift')],
    ['the pointer', (page: Page) => page.mouse.click(3, 300)],
    ['the wheel', (page: Page) => page.mouse.wheel(0, 1)],
  ])('%s ends it at once', async (_, act) => {
    const page = await openAt(44)
    await pressAndHold(page, 'ArrowRight', 0.2)
    expect(await movingIn(page)).toBeGreaterThan(5)
    await act(page)
    await expect.poll(() => movingIn(page)).toBe(0)
    expect(await numberIn(page, 'z', 1, 0).evaluate((number) => getComputedStyle(number).fillOpacity)).toBe('1')
  })

  it('nothing moves while steps follow each other quickly, and each shows its number', async () => {
    const page = await openAt(44)
    const moving = await page.evaluate(() => {
      const counts = []
      for (let press = 0; press < 4; press++) {
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }))
        counts.push(document.documentElement.dataset.step)
      }
      return counts
    })
    expect(moving).toEqual(['45', '46', '47', '48'])
    await framesPass(page, 2)
    expect(await movingIn(page)).toBe(0)
    expect(await numberIn(page, 'a', 1, 1).count()).toBe(1)
  })

  it('nothing moves where less motion is preferred', async () => {
    const page = await openAt(44, { motion: 'reduce' })
    await page.keyboard.press('ArrowRight')
    await framesPass(page, 2)
    expect(await movingIn(page)).toBe(0)
    expect(await page.locator('[data-motion]').count()).toBe(0)
  })
})

describe('a step of a stage', () => {
  it('runs through all its layers, and leaves all that it touched lit', async () => {
    const page = await openAt(51)
    await page.getByRole('combobox', { name: 'step', exact: true }).selectOption('stage')
    await button(page, 'One step forward').click()
    await arriveAt(page, { iteration: 3000, step: 57 })
    expect(await movingIn(page)).toBeGreaterThan(10)
    await expect.poll(() => movingIn(page)).toBe(0)
    for (const [layer, unit] of [
      [2, 0],
      [1, 0],
      [1, 1],
    ]) {
      expect(await role(page, layer, unit)).toBe('written')
    }
    expect(await role(page, 0, 0)).toBeNull()
    for (const source of [0, 1]) {
      expect(await page.locator(`g[data-role="read"][data-layer="2"][data-source="${source}"]`).count()).toBe(1)
    }
  })
})
