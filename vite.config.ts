import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

/** Own origin only, no eval, no inline script. Not in development, where Vite puts scripts and styles into the page. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

const contentSecurityPolicy: Plugin = {
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: CONTENT_SECURITY_POLICY },
      injectTo: 'head-prepend',
    },
  ],
}

/** D3 is one package of many. Some of them claim to be needed by whoever imports any; only those that are used are. */
const D3 = { test: /[\\/]node_modules[\\/]d3(-\w+)?[\\/]/, sideEffects: false }

export default defineConfig({
  base: './',
  plugins: [react(), contentSecurityPolicy],
  worker: {
    format: 'es',
    // As `var`, which Vite makes of them otherwise, constants of the engine are not known to be constant: 10–15 % slower.
    rolldownOptions: { output: { topLevelVar: false } },
  },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { treeshake: { moduleSideEffects: [D3] } },
  },
  server: { host: '127.0.0.1' },
  // Of a page that a sandboxed frame embeds, modules and fonts are asked for by no origin at all.
  preview: { host: '127.0.0.1', headers: { 'Access-Control-Allow-Origin': '*' } },
  test: {
    projects: [
      {
        extends: true as const,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/browser/**'],
        },
      },
      {
        extends: true as const,
        test: {
          name: 'browser',
          environment: 'node',
          include: ['tests/browser/**/*.test.ts'],
          // Each worker has a browser of its own, which keeps a core busy; more would slow down what is timed.
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
