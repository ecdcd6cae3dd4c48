import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { Grouping } from '../../src/engine/schedule.ts'
import { classicXor, scheduleOf } from '../../src/experiment/experiment.ts'
import { nextStop } from '../../src/store/stops.ts'
import { openPage } from './page.ts'
import { arriveAt, button, cursorOf, exactNumbers, parametersOn, publishedStatus, waitForStatus } from './reading.ts'

const schedule = scheduleOf(classicXor)
const end = schedule.count

/** The cursor positions at which a step of a size stops, from the start of an iteration to its end. */
function stops(size: Grouping): number[] {
  const positions = [0]
  for (let at = nextStop(schedule, 0, size, 1); at !== null; at = nextStop(schedule, at, size, 1)) positions.push(at)
  return positions
}

const chooseSize = (page: Page, size: string) =>
  page.getByRole('combobox', { name: 'step', exact: true }).selectOption(size)

/** Within an iteration the cursor moves at once, without a word from the worker. */
async function positionsAfter(page: Page, act: () => Promise<void>, times: number): Promise<number[]> {
  const positions: number[] = []
  for (let time = 0; time < times; time++) {
    await act()
    positions.push((await cursorOf(page)).step)
  }
  return positions
}

describe('a step of each size', () => {
  it.each(['unit', 'layer', 'stage', 'sample'] as const)(
    'goes one %s forward to the end of the iteration, over it, and the same way back',
    async (size) => {
      const page = await openPage()
      const expected = stops(size)
      expect(expected[0]).toBe(0)
      expect(expected.at(-1)).toBe(end)
      await chooseSize(page, size)
      // Buttons and keys do the same; clicking takes the longest.
      const byButton = size === 'sample'
      const forward = () => (byButton ? button(page, 'One step forward').click() : page.keyboard.press('ArrowRight'))
      const back = () => (byButton ? button(page, 'One step back').click() : page.keyboard.press('ArrowLeft'))

      expect(await positionsAfter(page, forward, expected.length - 1)).toEqual(expected.slice(1))
      await forward()
      await arriveAt(page, { iteration: 1, step: 0 })
      await back()
      await arriveAt(page, { iteration: 0, step: end })
      const backwards = expected.slice(0, -1).reverse()
      expect(await positionsAfter(page, back, expected.length - 1)).toEqual(backwards)
      await back()
      expect(await publishedStatus(page)).toEqual({ iteration: '0', step: '0', stage: 'inputs', status: 'ready' })
    },
  )

  it('goes one operation on and back, over the end of an iteration too', async () => {
    const page = await openPage({ link: '#at=0.97' })
    await arriveAt(page, { iteration: 0, step: 97 })
    const upTo = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + 1 + index)
    const forward = () => page.keyboard.press('ArrowRight')
    const back = () => page.keyboard.press('ArrowLeft')
    expect(await positionsAfter(page, forward, end - 97)).toEqual(upTo(97, end))
    await forward()
    await arriveAt(page, { iteration: 1, step: 0 })
    await back()
    await arriveAt(page, { iteration: 0, step: end })
    expect(await positionsAfter(page, back, end - 80)).toEqual(upTo(79, end - 1).reverse())
  })

  it('stops at the places that the textbook diagram has', () => {
    expect(stops('sample')).toEqual([0, 22, 44, 66, 88, 107])
    expect(stops('stage').slice(0, 6)).toEqual([0, 6, 7, 13, 22, 28])
    expect(stops('layer').slice(0, 7)).toEqual([0, 4, 6, 7, 9, 13, 16])
    expect(stops('unit').slice(0, 7)).toEqual([0, 2, 4, 6, 7, 9, 11])
    expect(stops('operation')).toHaveLength(108)
  })

  it.each(['iteration', 'epoch'])('goes one %s on and back, at the same operation', async (size) => {
    const page = await openPage({ link: '#at=0.30' })
    await chooseSize(page, size)
    for (const iteration of [1, 2, 3]) {
      await button(page, 'One step forward').click()
      await arriveAt(page, { iteration, step: 30 })
    }
    for (const iteration of [2, 1, 0]) {
      await button(page, 'One step back').click()
      await arriveAt(page, { iteration, step: 30 })
    }
    await button(page, 'One step back').click()
    await arriveAt(page, { iteration: 0, step: 0 })
  })
})

