import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import util from 'node:util'
import { fail, Failure } from './failure.mjs'
import { ensureInstalled } from './install.mjs'
import { root } from './project.mjs'
import { runNpm } from './run.mjs'

const bench = join(root, 'bench')
const stamp = join(bench, 'node_modules', '.lock.sha256')

try {
  const options = optionsOf(process.argv.slice(2))
  await ensureInstalled()
  await ensurePeersInstalled()
  const { measureSpeed } = await import('../bench/speed.mjs')
  await measureSpeed(options)
  const { measureSmoothness } = await import('../bench/smoothness.mjs')
  await measureSmoothness(options)
  const { measureGrowth } = await import('../bench/growth.mjs')
  await measureGrowth(options)
  const { measureFormulas } = await import('../bench/formulas.mjs')
  await measureFormulas(options)
} catch (error) {
  fail(error)
}

function optionsOf(args) {
  try {
    return util.parseArgs({ args, options: { quick: { type: 'boolean' } } }).values
  } catch {
    throw new Failure('npm run bench takes only --quick, after a bare --.')
  }
}

/** Installs the libraries that Backstep is measured beside, unless they are there. Nothing else needs them. */
async function ensurePeersInstalled() {
  const lock = readFileSync(join(bench, 'package-lock.json'))
  const wanted = createHash('sha256').update(lock).digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  console.log('Installing the peers that bench/package-lock.json lists (npm ci).')
  await runNpm(['ci', '--prefix', bench, '--no-audit', '--no-fund'])
  writeFileSync(stamp, wanted)
}
