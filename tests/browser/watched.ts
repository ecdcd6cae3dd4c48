import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

declare global {
  interface Window {
    problems: string[]
  }
}

/**
 * Serves the built page under a second name, /watched.html, with a script before its own that keeps what goes wrong: not
 * every driver of a browser tells.
 */
export const watchedPage = (dist: string): Plugin => ({
  name: 'watched-page',
  configurePreviewServer({ middlewares }) {
    middlewares.use('/watched.html', (_, response) => {
      const policy = /<meta http-equiv="Content-Security-Policy"[^>]*>/
      const html = readFileSync(join(dist, 'index.html'), 'utf8')
      response.setHeader('Content-Type', 'text/html')
      response.end(html.replace(policy, '$&<script src="watch.js"></script>'))
    })
    middlewares.use('/watch.js', (_, response) => {
      response.setHeader('Content-Type', 'text/javascript')
      response.end(`(${watch.toString()})()`)
    })
  },
})

/** Runs in the page. */
function watch(): void {
  const problems: string[] = []
  window.problems = problems
  for (const kind of ['error', 'warn'] as const) {
    const write = console[kind]
    console[kind] = (...words: unknown[]) => {
      problems.push(`console: ${words.join(' ')}`)
      write(...words)
    }
  }
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
    problems.push(`Content security policy: ${violatedDirective} refused ${blockedURI}`)
  })
  addEventListener('unhandledrejection', ({ reason }) => problems.push(`script: ${reason}`))
  // Captured, so that what could not be loaded is heard too.
  addEventListener(
    'error',
    (event) => {
      const { target } = event
      const isLoading = target instanceof Element
      problems.push(isLoading ? `not loaded: ${target.outerHTML}` : `script: ${event.message}`)
    },
    true,
  )
}
