import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { openPage, pictureDrawn } from './page.ts'
import { arriveAt, button, framesPass, waitUntilPast } from './reading.ts'

const maps = (page: Page) => page.locator('canvas[data-maps]')

/** What stands on the canvas of the maps, as text */
const picture = (page: Page): Promise<string> =>
  maps(page).evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL())

/** How many of the canvas's points have a colour, about */
const pointsOf = (page: Page, [r, g, b]: readonly number[]): Promise<number> =>
  maps(page).evaluate(
    (canvas, [r, g, b]) => {
      const { width, height } = canvas as HTMLCanvasElement
      const copy = new OffscreenCanvas(width, height).getContext('2d')!
      copy.drawImage(canvas as HTMLCanvasElement, 0, 0)
      const { data } = copy.getImageData(0, 0, width, height)
      let count = 0
      for (let at = 0; at < data.length; at += 4) {
        const isIt = Math.hypot(data[at] - r, data[at + 1] - g, data[at + 2] - b) < 12 && data[at + 3] > 200
        if (isIt) count++
      }
      return count
    },
    [r, g, b],
  )

const PURPLE = [141, 91, 187]
const GREEN = [42, 157, 120]
const HIGHLIGHTER = [255, 226, 122]

describe('the maps in the units', () => {
  it('are there with the first picture, before the worker has said anything', async () => {
    const page = await openPage({
      before: () => {
        Object.assign(window, {
          Worker: class extends EventTarget {
            postMessage() {}
            terminate() {}
          },
        })
      },
    })
    const hidden = await openPage()
    expect(await pointsOf(page, PURPLE)).toBeGreaterThan(20) // x₁ and x₂ alone have both ends of the scale
    expect(await picture(page)).toBe(await picture(hidden))
  })

  it('learn: before and after the training they are others, and what is learned has both colours', async () => {
    const page = await openPage()
    const [start, few] = [await picture(page), await pointsOf(page, GREEN)]
    await page.evaluate(() => void (location.hash = '#at=9000.0'))
    await arriveAt(page, { iteration: 9000, step: 0 })
    await framesPass(page, 2)
    expect(await picture(page)).not.toBe(start)
    expect(await pointsOf(page, GREEN)).toBeGreaterThan(1.5 * few)
  })

  it('move while the run trains', async () => {
    const page = await openPage()
    await page.keyboard.press('Space')
    await waitUntilPast(page, 50)
    const before = await picture(page)
    await waitUntilPast(page, 200)
    await framesPass(page, 30)
    expect(await picture(page)).not.toBe(before)
  })

  it('show the parameters as they are at each step of the update, and nothing else changes them', async () => {
    const page = await openPage({ link: '#at=3000.98' })
    await arriveAt(page, { iteration: 3000, step: 98 })
    await framesPass(page, 2)
    const before = await picture(page)
    await page.keyboard.press('ArrowLeft')
    await framesPass(page, 2)
    expect(await picture(page)).toBe(before)
    await page.keyboard.press('End')
    await arriveAt(page, { iteration: 3000, step: 107 })
    await framesPass(page, 2)
    const updated = await picture(page)
    expect(updated).not.toBe(before)
    await page.keyboard.press('ArrowRight')
    await arriveAt(page, { iteration: 3001, step: 0 })
  })

  it('mark the sample that the network shows, and leave the mark away while training', async () => {
    const page = await openPage({ link: '#at=2.9' })
    await arriveAt(page, { iteration: 2, step: 9 })
    await framesPass(page, 2)
    expect(await pointsOf(page, HIGHLIGHTER)).toBeGreaterThan(20)
    const first = await picture(page)
    await button(page, 'look at sample 3').click()
    await framesPass(page, 2)
    expect(await picture(page)).not.toBe(first)
    expect(await pointsOf(page, HIGHLIGHTER)).toBe(0) // that is for the sample at the cursor
    await page.keyboard.press('ArrowRight')
    await framesPass(page, 2)
    expect(await pointsOf(page, HIGHLIGHTER)).toBeGreaterThan(20)
    await page.keyboard.press('Space')
    await waitUntilPast(page, 20)
    await framesPass(page, 5)
    expect(await pointsOf(page, HIGHLIGHTER)).toBe(0)
  })

  it('are turned off and on at a touch, and stay so when the page is opened again', async () => {
    const page = await openPage()
    const toggle = button(page, 'maps in units')
    expect([await maps(page).count(), await toggle.getAttribute('aria-pressed')]).toEqual([1, 'true'])
    await toggle.click()
    expect([await maps(page).count(), await toggle.getAttribute('aria-pressed')]).toEqual([0, 'false'])
    await page.reload()
    await pictureDrawn(page)
    expect([await maps(page).count(), await toggle.getAttribute('aria-pressed')]).toEqual([0, 'false'])
    await toggle.click()
    expect(await maps(page).count()).toBe(1)
  })

  it('have a colour of their own in the dark', async () => {
    const page = await openPage()
    const light = await picture(page)
    await button(page, 'Turn the page dark').click()
    await framesPass(page, 2)
    expect(await picture(page)).not.toBe(light)
  })
})

