import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'
import { cache, root } from '../scripts/project.mjs'
import { works } from './works.mjs'

const names = { backstep: 'Backstep', synaptic: 'synaptic', brain: 'brain.js', tfjs: 'TensorFlow.js' }

/** Trains each work with Backstep and with its peers, and prints how fast they are. */
export async function measureSpeed({ quick = false } = {}) {
  const durations = quick ? { warmUp: 1000, measured: 300, rounds: 3 } : { warmUp: 3000, measured: 1000, rounds: 5 }
  const engine = await buildEngine()
  console.log(`\nTraining speed: medians of ${durations.rounds} rounds, in each of which all have their turn.\n`)
  for (const [workName, work] of Object.entries(works)) {
    printResult(work, await compete(workName, ['backstep', ...work.peers], engine, durations))
  }
  printRemarks()
}

async function buildEngine() {
  const outDir = join(cache, 'bench')
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    build: {
      outDir,
      lib: { entry: join(root, 'src', 'engine', 'kernels.ts'), formats: ['es'], fileName: () => 'engine.mjs' },
      target: 'es2022',
      emptyOutDir: true,
    },
  })
  return pathToFileURL(join(outDir, 'engine.mjs')).href
}

/** @returns {Promise<Record<string, number>[]>} for each round, the rate of each competitor */
async function compete(workName, competitors, engine, { warmUp, measured, rounds }) {
  const jobs = new Map()
  try {
    for (const competitor of competitors) {
      const job = await startJob(competitor, workName, engine)
      jobs.set(competitor, job)
      await rateOver(job, warmUp)
    }
    const rates = []
    for (let round = 0; round < rounds; round++) {
      const ofRound = {}
      for (const [competitor, job] of jobs) ofRound[competitor] = await rateOver(job, measured)
      rates.push(ofRound)
    }
    return rates
  } finally {
    for (const job of jobs.values()) job.kill()
  }
}

async function startJob(competitor, workName, engine) {
  const job = fork(join(import.meta.dirname, 'job.mjs'), [competitor, workName], {
    env: { ...process.env, BACKSTEP_ENGINE: engine },
    // TensorFlow.js greets and warns.
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let errors = ''
  job.stderr.on('data', (text) => (errors += text))
  job.once('exit', (code) => code && job.emit('error', new Error(`${competitor} failed at ${workName}:\n${errors}`)))
  await once(job, 'message')
  return job
}

async function rateOver(job, milliseconds) {
  job.send(milliseconds)
  const [rate] = await once(job, 'message')
  return rate
}

function printResult({ name, unit, batchSize, bar, peers }, rounds) {
  const factor = unit === 'epochs' ? 1 : batchSize
  const rateOf = (competitor) => median(rounds.map((rates) => rates[competitor])) * factor
  const ratioTo = (peer) => median(rounds.map((rates) => rates.backstep / rates[peer]))
  const best = peers.reduce((one, other) => (ratioTo(other) < ratioTo(one) ? other : one))

  console.log(name)
  console.log(`  ${names.backstep.padEnd(14)}${count(rateOf('backstep'))} ${unit}/s`)
  for (const peer of peers) {
    console.log(`  ${names[peer].padEnd(14)}${count(rateOf(peer))} ${unit}/s   × ${times(ratioTo(peer))}`)
  }
  const verdict = ratioTo(best) >= bar ? 'reached' : 'missed'
  console.log(`  ${times(ratioTo(best))} times the best peer, ${names[best]}; the bar of ${bar} is ${verdict}.\n`)
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

const count = (rate) => Number(rate.toPrecision(3)).toLocaleString('en').padStart(12)

const times = (ratio) => ratio.toPrecision(3)

function printRemarks() {
  console.log(`Node ${process.versions.node}, ${process.platform} ${process.arch}.`)
}
