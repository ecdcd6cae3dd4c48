import type { Experiment } from '../experiment/experiment.ts'
import type { AnswerReply, Answers, Command, Numbered, Question, Reply, TraceCommand } from './messages.ts'

/** The page's end of the worker. */
export interface Connection {
  /** Begins an experiment. Replies to what was asked before it never arrive. */
  start(experiment: Experiment): void
  /**
   * At most one command is under way, so a slow page or worker never queues: what is asked meanwhile waits, and only
   * the newest of it is sent.
   */
  trace(command: TraceCommand): void
  /** Asks something beside the run. Null where it can no longer be answered: another experiment has begun. */
  ask<Type extends Question['type']>(question: Extract<Question, { type: Type }>): Promise<Answers[Type] | null>
  /** The one place where replies to `trace` go. */
  listen(listener: (reply: Reply) => void): void
  close(): void
}

/** As much of a worker as is used */
export type WorkerLike = Pick<Worker, 'postMessage' | 'terminate' | 'addEventListener'>

/** A worker that dies this often without a single reply in between is given up. */
const DEATHS = 3

interface OpenQuestion {
  readonly question: Question
  readonly resolve: (answer: AnswerReply['answer'] | null) => void
}

export function connect(startWorker: () => WorkerLike): Connection {
  let worker: WorkerLike | null = null
  let experiment: Experiment | null = null
  let underWay: TraceCommand | null = null
  let waiting: TraceCommand | null = null
  /** Ids count all messages; `newest` is that of the last start or trace. */
  let lastId = 0
  let newest = 0
  let deaths = 0
  const questions = new Map<number, OpenQuestion>()
  let listener: (reply: Reply) => void = () => {}

  function open(): WorkerLike {
    const opened = startWorker()
    opened.addEventListener('message', (event) => receive((event as MessageEvent<Numbered<Reply | AnswerReply>>).data))
    for (const death of ['error', 'messageerror'] as const) {
      opened.addEventListener(death, (event) => {
        event.preventDefault()
        if (opened === worker) reopen()
      })
    }
    return opened
  }

  /** A new worker picks up where the dead one was: the experiment, then the command and questions it did not answer. */
  function reopen(): void {
    const [unanswered, next, asked] = [underWay, waiting, [...questions.values()]]
    questions.clear()
    close()
    deaths++
    if (deaths >= DEATHS) {
      for (const { resolve } of asked) resolve(null)
      listener({ type: 'failed', message: 'The part of the page that computes could not be kept running.' })
      return
    }
    if (experiment) startAnew(experiment)
    if (unanswered) send(unanswered)
    for (const question of asked) put(question)
    waiting = next
  }

  function post(message: Command, id: number): void {
    worker ??= open()
    worker.postMessage({ id, message } satisfies Numbered<Command>)
  }

  function put(open: OpenQuestion): void {
    questions.set(++lastId, open)
    post(open.question, lastId)
  }

  function settle(id: number, answer: AnswerReply['answer'] | null): void {
    questions.get(id)?.resolve(answer)
    questions.delete(id)
  }

  function dropQuestions(): void {
    for (const { resolve } of questions.values()) resolve(null)
    questions.clear()
  }

  function startAnew(experiment: Experiment): void {
    newest = ++lastId
    post({ type: 'start', experiment }, newest)
  }

  function send(command: TraceCommand): void {
    beginIfNew()
    underWay = command
    newest = ++lastId
    post(command, newest)
  }

  /** After giving up: a new worker knows nothing. */
  function beginIfNew(): void {
    if (!worker && experiment) startAnew(experiment)
  }

  function receive({ id, message }: Numbered<Reply | AnswerReply>): void {
    const isAsked = questions.has(id)
    if (!isAsked && id !== newest) return // stale: asked before the last start
    deaths = 0
    if (message.type === 'answer') {
      settle(id, message.answer)
      return
    }
    if (isAsked) {
      settle(id, null)
      listener(message)
      return
    }
    underWay = null
    if (waiting) {
      const next = waiting
      waiting = null
      send(next)
    }
    listener(message)
  }

  function close(): void {
    worker?.terminate()
    worker = null
    underWay = null
    waiting = null
    dropQuestions()
  }

  return {
    start(next) {
      experiment = next
      underWay = null
      waiting = null
      deaths = 0
      dropQuestions()
      startAnew(experiment)
    },
    trace(next) {
      if (underWay) waiting = next
      else send(next)
    },
    ask: (question) =>
      new Promise((resolve) => {
        beginIfNew()
        // The worker answers a question with what its type promises.
        put({ question, resolve: resolve as OpenQuestion['resolve'] })
      }),
    listen(next) {
      listener = next
    },
    close,
  }
}
