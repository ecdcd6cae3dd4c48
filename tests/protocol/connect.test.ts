import { beforeEach, describe, expect, it } from 'vitest'
import { unrecorded } from '../../src/engine/trace.ts'
import { classicXor, type Experiment } from '../../src/experiment/experiment.ts'
import { connect, type Connection } from '../../src/protocol/connect.ts'
import type { AnswerReply, Command, Numbered, Reply, TraceCommand } from '../../src/protocol/messages.ts'

/** Takes commands and says what it is told to say. */
class FakeWorker extends EventTarget {
  readonly posted: Numbered<Command>[] = []
  terminated = false

  postMessage(numbered: Numbered<Command>): void {
    if (this.terminated) throw new Error('A command was sent to a worker that is gone.')
    this.posted.push(numbered)
  }

  terminate(): void {
    this.terminated = true
  }

  get commands(): Command[] {
    return this.posted.map(({ message }) => message)
  }

  /** Answers a command; the newest, unless another is named. */
  reply(message: Reply | AnswerReply = anyReply(), { id } = this.posted.at(-1)!): void {
    this.dispatchEvent(new MessageEvent('message', { data: { id, message } satisfies Numbered<Reply | AnswerReply> }))
  }

  die(kind: 'error' | 'messageerror' = 'error'): Event {
    const death = new Event(kind, { cancelable: true })
    this.dispatchEvent(death)
    return death
  }
}

const anyReply = (message = 'a reply'): Reply => ({ type: 'failed', message })
const start = (experiment: Experiment): Command => ({ type: 'start', experiment })
const trace = (iteration: number): TraceCommand => ({
  type: 'trace',
  iteration,
  milliseconds: 14,
  drawn: [iteration],
  rests: iteration % 2 === 0,
})
const look = (iteration: number) => ({ type: 'look', iteration }) as const
const history = { type: 'history' } as const
/** What was looked at; its numbers do not matter here. */
const seen = (iteration: number) => unrecorded(iteration, new Float64Array(0))
const answer = (iteration: number): AnswerReply => ({ type: 'answer', answer: seen(iteration) })
const rows = { stride: 2, values: Float64Array.of(1, 2, 3) }
const other: Experiment = { ...classicXor, seed: 7 }

let workers: FakeWorker[]
let heard: Reply[]
let connection: Connection
const newestWorker = () => workers.at(-1)!

beforeEach(() => {
  workers = []
  heard = []
  connection = connect(() => {
    workers.push(new FakeWorker())
    return newestWorker()
  })
  connection.listen((reply) => heard.push(reply))
})

describe('commands', () => {
  it('start no worker before the first of them', () => {
    expect(workers).toEqual([])
    connection.start(classicXor)
    expect(workers).toHaveLength(1)
  })

  it('reach the worker as they were asked, one worker for all', () => {
    connection.start(classicXor)
    connection.trace(trace(5))
    expect(workers).toHaveLength(1)
    expect(newestWorker().commands).toEqual([start(classicXor), trace(5)])
  })

  it('have numbers of their own, each greater than the one before', () => {
    connection.start(classicXor)
    connection.trace(trace(1))
    newestWorker().reply()
    connection.trace(trace(2))
    connection.start(other)
    const ids = newestWorker().posted.map(({ id }) => id)
    expect(ids).toHaveLength(4)
    expect(ids.slice(1).every((id, before) => id > ids[before])).toBe(true)
  })
})

describe('replies', () => {
  it('reach the listener, each once', () => {
    connection.start(classicXor)
    connection.trace(trace(1))
    newestWorker().reply(anyReply('one'))
    connection.trace(trace(2))
    newestWorker().reply(anyReply('two'))
    expect(heard).toEqual([anyReply('one'), anyReply('two')])
  })

  it('reach it also when an experiment cannot be begun', () => {
    connection.start(classicXor)
    newestWorker().reply(anyReply('no'))
    expect(heard).toEqual([anyReply('no')])
  })

  it('never reach it when they answer what was asked before the last start', () => {
    connection.start(classicXor)
    connection.trace(trace(1))
    const [before, asked] = newestWorker().posted
    connection.start(other)
    newestWorker().reply(anyReply(), before)
    newestWorker().reply(anyReply(), asked)
    connection.trace(trace(2))
    newestWorker().reply(anyReply(), asked)
    expect(heard).toEqual([])
  })
})

