import { fork } from 'node:child_process'
import { once } from 'node:events'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { Failure } from '../scripts/failure.mjs'
import { root } from '../scripts/project.mjs'
import { buildForNode } from './engine.mjs'
import { works } from './works.mjs'

const names = { backstep: 'Backstep', synaptic: 'synaptic', brain: 'brain.js', tfjs: 'TensorFlow.js' }

// Milliseconds. Many short rounds: other load on the machine then falls on all alike, and on few of them.
const full = { warmUp: 3000, measured: 400, rounds: 15 }
const short = { warmUp: 1000, measured: 200, rounds: 7 }

/** Trains each work with Backstep and with its peers, and prints how fast they are. */
export async function measureSpeed({ quick = false } = {}) {
  const plan = quick ? short : full
  const engine = await buildForNode(join(root, 'src', 'engine', 'kernels.ts'), 'engine')
  console.log('\nTraining speed, without a picture')
  for (const [workName, work] of Object.entries(works)) {
    printResult(work, await compete(workName, ['backstep', ...work.peers], engine, plan))
  }
  printRemarks(plan)
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
  job.once('exit', () => {
    if (!job.killed) job.emit('error', new Failure(`${names[competitor]} failed at ${workName}:\n${errors}`))
  })
  await once(job, 'message')
  return job
}

async function rateOver(job, milliseconds) {
  job.send(milliseconds)
  const [rate] = await once(job, 'message')
  return rate
}

function printResult({ name, unit, batchSize, bar, peers }, rounds) {
  const perBatch = unit === 'epochs' ? 1 : batchSize
  const rateOf = (competitor) => perBatch * median(rounds.map((rates) => rates[competitor]))
  const ratioTo = (peer) => median(rounds.map((rates) => rates.backstep / rates[peer]))
  const best = peers.reduce((one, other) => (ratioTo(other) < ratioTo(one) ? other : one))

  console.log(`\n${name}\n`)
  console.log(`  ${names.backstep.padEnd(15)}${count(rateOf('backstep'))} ${unit}/s`)
  for (const peer of peers) {
    console.log(`  ${names[peer].padEnd(15)}${count(rateOf(peer))} ${unit}/s   Backstep × ${times(ratioTo(peer))}`)
  }
  const verdict = ratioTo(best) >= bar ? 'reached' : 'missed'
  console.log(`  × ${times(ratioTo(best))} to the best peer, ${names[best]}; the bar is × ${bar}: ${verdict}`)
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

const count = (rate) => Number(rate.toPrecision(3)).toLocaleString('en').padStart(12)

const times = (ratio) => ratio.toPrecision(3)

function printRemarks({ warmUp, measured, rounds }) {
  console.log(`
Node ${process.versions.node} on ${cpus()[0].model.trim()}, ${cpus().length} processors.
Each library trains in a process of its own, alone, after ${warmUp / 1000} s of warm-up. Rates are medians of ${rounds} rounds of
${measured} ms, ratios medians of the ratios within a round.

The layers, activations and numbers of passes are the same for all; the rules are not quite.
Backstep and TensorFlow.js add up the gradients of a batch and update once. synaptic and brain.js have no batches: they
update after every sample, and brain.js adds momentum. TensorFlow.js and brain.js keep 32-bit numbers, Backstep and
synaptic 64-bit ones. brain.js has one activation for all layers. TensorFlow.js runs on WebAssembly, and on plain
JavaScript for the two small networks, where that is faster. synaptic turns its network into code, a line or more for
each weight, which works for small networks only, so that it takes part in the first two.
brain.js and synaptic are called at their innermost training step, without the error checks of their train functions.`)
}
