import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from './failure.mjs'
import { cache, modules, root } from './project.mjs'
import { runNpm } from './run.mjs'

const stamp = join(cache, 'lock.sha256')

/** Installs what package-lock.json lists, unless that is what is already there. */
export async function ensureInstalled() {
  checkNode()
  const wanted = hashOfLock()
  if (hashInstalled() === wanted) return
  console.log('Installing the packages that package-lock.json lists (npm ci).')
  // Everything that builds and tests is a development dependency, which NODE_ENV=production would leave out.
  await runNpm(['ci', '--include=dev', '--no-audit', '--no-fund'])
  mkdirSync(cache, { recursive: true })
  writeFileSync(stamp, wanted)
}

export function checkNode() {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  if (engines.node.split('||').some((range) => isIn(range.trim(), process.versions.node))) return
  throw new Failure(`Backstep needs Node ${engines.node}, and this is Node ${process.versions.node}.`)
}

/** Whether a version is in a range written ^20.19.0, which stays below the next major version, or >=22.12.0. */
function isIn(range, version) {
  const [major, minor] = numbersOf(range)
  const [ownMajor, ownMinor] = numbersOf(version)
  if (ownMajor === major) return ownMinor >= minor
  return ownMajor > major && range.startsWith('>=')
}

function numbersOf(version) {
  return version.match(/\d+/g).map(Number)
}

function hashOfLock() {
  const lock = readFileSync(join(root, 'package-lock.json'))
  return createHash('sha256').update(lock).digest('hex')
}

function hashInstalled() {
  return existsSync(modules) && existsSync(stamp) ? readFileSync(stamp, 'utf8').trim() : undefined
}