describe('what is asked while a command is under way', () => {
  it('waits, and only the newest of it is sent', () => {
    connection.start(classicXor)
    for (const iteration of [1, 2, 3, 4]) connection.trace(trace(iteration))
    expect(newestWorker().commands).toEqual([start(classicXor), trace(1)])
    newestWorker().reply()
    expect(newestWorker().commands).toEqual([start(classicXor), trace(1), trace(4)])
    newestWorker().reply()
    expect(newestWorker().commands).toEqual([start(classicXor), trace(1), trace(4)])
    expect(heard).toHaveLength(2)
  })

  it('is sent before the listener hears the reply, so that the worker computes meanwhile', () => {
    connection.start(classicXor)
    connection.trace(trace(1))
    connection.trace(trace(2))
    let commandsAtReply: Command[] = []
    connection.listen(() => (commandsAtReply = newestWorker().commands))
    newestWorker().reply()
    expect(commandsAtReply.at(-1)).toEqual(trace(2))
  })

  it('is forgotten at a start; what is asked then is sent at once', () => {
    connection.start(classicXor)
    connection.trace(trace(1))
    connection.trace(trace(2))
    connection.start(other)
    connection.trace(trace(3))
    expect(newestWorker().commands.slice(2)).toEqual([start(other), trace(3)])
    newestWorker().reply()
    expect(newestWorker().commands.slice(2)).toEqual([start(other), trace(3)])
  })

  it('goes on waiting when a reply comes to what was asked before the last start', () => {
    connection.start(classicXor)
    connection.trace(trace(1))
    const [, asked] = newestWorker().posted
    connection.start(other)
    connection.trace(trace(3))
    connection.trace(trace(4))
    newestWorker().reply(anyReply(), asked)
    expect(newestWorker().commands.at(-1)).toEqual(trace(3))
    newestWorker().reply()
    expect(newestWorker().commands.at(-1)).toEqual(trace(4))
  })
})

describe('a worker that dies', () => {
  it.each(['error', 'messageerror'] as const)('is terminated and replaced: %s', (kind) => {
    connection.start(classicXor)
    newestWorker().die(kind)
    expect(workers.map(({ terminated }) => terminated)).toEqual([true, false])
    expect(newestWorker().commands).toEqual([start(classicXor)])
  })

  it('leaves nothing uncaught in the console', () => {
    connection.start(classicXor)
    expect(newestWorker().die().defaultPrevented).toBe(true)
  })

  it('has its successor begin the newest experiment and carry out the command without an answer', () => {
    connection.start(classicXor)
    connection.start(other)
    connection.trace(trace(1))
    newestWorker().reply()
    connection.trace(trace(2))
    newestWorker().die()
    expect(newestWorker().commands).toEqual([start(other), trace(2)])
    newestWorker().reply(anyReply('two'))
    expect(heard.at(-1)).toEqual(anyReply('two'))
  })

  it('loses nothing that waits', () => {
    connection.start(classicXor)
    connection.trace(trace(1))
    connection.trace(trace(2))
    newestWorker().die()
    newestWorker().reply()
    expect(newestWorker().commands).toEqual([start(classicXor), trace(1), trace(2)])
  })

  it('dies only once, whatever it still has to say', () => {
    connection.start(classicXor)
    connection.trace(trace(1))
    const [first] = workers
    first.die()
    first.die()
    first.reply(anyReply('too late'))
    expect(workers).toHaveLength(2)
    expect(heard).toEqual([])
    newestWorker().reply(anyReply('in time'))
    expect(heard).toEqual([anyReply('in time')])
  })
})

describe('workers that die three times without a reply', () => {
  const dieThreeTimes = () => {
    for (let death = 0; death < 3; death++) newestWorker().die()
  }

  it('are given up with one reply that says so in words', () => {
    connection.start(classicXor)
    connection.trace(trace(1))
    newestWorker().die()
    newestWorker().die()
    expect(heard).toEqual([])
    newestWorker().die()
    expect(heard).toEqual([{ type: 'failed', message: expect.stringMatching(/^[A-Z][\w ]+\.$/) as string }])
    expect(workers).toHaveLength(3)
    expect(workers.every(({ terminated }) => terminated)).toBe(true)
  })

  it('are not given up as long as replies come in between', () => {
    connection.start(classicXor)
    for (let iteration = 0; iteration < 5; iteration++) {
      connection.trace(trace(iteration))
      newestWorker().die()
      newestWorker().die()
      newestWorker().reply(anyReply('alive'))
    }
    expect(heard).toEqual(Array.from({ length: 5 }, () => anyReply('alive')))
  })

  it('are not held against the next experiment', () => {
    connection.start(classicXor)
    newestWorker().die()
    newestWorker().die()
    connection.start(other)
    newestWorker().die()
    newestWorker().die()
    expect(heard).toEqual([])
  })

  it('are followed by another when the person asks again, and it gets the experiment first', () => {
    connection.start(classicXor)
    connection.trace(trace(1))
    connection.trace(trace(2))
    dieThreeTimes()
    connection.trace(trace(3))
    expect(workers).toHaveLength(4)
    newestWorker().reply(anyReply('back again'))
    expect(newestWorker().commands).toEqual([start(classicXor), trace(3)])
    expect(heard.at(-1)).toEqual(anyReply('back again'))
  })
})

