import { spawn } from 'node:child_process'
// Imported whole, for Node may be too old to have the part: then checkNode says so.
import util from 'node:util'
import { fail, Failure } from './failure.mjs'
import { checkNode, ensureInstalled } from './install.mjs'
import { root } from './project.mjs'
import { runScript } from './run.mjs'

const firstPort = 4173

try {
  checkNode()
  const options = optionsOf(process.argv.slice(2))
  await ensureInstalled()
  await runScript('build')
  const server = await serve(options.port)
  closeOnSignal(server)
  const url = server.resolvedUrls.local[0]
  console.log(`\nBackstep is running (Ctrl-C ends it):\n${url}`)
  if (options.open && !process.env.CI) openPage(url)
} catch (error) {
  fail(error)
}

function optionsOf(args) {
  const { port, 'no-open': noOpen } = parse(args)
  return { port: port === undefined ? undefined : portOf(port), open: !noOpen }
}

function parse(args) {
  try {
    const options = { port: { type: 'string' }, 'no-open': { type: 'boolean' } }
    return util.parseArgs({ args, options }).values
  } catch {
    throw new Failure('npm start takes only --port N and --no-open, written as: npm start -- --port 4200.')
  }
}

function portOf(text) {
  const port = Number(text)
  if (/^\d+$/.test(text) && port >= 1 && port <= 65535) return port
  throw new Failure(`--port takes a whole number from 1 to 65535, and "${text}" is not one.`)
}

/** Serves dist on the port asked for, or else on the first free one. */
async function serve(port) {
  const { preview } = await import('vite')
  const settings = {
    host: '127.0.0.1',
    port: port ?? firstPort,
    strictPort: port !== undefined,
    open: false,
  }
  try {
    return await preview({ root, logLevel: 'error', preview: settings })
  } catch (error) {
    throw new Failure(`The page cannot be served: ${error.message}.`)
  }
}

function closeOnSignal(server) {
  const close = async () => {
    // Set before the wait: Vite has a listener of its own, which would make it a failure.
    process.exitCode = 0
    await server.close()
    process.exit()
  }
  process.once('SIGINT', close)
  process.once('SIGTERM', close)
}

function openPage(url) {
  const [command, args] = openerOf(url)
  const opener = spawn(command, args, { stdio: 'ignore', detached: true })
  // A machine without an opener still has the printed address.
  opener.on('error', () => {})
  opener.unref()
}

function openerOf(url) {
  if (process.platform === 'darwin') return ['open', [url]]
  if (process.platform === 'win32') return ['rundll32', ['url.dll,FileProtocolHandler', url]]
  return ['xdg-open', [url]]
}
