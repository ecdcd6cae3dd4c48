import { setTimeout as delay } from 'node:timers/promises'
import { installProbes } from './probes.mjs'

/** The latest moment that a link can name: playing from there has no end in sight. */
const FAR = 1_000_000_000

/** Presses a key of the browser's. */
export async function press(page, key) {
  await rest()
  await page.evaluate(() => window.probes.expectPress())
  await page.keyboard.press(key)
  return page.evaluate(() => window.probes.pressed)
}

/** Without a rhythm, so that what follows comes at any time of a frame. */
export const rest = () => delay(25 + 17 * Math.random())

/**
 * A run that goes on at full speed. Playing ends at a goal, every 10,000 iterations, which full speed reaches in a
 * blink; a link to a late moment sets a late goal. The page begins to travel to that moment, is stopped, and then plays
 * like after any press of play: only the goal is further away.
 */
export async function openAtFullSpeed(site, network) {
  const page = await openPage(site, network, `${FAR}.0`, isRunning)
  await togglePlay(page, 'paused')
  const speed = page.getByLabel(/^speed/)
  await speed.selectOption({ label: 'as fast as it goes' })
  await speed.blur()
  await togglePlay(page, 'running')
  return page
}

export async function togglePlay(page, status) {
  await page.keyboard.press('Space')
  await page.waitForFunction((wanted) => document.documentElement.dataset.status === wanted, status)
}

/** Opens the page at a moment of a run, and waits until it is there. */
export async function openPage({ browser, url }, { settings }, moment, isThere = isAt) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.goto(`${url}#${[...settings, `at=${moment}`].join('&')}`)
  await page.waitForFunction(() => document.documentElement.dataset.status !== undefined)
  await page.waitForFunction(isThere, moment, { timeout: 120_000 })
  await page.evaluate(installProbes)
  await delay(500) // for the first view to be drawn, and to come to rest
  return page
}

export const isRunning = () => document.documentElement.dataset.status === 'running'

export const isAt = (moment) => {
  const { iteration, step } = document.documentElement.dataset
  return `${iteration}.${step}` === moment
}
