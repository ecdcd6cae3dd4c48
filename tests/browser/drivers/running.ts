import { spawn, spawnSync, type ChildProcess, type SpawnOptions } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'

/** How to end what was started, in the order in which it was. */
export type Ends = (() => Promise<void>)[]

export async function endAll(ends: Ends): Promise<void> {
  while (ends.length > 0) await ends.pop()!()
}

export function start(ends: Ends, program: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  const child = spawn(program, args, options)
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve()) // it could not be started
  })
  ends.push(async () => {
    child.kill()
    await ended
  })
  return child
}

export async function temporaryFolder(ends: Ends): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'backstep-'))
  // Parts of a browser that has just ended may still be writing.
  ends.push(() => rm(folder, { recursive: true, force: true, maxRetries: 9 }))
  return folder
}

/** Whether a program is installed here and answers to a question such as --version. */
export function runs(program: string, question: string): boolean {
  return spawnSync(program, [question], { timeout: 30_000 }).status === 0
}

/** Waits until a program has written what is looked for, and returns the group in it. */
export function writtenBy(stream: Readable, wanted: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let written = ''
    stream.setEncoding('utf8')
    stream.on('data', (text: string) => {
      written += text
      const found = wanted.exec(written)?.[1]
      if (found !== undefined) resolve(found)
    })
    stream.once('end', () => reject(new Error(`A program ended before it was ready. It wrote: ${written}`)))
  })
}
