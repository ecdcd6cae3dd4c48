import { cpus } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import { launchBrowser } from '../scripts/browser.mjs'
import { workerHeap } from './smoothness/heap.mjs'
import { installProbes } from './smoothness/probes.mjs'
import { KERNELS_ALONE, serveSite } from './smoothness/site.mjs'

const networks = [
  { name: 'XOR 2–2–1 sigmoid', settings: [] },
  { name: 'XOR 2–8–8–1 tanh', settings: ['hidden=8,8', 'activation=tanh'] },
]

const bars = { longestTask: 50, step: 16.7, seek: 50, history: 64, rate: 0.7 }

const MILLION = 1_000_000

/** The latest moment that a link can name: playing from there has no end in sight. */
const FAR = 1_000_000_000

const full = { training: 10_000, presses: 200, crossings: 100, seeks: 200, rounds: 3, roundTime: 3000, warmUp: 1000 }
const short = { training: 3000, presses: 60, crossings: 30, seeks: 60, rounds: 3, roundTime: 1000, warmUp: 500 }

/** Measures the built page in a browser and prints what is found, beside what is wanted. */
export async function measureSmoothness({ quick = false } = {}) {
  const amount = quick ? short : full
  const busy = await busyPart()
  const server = await serveSite()
  const browser = await launchBrowser().catch(async (error) => {
    await server.close()
    throw error
  })
  try {
    const site = { browser, url: server.resolvedUrls.local[0] }
    console.log(`\nThe page in Chromium ${browser.version()}, 1440 × 900, drawn without a graphics card.`)
    console.log(
      `Of ${cpus().length} processors, other programs used ${percent(busy)} just before: the less, the truer.`,
    )
    for (const network of networks) {
      console.log(`\n${network.name}\n`)
      await printTraining(site, network, amount)
      await printSteps(site, network, amount)
      await printSeeks(site, network, amount)
      await printRate(site, network, amount)
    }
  } finally {
    await browser.close()
    await server.close()
  }
}

async function printTraining(site, network, { training }) {
  const page = await openAtFullSpeed(site, network)
  const { times, pictures, longTasks } = await page.evaluate((time) => window.probes.watchFrames(time), training)
  await page.close()
  const frames = times.slice(1).map((time, index) => time - times[index])
  const seconds = (times.at(-1) - times[0]) / 1000
  const longest = Math.max(0, ...longTasks)
  const over = longTasks.filter((duration) => duration > bars.longestTask)
  printHead(`${seconds.toFixed(0)} s of training at full speed`)
  printBar(
    'longest task of the page',
    over.length === 0 ? 'none longer' : `${ms(longest)}; ${over.length} longer than the bar`,
    `${bars.longestTask} ms`,
    over.length === 0,
  )
  printLine('frames', `${frames.length}, ${(frames.length / seconds).toFixed(1)} a second; ${pictures} new pictures`)
  printLine('time from frame to frame', spread(frames, [0.5, 0.95, 0.99, 1]))
}

async function printSteps(site, network, { presses, crossings }) {
  const page = await openPage(site, network, '1000.0')
  const within = []
  while (within.length < presses) within.push(await press(page, 'ArrowRight'))
  // To the start of the iteration, and then back and forth over the border to the one before.
  await page.keyboard.press('Home')
  await delay(100)
  const across = []
  while (across.length < crossings) across.push(await press(page, across.length % 2 ? 'ArrowRight' : 'ArrowLeft'))
  const timeStamps = within.map(({ timeStamp }) => timeStamp)
  const onScreen = await page.evaluate((stamps) => window.probes.timesOnScreen(stamps), timeStamps)
  await page.close()
  const painted = (all) => all.map((one) => one.painted)
  printHead('From the press of a key to the page painted')
  printTimes(`→, ${presses} times`, painted(within), bars.step)
  printLine('… until on screen, ± 4 ms', spread(onScreen, [0.5, 0.95, 1], 0))
  printTimes(`← → over a border, ${crossings} times`, painted(across), bars.step)
}

/** Presses a key of the browser's. */
async function press(page, key) {
  await rest()
  await page.evaluate(() => window.probes.expectPress())
  await page.keyboard.press(key)
  return page.evaluate(() => window.probes.pressed)
}

/** Without a rhythm, so that what follows comes at any time of a frame. */
const rest = () => delay(25 + 17 * Math.random())

async function printSeeks(site, network, { seeks }) {
  const fresh = await openPage(site, network, '0.0')
  const heapBefore = await workerHeap(fresh)
  await fresh.close()

  const page = await openPage(site, network, `${MILLION}.0`)
  const history = (await workerHeap(page)) - heapBefore
  const times = []
  while (times.length < seeks) {
    await rest()
    times.push(await page.evaluate((done) => window.probes.seek(done), 1 + Math.floor(Math.random() * MILLION)))
  }
  await page.close()
  printHead('A run of a million iterations')
  const [computed, shown] = ['computed', 'shown'].map((end) => times.map((time) => time[end]))
  printTimes(`to any of them, ${seeks} times`, shown, bars.seek)
  printLine('… until computed', spread(computed, [0.5, 0.95, 1]))
  printBar('memory of its history', mb(history), `${bars.history} MB`, history < bars.history * 2 ** 20)
}

