import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { preview, type PreviewServer } from 'vite'
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest'
import { launchBrowser } from '../../scripts/browser.mjs'
import { watchedPage } from './watched.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Where the built page lies. */
export const dist = join(root, 'dist')

export const desk = { width: 1440, height: 900 }
export const phone = { width: 390, height: 844 }
/** A desk of 1440 × 900 at a zoom of 200 % */
export const zoomed = { width: 720, height: 450 }

export interface Visit {
  readonly size?: { readonly width: number; readonly height: number }
  readonly theme?: 'light' | 'dark'
  /** With a finger instead of a mouse */
  readonly touch?: boolean
  readonly motion?: 'reduce' | 'no-preference'
  /** The fragment of the address, with its # */
  readonly link?: string
  /** Runs in the page before its own scripts. */
  readonly before?: () => void
}

let server: PreviewServer
let browser: Browser

beforeAll(async () => {
  if (!existsSync(join(dist, 'index.html'))) {
    throw new Error('There is no dist/index.html to test: build the page first, with `npm run build`.')
  }
  server = await preview({
    root,
    configFile: false,
    logLevel: 'error',
    plugins: [watchedPage(dist)],
    preview: { host: '127.0.0.1', port: 0, headers: { 'Access-Control-Allow-Origin': '*' } },
  })
  // With scrollbars, as a person has them: they take room, and show what overflows.
  browser = await launchBrowser({ ignoreDefaultArgs: ['--hide-scrollbars'] })
})

afterAll(async () => {
  await browser?.close()
  await server?.close()
})

/** The address of the built page. */
export const address = (): string => server.resolvedUrls!.local[0]

/**
 * Opens the page as a new visitor. The test fails at its end if there was an error or a warning on the console, an error
 * in a script, a breach of the content security policy, a request that failed or one to another origin.
 */
export async function openPage(visit: Visit = {}): Promise<Page> {
  const context = await newContext(visit)
  const problems = watch(context)
  onTestFinished(async () => {
    await context.close()
    expect(problems, 'what went wrong in the page meanwhile').toEqual([])
  })
  return openIn(context, visit)
}

/** The same for a test of what must not work: its problems come back instead of failing it. */
export async function openTroubledPage(visit: Visit = {}): Promise<{ page: Page; problems: readonly string[] }> {
  const context = await newContext(visit)
  const problems = watch(context)
  onTestFinished(() => context.close())
  return { page: await openIn(context, visit), problems }
}

/** Waits until the picture stands, in its own type. */
export async function pictureDrawn(page: Page): Promise<void> {
  await page.locator('[aria-label="Network"] [data-quantity]').first().waitFor()
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
}

async function newContext({ size = desk, theme = 'light', motion = 'no-preference', touch = false, before }: Visit) {
  const context = await browser.newContext({
    viewport: size,
    colorScheme: theme,
    reducedMotion: motion,
    hasTouch: touch,
    isMobile: touch,
  })
  context.setDefaultTimeout(5_000)
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      reportError(new Error(`Content security policy: ${violatedDirective} refused ${blockedURI}`))
    })
  })
  if (before) await context.addInitScript(before)
  return context
}

async function openIn(context: BrowserContext, { size = desk, link = '' }: Visit): Promise<Page> {
  const page = await context.newPage()
  if (size === phone) await layScrollbarsOver(page)
  await page.goto(address() + link)
  await pictureDrawn(page)
  return page
}

/** A phone's scrollbars take no room. */
async function layScrollbarsOver(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setScrollbarsHidden', { hidden: true })
}

function watch(context: BrowserContext): string[] {
  const problems: string[] = []
  context.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(`console: ${message.text()}`)
  })
  context.on('weberror', (error) => problems.push(`script: ${error.error().message}`))
  context.on('request', (request) => {
    if (!request.url().startsWith(address())) problems.push(`request to another origin: ${request.url()}`)
  })
  context.on('requestfailed', (request) => problems.push(`request failed: ${request.url()}`))
  context.on('response', (response) => {
    if (response.status() >= 400) problems.push(`${response.status()}: ${response.url()}`)
  })
  return problems
}
