import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { address, dist, openPage, openTroubledPage } from './page.ts'
import { arriveAt, button, waitForStatus, waitUntilPast } from './reading.ts'

describe('the content security policy', () => {
  it('allows own files and nothing else', async () => {
    const page = await openPage()
    const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content')
    const directives = Object.fromEntries(
      policy!.split(';').map((directive) => {
        const [name, ...sources] = directive.trim().split(/\s+/)
        return [name, sources.join(' ')]
      }),
    )
    expect(directives['default-src']).toBe("'none'")
    expect(directives['script-src']).toBe("'self'")
    for (const [name, sources] of Object.entries(directives)) expect(["'self'", "'none'"], name).toContain(sources)
  })

  it('comes before everything that it is about', async () => {
    const html = await readFile(join(dist, 'index.html'), 'utf8')
    const policy = html.indexOf('Content-Security-Policy')
    expect(policy).toBeGreaterThan(0)
    for (const tag of ['<script', '<link', '<style']) {
      const first = html.indexOf(tag)
      if (first >= 0) expect(policy, tag).toBeLessThan(first)
    }
  })

  it('is in force: a script in the page and a request elsewhere are refused', async () => {
    const { page, problems } = await openTroubledPage()
    const ran = await page.evaluate(() => {
      const script = document.createElement('script')
      script.textContent = 'window.intruder = true'
      document.body.append(script)
      return 'intruder' in window
    })
    expect(ran).toBe(false)
    expect(await page.evaluate(() => fetch('http://127.0.0.1:9/').catch(() => 'refused'))).toBe('refused')
    expect(problems.join('\n')).toMatch(/script-src/)
    expect(problems.join('\n')).toMatch(/connect-src/)
  })

  it('is kept, and no other origin asked, over a whole lesson', async () => {
    const page = await openPage() // fails at its end if there was a breach or a request to another origin
    await page.keyboard.press('ArrowRight')
    await button(page, 'Turn the page dark').click()
    await button(page, 'Set-up').click()
    await page.getByRole('complementary').getByLabel('Hidden layers').selectOption('2')
    await page.keyboard.press('?')
    await page.keyboard.press('Escape')
    await button(page, 'Play').click()
    await waitUntilPast(page, 30)
    await button(page, 'Pause').click()
    await waitForStatus(page, 'paused')
    await page.evaluate(() => void (location.hash = '#activation=identity&output=identity&rate=50&at=900.0'))
    await waitForStatus(page, 'diverged')
    await button(page, 'Restart the run').click()
    await arriveAt(page, { iteration: 0, step: 0 })
  })
})

describe('the size', () => {
  it('of all scripts before the first interaction is less than 150 kB, gzipped', async () => {
    const scripts = new Set<string>()
    const page = await openPage()
    page.context().on('request', (request) => {
      const { pathname } = new URL(request.url())
      if (pathname.endsWith('.js')) scripts.add(pathname)
    })
    await page.goto(`${address()}?again`)
    await page.waitForLoadState('networkidle')
    expect([...scripts].some((name) => name.includes('worker'))).toBe(true)
    expect(scripts.size).toBeGreaterThanOrEqual(2)
    const sizes = await Promise.all(
      [...scripts].map(async (name) => gzipSync(await readFile(join(dist, name)), { level: 9 }).length),
    )
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(150_000)
  })
})
