import { join } from 'node:path'
import { build, preview } from 'vite'
import { launchBrowser } from '../../scripts/browser.mjs'
import { cache, root } from '../../scripts/project.mjs'

/** Beside the page in its folder */
export const KERNELS_ALONE = 'kernels-alone.js'

/** Measures the page in a browser. */
export async function withSite(measure) {
  const server = await serveSite()
  try {
    const browser = await launchBrowser()
    try {
      await measure({ browser, url: server.resolvedUrls.local[0] })
    } finally {
      await browser.close()
    }
  } finally {
    await server.close()
  }
}

/**
 * Builds the page as it is published, with the worker that it is held against beside it, and serves both. They have a
 * folder of their own, so that a build of the page meanwhile does not end the measurement.
 */
async function serveSite() {
  const outDir = join(cache, 'bench-page')
  await build({ root, logLevel: 'warn', build: { outDir, emptyOutDir: true } })
  await build({
    configFile: false,
    root,
    publicDir: false,
    logLevel: 'warn',
    build: {
      outDir,
      emptyOutDir: false,
      target: 'es2022',
      lib: {
        entry: join(import.meta.dirname, 'kernels-alone.mjs'),
        formats: ['es'],
        fileName: () => KERNELS_ALONE,
      },
    },
  })
  return preview({ root, logLevel: 'error', build: { outDir }, preview: { host: '127.0.0.1', port: 4273 } })
}
