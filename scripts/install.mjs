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
  const [major, minor] = numbersOf(engines.node)
  const [ownMajor, ownMinor] = numbersOf(process.versions.node)
  if (ownMajor > major || (ownMajor === major && ownMinor >= minor)) return
  throw new Failure(`Backstep needs Node ${major}.${minor} or newer, and this is Node ${process.versions.node}.`)
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
