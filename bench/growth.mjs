import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import v8 from 'node:v8'
import vm from 'node:vm'
import { buildForNode } from './engine.mjs'
import { count, mb, ms, printBar, printHead, printLine, quantile, spread } from './report.mjs'
import { heapOf, workerHeap } from './smoothness/heap.mjs'
import { openAtFullSpeed, openPage, press, rest, togglePlay } from './smoothness/pages.mjs'
import { withSite } from './smoothness/site.mjs'

const eightLayers = Array(8).fill(64).join()
const networks = [
  { name: '2-2-1, batch 4', settings: [] },
  { name: '2-16-16-1, batch 100', settings: ['data=moons', 'samples=100', 'batch=100', 'hidden=16,16'] },
  { name: '2-64-64-1, batch 32', settings: ['data=moons', 'batch=32', 'hidden=64,64'] },
  { name: '2-8x64-1, batch 1,000', settings: ['data=moons', 'samples=1000', 'batch=1000', `hidden=${eightLayers}`] },
]
const largest = networks.at(-1)
const wide = {
  name: '2-64-64-64-1, batch 32',
  settings: ['data=moons', 'batch=32', 'hidden=64,64,64', 'activation=tanh'],
}

const bars = { layOut: 25, schedule: 4, record: 3, longestTask: 50, memory: 256, script: 3, frames: 58 }

const full = { rounds: 9, crossings: 20, seeks: 20, within: 40, training: 8000 }
const short = { rounds: 3, crossings: 6, seeks: 6, within: 12, training: 3000 }

/** Measures what larger networks cost, in Node and in the built page, and prints it beside the bars. */
export async function measureGrowth({ quick = false } = {}) {
  const amount = quick ? short : full
  await printEngine(amount)
  await withSite(async (site) => {
    console.log('\nGrowth, on the page: from the press of a key to the page painted, and across the run')
    for (const network of networks) await printPage(site, network, amount)
    await printLargest(site, largest, amount)
    await printFrames(site, wide, amount)
  })
}

async function printEngine({ rounds }) {
  const measuring = await buildForNode(join(import.meta.dirname, 'growth', 'measure.ts'), 'growth')
  const { measureGrowth: measure } = await import(measuring)
  v8.setFlagsFromString('--expose-gc')
  const collect = vm.runInNewContext('gc')
  const heap = () => {
    collect()
    const { heapUsed, arrayBuffers } = process.memoryUsage()
    return heapUsed + arrayBuffers
  }
  console.log('\nGrowth, without a page')
  for (const { name, settings } of networks) {
    const found = measure(`#${settings.join('&')}`, rounds, heap)
    const times = found.record / found.passes
    printHead(`\n${name}: ${count(found.operations)} operations`)
    printBar('laid out in', ms(found.layOut, 2), ms(bars.layOut, 0), found.layOut <= bars.layOut)
    printBar(
      'memory of the schedule',
      mb(found.schedule, 3),
      mb(bars.schedule * 2 ** 20, 0),
      found.schedule <= bars.schedule * 2 ** 20,
    )
    printLine('memory of a trace', mb(found.trace))
    printBar(
      'recorded in',
      `${ms(found.record, 3)}, ${times.toFixed(2)} times the passes`,
      `${bars.record} times`,
      times <= bars.record,
    )
  }
}

async function printPage(site, network, { within, crossings, seeks }) {
  const page = await openPage(site, network, '3.0')
  const steps = []
  while (steps.length < within) steps.push((await press(page, 'ArrowRight')).painted)
  await page.keyboard.press('Home')
  await delay(500)
  const across = []
  while (across.length < crossings) {
    across.push((await press(page, across.length % 2 ? 'ArrowRight' : 'ArrowLeft')).painted)
  }
  const shown = []
  while (shown.length < seeks) {
    await rest()
    // Here and there, but never twice running to the same iteration: a seek to where the page is moves nothing.
    shown.push((await page.evaluate((done) => window.probes.seek(done), 1 + ((13 * shown.length) % 30))).shown)
  }
  await page.close()
  printHead(`\n${network.name}`)
  printLine('→ within an iteration', spread(steps, [0.5, 0.95, 1]))
  printLine('← → over its border', spread(across, [0.5, 0.95, 1]))
  printLine('to one of 30 iterations', spread(shown, [0.5, 0.95, 1]))
}

/** The largest network trains, pauses, steps, asks why and seeks, while every task of the page is watched. */
async function printLargest(site, network, { training }) {
  const page = await openAtFullSpeed(site, network)
  const watched = page.evaluate((time) => window.probes.watchFrames(time), training)
  await delay(training / 2)
  await togglePlay(page, 'paused')
  for (const key of ['Home', 'ArrowRight', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key)
  await page.locator('[data-quantity=target], [data-quantity=x]').first().click()
  await page.keyboard.press('Escape')
  await page.evaluate(() => window.probes.seek(2))
  const { longTasks } = await watched
  const memory = (await heapOf(page)) + (await workerHeap(page))
  await page.close()
  const longest = Math.max(0, ...longTasks)
  printHead(`\n${network.name}: trains, pauses, steps, asks why, seeks`)
  printBar(
    'longest task of the page',
    longest <= bars.longestTask ? 'none longer' : `${ms(longest)}; ${longTasks.length} longer`,
    ms(bars.longestTask, 0),
    longest <= bars.longestTask,
  )
  printBar('memory of page and worker', mb(memory), `${bars.memory} MB`, memory <= bars.memory * 2 ** 20)
}

async function printFrames(site, network, { training }) {
  const page = await openAtFullSpeed(site, network)
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  const scriptTime = async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return 1000 * metrics.find(({ name }) => name === 'ScriptDuration').value
  }
  const before = await scriptTime()
  const { times } = await page.evaluate((time) => window.probes.watchFrames(time), training)
  const script = ((await scriptTime()) - before) / times.length
  await page.close()
  const frames = times.slice(1).map((time, index) => time - times[index])
  const rate = (1000 * frames.length) / (times.at(-1) - times[0])
  printHead(`\n${network.name}: training at full speed, drawn without a graphics card`)
  printBar('frames a second', rate.toFixed(1), String(bars.frames), rate >= bars.frames)
  printBar('script part of a frame', ms(script, 2), ms(bars.script, 0), script <= bars.script)
  printLine('time from frame to frame', `95 % ${ms(quantile(frames, 0.95))}, longest ${ms(Math.max(...frames))}`)
}

if (process.argv[1] === import.meta.filename) await measureGrowth({ quick: process.argv.includes('--quick') })
