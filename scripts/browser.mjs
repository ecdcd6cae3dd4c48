import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { unpackBundledChromium } from './bundled-chromium.mjs'
import { Failure } from './failure.mjs'
import { modules } from './project.mjs'
import { run } from './run.mjs'
import { systemBrowsers } from './system-browsers.mjs'

/**
 * @typedef {object} Browser
 * @property {string} executablePath
 * @property {NodeJS.ProcessEnv} env the whole environment to start it with
 */

// The cheapest and most repeatable first; each is a function that may fail, or have none to offer.
const sources = [unpackBundledChromium, playwrightBrowsers, systemBrowsers, installFromApt, downloadWithPlaywright]

/** @type {Promise<Browser> | undefined} */
let found

/**
 * Finds a Chromium that runs on this machine, fetching one only if there is none.
 *
 * @returns {Promise<Browser>}
 */
export function findBrowser() {
  found ??= process.env.BROWSER_PATH ? browserAsked(process.env.BROWSER_PATH) : firstBrowser()
  return found
}

/**
 * Launches the browser that findBrowser finds.
 *
 * @param {import('playwright-core').LaunchOptions} [options]
 * @returns {Promise<import('playwright-core').Browser>}
 */
export async function launchBrowser(options = {}) {
  const { chromium } = await import('playwright-core')
  const { executablePath, env } = await findBrowser()
  const settings = { ...options, executablePath, env: { ...env, ...options.env } }
  // Chromium has been seen to crash as it starts, though rarely. Only the launch is repeated.
  return chromium.launch(settings).catch(() => chromium.launch(settings))
}

/** @returns {Promise<Browser>} */
async function browserAsked(executablePath) {
  const browser = { executablePath, env: process.env }
  const fault = await faultOf(browser)
  if (fault) throw new Failure(`BROWSER_PATH names ${executablePath}, which ${fault}.`)
  return browser
}

/** @returns {Promise<Browser>} */
async function firstBrowser() {
  for (const source of sources) {
    for (const candidate of await candidatesOf(source)) {
      const browser = { executablePath: candidate.executablePath, env: { ...process.env, ...candidate.env } }
      const fault = await faultOf(browser)
      if (!fault) return browser
      console.warn(`Passing over ${candidate.executablePath}, which ${fault}.`)
    }
  }
  throw new Failure(
    'No browser that runs was found: install Chromium, Chrome or Edge and set BROWSER_PATH to its executable.',
  )
}

async function candidatesOf(source) {
  try {
    return (await source()).filter(({ executablePath }) => existsSync(executablePath))
  } catch (error) {
    console.warn(`A way to find a browser failed: ${error.message}`)
    return []
  }
}

/** Says what is wrong with a browser, or nothing if it runs. */
async function faultOf({ executablePath, env }) {
  if (!existsSync(executablePath)) return 'does not exist'
  // On Windows --version opens a window and prints nothing.
  if (process.platform === 'win32') return undefined
  try {
    const { stdout } = await promisify(execFile)(executablePath, ['--version'], { env, timeout: 30_000 })
    return /\d+\.\d+/.test(stdout) ? undefined : 'does not tell its version'
  } catch (error) {
    return `does not run (${reasonOf(error)})`
  }
}

function reasonOf({ stderr, message }) {
  return (stderr || message).trim().split('\n')[0]
}

/** What `playwright install` has already put on this machine. */
async function playwrightBrowsers() {
  const { chromium } = await import('playwright-core')
  // The documented executablePath() knows only the full browser, not the headless shell.
  const { registry } = (await import('playwright-core/lib/coreBundle')).default.registry
  const headlessShell = registry.findExecutable('chromium-headless-shell').executablePath()
  return [headlessShell, chromium.executablePath()].filter(Boolean).map((executablePath) => ({ executablePath }))
}

async function installFromApt() {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return []
  console.log('Installing chromium-headless-shell with apt-get.')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update', '-qq'], { env })
  await run('apt-get', ['install', '-qq', '--yes', '--no-install-recommends', 'chromium-headless-shell'], { env })
  return systemBrowsers()
}

async function downloadWithPlaywright() {
  console.log('Downloading chromium-headless-shell with Playwright.')
  const cli = join(modules, 'playwright-core', 'cli.js')
  await run(process.execPath, [cli, 'install', 'chromium-headless-shell'], { title: 'The download' })
  return playwrightBrowsers()
}
