import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'
import { cache, root } from '../scripts/project.mjs'

/**
 * Builds a module of the engine for Node, with Vite's settings for the page, except that top-level constants stay constants
 * for the compiler to rely on.
 *
 * @param {string} entry
 * @param {string} name of the file that it becomes
 * @returns {Promise<string>} its address
 */
export async function buildForNode(entry, name) {
  const outDir = join(cache, 'bench')
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    build: {
      outDir,
      emptyOutDir: false,
      lib: { entry, formats: ['es'], fileName: () => `${name}.mjs` },
      target: 'es2022',
      rolldownOptions: { output: { topLevelVar: false } },
    },
  })
  return pathToFileURL(join(outDir, `${name}.mjs`)).href
}