describe('the plane', () => {
  const paths = (page: Page) =>
    page
      .locator('[aria-labelledby="boundary-title"] g > path')
      .evaluateAll((all) => all.map((path) => path.getAttribute('d')!.length))

  it('has a line where the prediction is 0.5, and faint ones, as soon as there are such places', async () => {
    const page = await openPage()
    await expect.poll(() => paths(page)).toEqual([0, 0]) // the start answers about 0.7 everywhere
    await page.evaluate(() => void (location.hash = '#at=9000.0'))
    await arriveAt(page, { iteration: 9000, step: 0 })
    await expect.poll(async () => Math.min(...(await paths(page)))).toBeGreaterThan(100)
  })

  it('marks the sample that the network shows as the table does: only the one at the cursor has the highlighter', async () => {
    const page = await openPage({ link: '#at=2.9' })
    await arriveAt(page, { iteration: 2, step: 9 })
    const marks = () =>
      page
        .locator(
          '[aria-labelledby="boundary-title"] circle[class*="current"], [aria-labelledby="boundary-title"] circle[class*="shown"]',
        )
        .evaluateAll((all) => all.map((mark) => [getComputedStyle(mark).fill, Number(mark.getAttribute('cx')) > 120]))
    expect(await marks()).toEqual([['rgb(255, 226, 122)', false]])
    await button(page, 'look at sample 3').click()
    expect(await marks()).toEqual([['rgb(255, 255, 255)', true]])
  })
})

describe('the legend of the plane', () => {
  it('says what colours, lines and points are', async () => {
    const page = await openPage()
    const boundary = page.getByRole('region', { name: 'Prediction over the plane' })
    expect(await boundary.getByRole('listitem').allTextContents()).toEqual(['target 1', 'target 0'])
    const ramp = await boundary.getByRole('img', { name: /^ŷ from green for 0 to purple for 1/ }).innerText()
    for (const level of ['ŷ = 1', '0.9', '0.75', '0.5', '0.25', '0.1', '0']) expect(ramp.split('\n')).toContain(level)
  })

  it('has the marks of the samples, which differ without colour: one is full, the other hollow', async () => {
    const page = await openPage()
    const fillsOf = (places: string) =>
      page.locator(`[aria-labelledby="boundary-title"] ${places}`).evaluateAll((marks) =>
        marks.map((mark) => {
          const { fill, stroke } = getComputedStyle(mark)
          return [fill, stroke]
        }),
      )
    const [one, none] = await fillsOf('li circle')
    expect(one[1]).toBe('rgb(255, 255, 255)')
    expect(none[0]).toBe('rgb(255, 255, 255)')
    expect(one[0]).not.toBe(none[0])
    const onPlane = await fillsOf('[role="img"] > path')
    expect(onPlane).toContainEqual(one)
    expect(onPlane).toContainEqual(none)
  })
})
