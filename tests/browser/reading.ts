import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Cursor } from '../../src/experiment/cursor.ts'

/** What stands on the page, read as a program or a person would. */

/** Where the lesson is, from the document's element. */
export function publishedStatus(page: Page) {
  return page.evaluate(() => {
    const { iteration, step, stage, status } = document.documentElement.dataset
    return { iteration, step, stage, status }
  })
}

export async function cursorOf(page: Page): Promise<Cursor> {
  const { iteration, step } = await publishedStatus(page)
  return { iteration: Number(iteration), step: Number(step) }
}

/** Waits for a moment that the worker has to compute first. */
export async function arriveAt(page: Page, cursor: Cursor): Promise<void> {
  const arrival = page.waitForFunction(({ iteration, step }) => {
    const { dataset } = document.documentElement
    return dataset.iteration === String(iteration) && dataset.step === String(step)
  }, cursor)
  await arrival.catch(() => undefined) // where it came to instead says more than that time is over
  expect(await cursorOf(page)).toEqual(cursor)
}

export async function waitForStatus(page: Page, status: string, timeout?: number): Promise<void> {
  const change = page.waitForFunction(
    (wanted) => document.documentElement.dataset.status === wanted,
    status,
    timeout === undefined ? {} : { timeout },
  )
  await change.catch(() => undefined)
  expect((await publishedStatus(page)).status).toBe(status)
}

/** Waits until the run is past an iteration. */
export async function waitUntilPast(page: Page, iteration: number): Promise<void> {
  await page.waitForFunction((past) => Number(document.documentElement.dataset.iteration) > past, iteration)
}

/** Lets the page draw so many pictures. */
export async function framesPass(page: Page, count: number): Promise<void> {
  await page.evaluate(async (left) => {
    for (; left > 0; left--) await new Promise(requestAnimationFrame)
  }, count)
}

/** A number as it stands on the page, with the attributes as they are written. */
export interface ShownNumber {
  readonly quantity: string
  readonly layer: string | null
  readonly unit: string | null
  readonly source: string | null
  readonly sample: string | null
  readonly value: string | null
  readonly text: string
  readonly place: 'network' | 'sentence' | 'formula' | 'table' | 'elsewhere'
}

export const numbersOn = (page: Page): Promise<ShownNumber[]> => page.evaluate(readNumbers)

/** Runs in the page. */
export function readNumbers(): ShownNumber[] {
  return [...document.querySelectorAll('[data-quantity]')].map((element) => {
    function placeOf() {
      if (element.closest('[aria-label="Network"]')) return 'network'
      if (element.closest('table')) return 'table'
      if (!element.closest('[aria-labelledby="equation-title"]')) return 'elsewhere'
      return element.closest('p') ? 'sentence' : 'formula'
    }
    return {
      quantity: element.getAttribute('data-quantity')!,
      layer: element.getAttribute('data-layer'),
      unit: element.getAttribute('data-unit'),
      source: element.getAttribute('data-source'),
      sample: element.getAttribute('data-sample'),
      value: element.getAttribute('data-value'),
      text: element.textContent.trim(),
      place: placeOf(),
    }
  })
}

/** The exact weights and biases in the picture, by what they are. */
export async function parametersOn(page: Page): Promise<Record<string, string | null>> {
  const parameters = (await numbersOn(page)).filter(
    ({ place, quantity }) => place === 'network' && (quantity === 'w' || quantity === 'b'),
  )
  return Object.fromEntries(
    parameters.map(({ quantity, layer, unit, source, value }) => [
      `${quantity} ${layer}.${unit}${source === null ? '' : `.${source}`}`,
      value,
    ]),
  )
}

/** All numbers of the page, to be compared with those of another moment. */
export const exactNumbers = async (page: Page): Promise<string[]> =>
  (await numbersOn(page)).map((number) => Object.values(number).join(' '))

export const predictionsOn = (page: Page): Promise<string[]> =>
  page.locator('table [data-quantity="prediction"]').allTextContents()

export const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

/** The equation's part of the page: what is going on, in words and as a formula. */
export const explanation = (page: Page) => page.locator('[aria-labelledby="equation-title"]')
