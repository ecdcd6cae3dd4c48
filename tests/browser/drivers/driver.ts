import { endAll, type Ends } from './running.ts'

/** One page in a browser of another make. */
export interface Driver {
  open(url: string): Promise<void>
  /** Makes the page itself so large, whatever the window has around it. */
  resize(size: { readonly width: number; readonly height: number }): Promise<void>
  press(key: keyof typeof KEYS): Promise<void>
  /** Runs a function in the page; it can use its argument and what the page has, nothing else. */
  evaluate<Result>(inPage: () => Result): Promise<Awaited<Result>>
  evaluate<Argument, Result>(inPage: (argument: Argument) => Result, argument: Argument): Promise<Awaited<Result>>
  close(): Promise<void>
}

/** A make of browsers, on this machine. */
export interface Make {
  readonly name: string
  /** Debian's names of the packages that are not installed */
  readonly missing: readonly string[]
  readonly open: () => Promise<Driver>
}

/** The commands of W3C WebDriver that the tests need, by the names that Marionette gives them. */
export type Command = 'Navigate' | 'SetWindowRect' | 'PerformActions' | 'ExecuteAsyncScript'

/** Has the browser carry out a command, and returns the value that it answers. */
export type Send = (command: Command, parameters: object) => Promise<unknown>

/** Keys as WebDriver codes them */
const KEYS = { ArrowLeft: '\uE012', ArrowRight: '\uE014', Space: ' ' } as const

/** A driver of a browser that is started now; what was started is ended when the driver is closed, or if a part fails. */
export async function drive(startBrowser: (ends: Ends) => Promise<Send>): Promise<Driver> {
  const ends: Ends = []
  try {
    return driverOf(await startBrowser(ends), () => endAll(ends))
  } catch (error) {
    await endAll(ends)
    throw error
  }
}

function driverOf(send: Send, close: () => Promise<void>): Driver {
  async function evaluate<Argument, Result>(inPage: (argument: Argument) => Result, argument?: Argument) {
    // The function is a part of the script, for the page's policy refuses `eval`.
    const script = `
      const [argument, done] = arguments
      Promise.resolve(argument)
        .then(${inPage.toString()})
        .then((value) => done({ value }), (error) => done({ error: String(error) }))`
    const answer = (await send('ExecuteAsyncScript', { script, args: [argument ?? null] })) as {
      value: Awaited<Result>
      error?: string
    }
    if (answer.error !== undefined) throw new Error(`In the page: ${answer.error}`)
    return answer.value
  }

  return {
    evaluate,
    close,
    open: async (url) => void (await send('Navigate', { url })),
    async resize({ width, height }) {
      await send('SetWindowRect', { width, height })
      const [beside, above] = await evaluate(() => [outerWidth - innerWidth, outerHeight - innerHeight])
      await send('SetWindowRect', { width: width + beside, height: height + above })
    },
    async press(key) {
      const actions = ['keyDown', 'keyUp'].map((type) => ({ type, value: KEYS[key] }))
      await send('PerformActions', { actions: [{ type: 'key', id: 'keyboard', actions }] })
    },
  }
}