describe('going back', () => {
  it('over an update brings the old weights back exactly, one by one', async () => {
    const page = await openPage()
    const begun = await parametersOn(page)
    await page.keyboard.press('End')
    const seen = [await parametersOn(page)]
    for (const name of Object.keys(begun)) expect(seen[0][name], name).not.toBe(begun[name])
    for (let update = 0; update < Object.keys(begun).length; update++) {
      await page.keyboard.press('ArrowLeft')
      seen.push(await parametersOn(page))
    }
    expect(seen.at(-1)).toEqual(begun)
    for (let update = 1; update < seen.length; update++) {
      const changed = Object.keys(begun).filter((name) => seen[update][name] !== seen[update - 1][name])
      expect(changed, `after ${update} steps back`).toHaveLength(1)
    }
  })

  it('over the start of an iteration brings the one before back, to every digit', async () => {
    const page = await openPage({ link: '#at=2.98' })
    await arriveAt(page, { iteration: 2, step: 98 })
    const before = await exactNumbers(page)
    await page.keyboard.press('End')
    const left = await parametersOn(page)
    await page.keyboard.press('ArrowRight')
    await arriveAt(page, { iteration: 3, step: 0 })
    expect(await parametersOn(page)).toEqual(left)
    await page.keyboard.press('ArrowLeft')
    await arriveAt(page, { iteration: 2, step: end })
    for (let step = end; step > 98; step--) await page.keyboard.press('ArrowLeft')
    expect(await cursorOf(page)).toEqual({ iteration: 2, step: 98 })
    expect(await exactNumbers(page)).toEqual(before)
  })
})

describe('the keys', () => {
  it('→ and Page Down go forward, ← and Page Up go back', async () => {
    const page = await openPage()
    const positions = []
    for (const key of ['ArrowRight', 'ArrowRight', 'PageDown', 'ArrowLeft', 'PageUp', 'PageDown']) {
      await page.keyboard.press(key)
      positions.push((await cursorOf(page)).step)
    }
    expect(positions).toEqual([1, 2, 3, 2, 1, 2])
  })

  it('End and Home go to the ends of the iteration, as the outer buttons do', async () => {
    const page = await openPage({ link: '#at=1.5' })
    await arriveAt(page, { iteration: 1, step: 5 })
    const go = [
      [() => page.keyboard.press('End'), end],
      [() => page.keyboard.press('Home'), 0],
      [() => button(page, 'To the end of the iteration').click(), end],
      [() => button(page, 'To the start of the iteration').click(), 0],
    ] as const
    for (const [act, step] of go) {
      await act()
      expect(await cursorOf(page)).toEqual({ iteration: 1, step })
    }
  })

  it('Space plays and pauses', async () => {
    const page = await openPage()
    await page.keyboard.press('Space')
    await waitForStatus(page, 'running')
    expect(await button(page, 'Pause').count()).toBe(1)
    await page.keyboard.press('Space')
    await waitForStatus(page, 'paused')
    expect(await button(page, 'Play').count()).toBe(1)
  })

  it('? opens the list of all keys; while it is open the others rest; Escape closes it', async () => {
    const page = await openPage()
    await page.keyboard.press('?')
    const help = page.getByRole('dialog', { name: 'What the picture means' })
    await help.waitFor()
    const listed = await help.locator('kbd').allInnerTexts()
    expect(listed).toEqual([
      '→',
      'Page Down',
      '←',
      'Page Up',
      'Space',
      'Home',
      'End',
      '←',
      '→',
      '↑',
      '↓',
      '+',
      '−',
      '0',
      'Esc',
      'Backspace',
      'Ctrl Z',
      '?',
    ])
    await page.keyboard.press('ArrowRight')
    expect(await cursorOf(page)).toEqual({ iteration: 0, step: 0 })
    await page.keyboard.press('Escape')
    await help.waitFor({ state: 'hidden' })
    await page.keyboard.press('ArrowRight')
    expect(await cursorOf(page)).toEqual({ iteration: 0, step: 1 })
  })

  it('pause a run that plays, at the operation that they go to', async () => {
    const page = await openPage()
    await page.keyboard.press('Space')
    await waitForStatus(page, 'running')
    await page.keyboard.press('Home')
    expect((await publishedStatus(page)).status).not.toBe('running')
    expect((await cursorOf(page)).step).toBe(0)
  })

  it('leave a field in which a person types alone', async () => {
    const page = await openPage()
    await button(page, 'Set-up').click()
    await page.getByLabel('Learning rate').focus()
    for (const key of ['ArrowRight', 'Home', 'End', 'Space', 'PageDown']) await page.keyboard.press(key)
    expect(await publishedStatus(page)).toEqual({ iteration: '0', step: '0', stage: 'inputs', status: 'ready' })
  })
})

describe('the stages of the diagram', () => {
  it('are told by the ribbon, and a click goes to the first operation of each', async () => {
    const page = await openPage()
    const ribbon = page.getByRole('navigation', { name: 'Stages' })
    const firsts = { Forward: 1, Loss: 7, Backward: 8, Gradients: 14, Update: 99, Inputs: 0 }
    for (const [stage, step] of Object.entries(firsts)) {
      await page.keyboard.press('Home') // the stages of the first sample
      await ribbon.getByRole('button', { name: stage }).click()
      expect(await publishedStatus(page)).toMatchObject({ step: String(step), stage: stage.toLowerCase() })
      expect(await ribbon.locator('[aria-current="step"]').allInnerTexts()).toEqual([stage])
    }
  })
})
