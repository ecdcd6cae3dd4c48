import { cpus } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import { count, mb, median, ms, percent, printBar, printHead, printLine, printTimes, spread } from './report.mjs'
import { workerHeap } from './smoothness/heap.mjs'
import { openAtFullSpeed, openPage, press, rest, togglePlay } from './smoothness/pages.mjs'
import { KERNELS_ALONE, withSite } from './smoothness/site.mjs'

const networks = [
  { name: 'XOR 2–2–1 sigmoid', settings: [] },
  { name: 'XOR 2–8–8–1 tanh', settings: ['hidden=8,8', 'activation=tanh'] },
]

const bars = { longestTask: 50, step: 16.7, seek: 50, history: 64, rate: 0.7 }

const MILLION = 1_000_000

const full = { training: 10_000, presses: 200, crossings: 100, seeks: 200, rounds: 3, roundTime: 3000, warmUp: 1000 }
const short = { training: 3000, presses: 60, crossings: 30, seeks: 60, rounds: 3, roundTime: 1000, warmUp: 500 }

/** Measures the built page in a browser and prints what is found, beside what is wanted. */
export async function measureSmoothness({ quick = false } = {}) {
  const amount = quick ? short : full
  const busy = await busyPart()
  await withSite(async (site) => {
    console.log(`\nThe page in Chromium ${site.browser.version()}, 1440 × 900, drawn without a graphics card.`)
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
  })
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
