import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createConnection, type Socket } from 'node:net'
import { join } from 'node:path'
import { drive, type Driver, type Make, type Send } from './driver.ts'
import { runs, start, temporaryFolder, writtenBy } from './running.ts'

const programs = [
  'firefox-esr',
  'firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
]

/** Any free port, no motion, and no news from Mozilla */
const preferences = `
user_pref("marionette.port", 0);
user_pref("ui.prefersReducedMotion", 1);
user_pref("services.settings.server", "data:,#none/v1");
`

const installed = programs.find((program) => runs(program, '--version'))

export const firefox: Make = {
  name: 'Firefox',
  missing: installed === undefined ? ['firefox-esr'] : [],
  open: openFirefox,
}

/** Firefox is driven by Marionette, its own remote protocol: the commands of WebDriver, over a socket. */
function openFirefox(): Promise<Driver> {
  return drive(async (ends) => {
    const profile = await temporaryFolder(ends)
    await writeFile(join(profile, 'user.js'), preferences)
    const args = ['--headless', '--marionette', '--no-remote', '--profile', profile, 'about:blank']
    const process = start(ends, installed!, args, { stdio: ['ignore', 'pipe', 'ignore'] })
    const port = await writtenBy(process.stdout!, /Marionette\s+INFO\s+Listening on port (\d+)/)
    const socket = createConnection(Number(port), '127.0.0.1')
    ends.push(async () => void socket.destroy())
    await once(socket, 'connect')
    const call = createCall(socket)
    await call('WebDriver:NewSession', {})
    const send: Send = async (command, parameters) => (await call(`WebDriver:${command}`, parameters)).value
    return send
  })
}

type Answer = [type: 1, id: number, error: { message: string } | null, result: { value?: unknown }]

/** Messages are JSON, after their length in bytes and a colon. */
function createCall(socket: Socket) {
  const waiting = new Map<number, (answer: Answer) => void>()
  let received = Buffer.alloc(0)
  let count = 0

  socket.on('data', (data) => {
    received = Buffer.concat([received, data])
    for (let message = take(); message !== null; message = take()) {
      // The first, a greeting, answers nothing.
      if (Array.isArray(message)) waiting.get(message[1])!(message as Answer)
    }
  })

  function take(): unknown {
    const colon = received.indexOf(':')
    const end = colon + 1 + Number(received.subarray(0, Math.max(0, colon)))
    if (colon < 0 || received.length < end) return null
    const message = JSON.parse(received.subarray(colon + 1, end).toString())
    received = received.subarray(end)
    return message
  }

  return (name: string, parameters: object) =>
    new Promise<Answer[3]>((resolve, reject) => {
      const id = ++count
      waiting.set(id, ([, , error, result]) => {
        waiting.delete(id)
        if (error) reject(new Error(`Firefox on ${name}: ${error.message}`))
        else resolve(result)
      })
      const message = JSON.stringify([0, id, name, parameters])
      socket.write(`${Buffer.byteLength(message)}:${message}`)
    })
}
