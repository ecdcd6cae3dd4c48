import { execFile } from 'node:child_process'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { createBrotliDecompress } from 'node:zlib'
import { cache, modules } from './project.mjs'

const bundle = join(modules, '@sparticuz', 'chromium')

// With this file the bundled fonts are the only ones, so that text is drawn alike on every machine,
// even on one with no fonts, where it would not be drawn at all.
const fontsConf = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`

/** Unpacks the Chromium of the npm package @sparticuz/chromium, which is built for Linux on x64 only. */
export async function unpackBundledChromium() {
  if (process.platform !== 'linux' || process.arch !== 'x64' || !existsSync(bundle)) return []
  const folder = join(cache, `chromium-${await bundleVersion()}`)
  if (!existsSync(folder)) await unpackAtOnce(folder)
  return [{ executablePath: join(folder, 'chromium'), env: environmentOf(folder) }]
}

async function bundleVersion() {
  return JSON.parse(await readFile(join(bundle, 'package.json'), 'utf8')).version
}

function environmentOf(folder) {
  const libraries = [join(folder, 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean)
  return {
    LD_LIBRARY_PATH: libraries.join(delimiter),
    FONTCONFIG_FILE: join(folder, 'fonts.conf'),
  }
}

/** Fills the folder under another name first, so that another process never sees it half full. */
async function unpackAtOnce(folder) {
  await mkdir(cache, { recursive: true })
  const draft = await mkdtemp(`${folder}-`)
  try {
    await unpackInto(draft)
    await rename(draft, folder)
  } catch (error) {
    // Another process may have been faster; its folder is as good.
    if (!existsSync(folder)) throw error
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

async function unpackInto(folder) {
  // mkdtemp makes a folder for its owner alone, but tests may later be run by another user.
  await chmod(folder, 0o755)
  await decompress('chromium', join(folder, 'chromium'), 0o755)
  // The libraries that a bare system lacks.
  await unpackArchive('al2023.tar', folder)
  await unpackArchive('fonts.tar', folder)
  // After the archives, for one of them brings a fonts.conf with paths of its own.
  await writeFile(join(folder, 'fonts.conf'), fontsConf)
}

async function unpackArchive(name, folder) {
  const archive = join(folder, name)
  await decompress(name, archive)
  await promisify(execFile)('tar', ['-x', '--no-same-owner', '-f', archive, '-C', folder])
  await rm(archive)
}

function decompress(name, path, mode) {
  return pipeline(
    createReadStream(join(bundle, 'bin', `${name}.br`)),
    createBrotliDecompress(),
    createWriteStream(path, { mode }),
  )
}
