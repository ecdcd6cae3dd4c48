import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { build, preview } from 'vite'
import { launchBrowser } from '../scripts/browser.mjs'

const FORMULAS = 20
const BAR = 4
const WARM_UP = 100

/** Measures how long the page takes to show twenty formulas with new numbers: rendered and laid out, not painted. */
export async function measureFormulas({ quick = false } = {}) {
  const outDir = await mkdtemp(join(tmpdir(), 'backstep-formulas-'))
  const root = fileURLToPath(new URL('formulas', import.meta.url))
  const settings = { root, configFile: false, logLevel: 'error', base: './' }
  await build({ ...settings, plugins: [react()], build: { outDir, emptyOutDir: true, target: 'es2022' } })
  const server = await preview({ ...settings, build: { outDir }, preview: { host: '127.0.0.1', port: 0 } })
  const browser = await launchBrowser()
  try {
    const page = await browser.newPage()
    await page.goto(server.resolvedUrls.local[0])
    await page.waitForFunction(() => 'measureFormulas' in window)
    await page.evaluate((times) => void window.measureFormulas(times), WARM_UP)
    const times = await page.evaluate((count) => window.measureFormulas(count), quick ? 100 : 1000)
    const [median, high] = [0.5, 0.95].map(
      (part) => times.sort((one, other) => one - other)[Math.floor(part * times.length)],
    )
    const verdict = high <= BAR ? 'reached' : 'missed'
    console.log(`\n${FORMULAS} formulas with new numbers, rendered and laid out`)
    console.log(`  median ${median.toFixed(2)} ms, 95 % ${high.toFixed(2)} ms; bar ${BAR} ms: ${verdict}`)
  } finally {
    await browser.close()
    await server.close()
    await rm(outDir, { recursive: true })
  }
}
