import { join } from 'node:path'
import { build, preview } from 'vite'
import { cache, root } from '../../scripts/project.mjs'

/** Beside the page in its folder */
export const KERNELS_ALONE = 'kernels-alone.js'

/**
 * Builds the page as it is published, with the worker that it is held against beside it, and serves both. They have a
 * folder of their own, so that a build of the page meanwhile does not end the measurement.
 */
export async function serveSite() {
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
