/** One competitor at one work, in a process of its own: told for how many milliseconds to train, it answers its rate. */
import { batchesOf, works } from './works.mjs'

const [peer, workName] = process.argv.slice(2)
const work = works[workName]
const { createTrainer } = await import(`./peers/${peer}.mjs`)
const batches = batchesOf(work.samples(), work.batchSize)
const trainer = await createTrainer(work, batches)

/** Batches between two looks at the clock, so many that looking costs nothing. */
let chunk = 1

process.on('message', (milliseconds) => process.send(rateOver(milliseconds)))
process.send('ready')

/** @returns {number} batches per second */
function rateOver(milliseconds) {
  const start = performance.now()
  let trained = 0
  let elapsed = 0
  while (elapsed < milliseconds) {
    for (let n = 0; n < chunk; n++) trainer.trainBatch((trained + n) % batches.length)
    trained += chunk
    elapsed = performance.now() - start
    chunk = Math.max(1, Math.round((5 * trained) / elapsed))
  }
  return (1000 * trained) / elapsed
}
