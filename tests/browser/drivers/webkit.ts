import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import { drive, type Command, type Driver, type Make, type Send } from './driver.ts'
import { runs, start, temporaryFolder, writtenBy, type Ends } from './running.ts'

export const webkit: Make = {
  name: 'WebKit',
  missing: [
    ...(runs('WebKitWebDriver', '--help') ? [] : ['webkit2gtk-driver']),
    ...(runs('Xvfb', '-help') ? [] : ['xvfb']),
  ],
  open: openWebkit,
}

const paths: Record<Command, string> = {
  Navigate: 'url',
  SetWindowRect: 'window/rect',
  PerformActions: 'actions',
  ExecuteAsyncScript: 'execute/async',
}

/** WebKitGTK's own small browser is driven by WebDriver, over HTTP; it needs a screen, which Xvfb is. */
function openWebkit(): Promise<Driver> {
  return drive(async (ends) => {
    const home = await temporaryFolder(ends)
    await preferReducedMotion(home)
    const env = { ...process.env, HOME: home, XDG_CONFIG_HOME: join(home, '.config'), DISPLAY: await startScreen(ends) }
    const port = await freePort()
    const driver = start(ends, 'WebKitWebDriver', ['--host=127.0.0.1', `--port=${port}`], { stdio: 'ignore', env })
    const address = `http://127.0.0.1:${port}`
    while (!(await isReady(address))) {
      if (driver.exitCode !== null) throw new Error(`WebKitWebDriver ended with ${driver.exitCode}.`)
      await setTimeout(20) // it does not say when it is
    }
    const { sessionId } = (await call('POST', `${address}/session`, { capabilities: {} })) as { sessionId: string }
    const session = `${address}/session/${sessionId}`
    // The browser itself ends with its session only.
    ends.push(async () => void (await call('DELETE', session)))
    const send: Send = (command, parameters) => call('POST', `${session}/${paths[command]}`, parameters)
    return send
  })
}

/** GTK's way to say it */
async function preferReducedMotion(home: string): Promise<void> {
  const folder = join(home, '.config', 'gtk-3.0')
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'settings.ini'), '[Settings]\ngtk-enable-animations=0\n')
}

/** Starts a screen without glass, and returns its name. */
async function startScreen(ends: Ends): Promise<string> {
  const args = ['-displayfd', '3', '-screen', '0', '1800x1300x24', '-nolisten', 'tcp']
  const screen = start(ends, 'Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  return `:${await writtenBy(screen.stdio[3] as Readable, /^(\d+)\n/)}`
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

const isReady = (address: string): Promise<boolean> =>
  fetch(`${address}/status`).then(
    ({ ok }) => ok,
    () => false,
  )

async function call(method: 'POST' | 'DELETE', url: string, parameters?: object): Promise<unknown> {
  const response = await fetch(url, { method, ...(parameters && { body: JSON.stringify(parameters) }) })
  const { value } = (await response.json()) as { value: unknown }
  if (!response.ok) throw new Error(`WebKit on ${url}: ${(value as { message: string }).message}`)
  return value
}