/** In each round the page trains, then rests while the kernels train alone. */
async function printRate(site, network, { rounds, roundTime, warmUp }) {
  const page = await openAtFullSpeed(site, network)
  const script = new URL(KERNELS_ALONE, site.url).href
  const ratePage = (time) => page.evaluate((milliseconds) => window.probes.watchRate(milliseconds), time)
  const rateAlone = (time) =>
    page.evaluate(([url, milliseconds]) => window.probes.rateAlone(url, milliseconds), [script, time])
  const found = []
  for (let turn = 0; turn <= rounds; turn++) {
    const time = turn === 0 ? warmUp : roundTime
    const withPage = await ratePage(time)
    await togglePlay(page, 'paused')
    const alone = await rateAlone(time)
    await togglePlay(page, 'running')
    if (turn > 0) found.push({ ...withPage, alone })
  }
  await page.close()
  const ratio = median(found.map(({ rate, alone }) => rate / alone))
  printHead(`Training, drawing included: ${rounds} rounds`)
  printBar(
    'beside the kernels alone',
    `${percent(ratio)} (${found.map(({ rate, alone }) => percent(rate / alone)).join(', ')})`,
    percent(bars.rate),
    ratio >= bars.rate,
  )
  const [onPage, alone] = ['rate', 'alone'].map((which) => count(median(found.map((round) => round[which]))))
  printLine('iterations a second', `${onPage} on the page, ${alone} alone`)
}

/**
 * A run that goes on at full speed. Playing ends at a goal, every 10,000 iterations, which full speed reaches in a
 * blink; a link to a late moment sets a late goal. The page begins to travel to that moment, is stopped, and then plays
 * like after any press of play: only the goal is further away.
 */
async function openAtFullSpeed(site, network) {
  const page = await openPage(site, network, `${FAR}.0`, isRunning)
  await togglePlay(page, 'paused')
  const speed = page.getByLabel(/^speed/)
  await speed.selectOption({ label: 'as fast as it goes' })
  await speed.blur()
  await togglePlay(page, 'running')
  return page
}

async function togglePlay(page, status) {
  await page.keyboard.press('Space')
  await page.waitForFunction((wanted) => document.documentElement.dataset.status === wanted, status)
}

/** Opens the page at a moment of a run, and waits until it is there. */
async function openPage({ browser, url }, { settings }, moment, isThere = isAt) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.goto(`${url}#${[...settings, `at=${moment}`].join('&')}`)
  await page.waitForFunction(() => document.documentElement.dataset.status !== undefined)
  await page.waitForFunction(isThere, moment, { timeout: 120_000 })
  await page.evaluate(installProbes)
  await delay(500) // for the first view to be drawn, and to come to rest
  return page
}

const isRunning = () => document.documentElement.dataset.status === 'running'

const isAt = (moment) => {
  const { iteration, step } = document.documentElement.dataset
  return `${iteration}.${step}` === moment
}

const printHead = (text) => console.log(`  ${text}`)

const printLine = (name, found) => console.log(`    ${name.padEnd(34)}${found}`)

/** Of what is found, where a bar stands beside it */
const WIDTH = 48

function printBar(name, found, bar, isReached) {
  printLine(name, `${found.padEnd(WIDTH)} bar ${bar}: ${isReached ? 'reached' : 'missed'}`)
}

function printTimes(name, times, bar) {
  const verdict = (part) => `${names.get(part)} ${quantile(times, part) <= bar ? 'reached' : 'missed'}`
  printLine(name, `${spread(times, [0.5, 0.95, 1]).padEnd(WIDTH)} bar ${bar} ms: ${verdict(0.5)}, ${verdict(0.95)}`)
}

const names = new Map([
  [0.5, 'median'],
  [0.95, '95 %'],
  [0.99, '99 %'],
  [1, 'longest'],
])

const spread = (times, parts, digits = 1) =>
  parts.map((part) => `${names.get(part)} ${ms(quantile(times, part), digits)}`).join(', ')

function quantile(numbers, part) {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))]
}

const median = (numbers) => quantile(numbers, 0.5)

const ms = (time, digits = 1) => `${time.toFixed(digits)} ms`

const mb = (bytes) => `${(bytes / 2 ** 20).toFixed(1)} MB`

const percent = (part) => `${(100 * part).toFixed(0)} %`

const count = (rate) => Number(rate.toPrecision(3)).toLocaleString('en')

/** Part of the time that the processors were busy in a second of waiting */
async function busyPart() {
  const before = processorTimes()
  await delay(1000)
  const after = processorTimes()
  return 1 - (after.idle - before.idle) / (after.all - before.all)
}

function processorTimes() {
  const times = cpus().map((processor) => processor.times)
  const sum = (numbers) => numbers.reduce((total, number) => total + number, 0)
  return { idle: sum(times.map(({ idle }) => idle)), all: sum(times.flatMap((each) => Object.values(each))) }
}

if (process.argv[1] === import.meta.filename) await measureSmoothness({ quick: process.argv.includes('--quick') })