describe('a question', () => {
  const posted = (question: Command) => newestWorker().posted.find(({ message }) => message === question)!

  it('gets the answer that is to it, whatever else is answered before', async () => {
    connection.start(classicXor)
    const [first, second] = [look(1), look(2)]
    const answers = [connection.ask(first), connection.ask(second), connection.ask(history)]
    connection.trace(trace(5))
    newestWorker().reply(anyReply('of the trace'))
    newestWorker().reply({ type: 'answer', answer: rows }, posted(history))
    newestWorker().reply(answer(2), posted(second))
    newestWorker().reply(answer(1), posted(first))
    expect(await Promise.all(answers)).toEqual([seen(1), seen(2), rows])
    expect(heard).toEqual([anyReply('of the trace')])
  })

  it('is sent at once, also while a command is under way', () => {
    connection.start(classicXor)
    connection.trace(trace(1))
    void connection.ask(look(9))
    expect(newestWorker().commands).toEqual([start(classicXor), trace(1), look(9)])
  })

  it('leaves the command that is under way, and the one that waits, as they are', async () => {
    connection.start(classicXor)
    connection.trace(trace(1))
    connection.trace(trace(2))
    const asked = connection.ask(look(9))
    const [, underWay] = newestWorker().posted
    newestWorker().reply(answer(9))
    expect(await asked).toEqual(seen(9))
    expect(newestWorker().commands.slice(1)).toEqual([trace(1), look(9)])
    newestWorker().reply(anyReply('one'), underWay)
    expect(heard).toEqual([anyReply('one')])
    expect(newestWorker().commands.at(-1)).toEqual(trace(2))
  })

  it('that is open when another experiment begins has no answer, and a late one goes nowhere', async () => {
    connection.start(classicXor)
    const asked = connection.ask(look(9))
    const question = newestWorker().posted.at(-1)!
    connection.start(other)
    expect(await asked).toBeNull()
    const again = connection.ask(look(3))
    newestWorker().reply(answer(9), question)
    newestWorker().reply(anyReply('of the old run'), question)
    newestWorker().reply(answer(3))
    expect(await again).toEqual(seen(3))
    expect(heard).toEqual([])
  })

  it('that fails has no answer, and the listener hears why', async () => {
    connection.start(classicXor)
    connection.trace(trace(1))
    const [, underWay] = newestWorker().posted
    const asked = connection.ask(look(9))
    newestWorker().reply(anyReply('no such iteration'))
    expect(await asked).toBeNull()
    connection.trace(trace(2))
    expect(newestWorker().commands.slice(1)).toEqual([trace(1), look(9)])
    newestWorker().reply(anyReply('the trace'), underWay)
    expect(heard).toEqual([anyReply('no such iteration'), anyReply('the trace')])
  })

  it('is asked again of the successor when the worker dies, after the experiment and the command', async () => {
    connection.start(classicXor)
    const asked = [connection.ask(look(9)), connection.ask(history)]
    connection.trace(trace(1))
    newestWorker().die()
    expect(newestWorker().commands).toEqual([start(classicXor), trace(1), look(9), history])
    newestWorker().reply({ type: 'answer', answer: rows })
    newestWorker().reply(answer(9), newestWorker().posted[2])
    expect(await Promise.all(asked)).toEqual([seen(9), rows])
  })

  it('has no answer when the workers are given up; the next gets the experiment first', async () => {
    connection.start(classicXor)
    const asked = connection.ask(look(9))
    for (let death = 0; death < 3; death++) newestWorker().die()
    expect(await asked).toBeNull()
    void connection.ask(look(3))
    expect(newestWorker().commands).toEqual([start(classicXor), look(3)])
  })

  it('counts, when it is answered in whatever way, as a sign of life', () => {
    connection.start(classicXor)
    for (const reply of [answer(9), anyReply('no')]) {
      void connection.ask(look(9))
      newestWorker().die()
      newestWorker().die()
      newestWorker().reply(reply)
    }
    newestWorker().die()
    newestWorker().die()
    expect(heard).toEqual([anyReply('no')])
  })

  it('has no answer when the connection is closed', async () => {
    connection.start(classicXor)
    const asked = connection.ask(look(9))
    connection.close()
    expect(await asked).toBeNull()
  })
})

describe('closing', () => {
  it('terminates the worker and replaces it by none', () => {
    connection.start(classicXor)
    connection.trace(trace(1))
    connection.close()
    newestWorker().die()
    expect(workers.map(({ terminated }) => terminated)).toEqual([true])
    expect(heard).toEqual([])
  })

  it('is nothing where there is no worker', () => {
    connection.close()
    expect(workers).toEqual([])
  })
})
