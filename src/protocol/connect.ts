import type { Experiment } from '../experiment/experiment.ts'
import type { Command, Numbered, Reply, TraceCommand } from './messages.ts'

/** The page's end of the worker. */
export interface Connection {
  /** Begins an experiment. Replies to what was asked before it never arrive. */
  start(experiment: Experiment): void
  /**
   * At most one command is under way, so a slow page or worker never queues: what is asked meanwhile waits, and only
   * the newest of it is sent.
   */
  trace(iteration: number, milliseconds: number): void
  /** The one place where replies go. */
  listen(listener: (reply: Reply) => void): void
  close(): void
}

type WorkerLike = Pick<Worker, 'postMessage' | 'terminate' | 'addEventListener'>

/** A worker that dies this often without a single reply in between is given up. */
const DEATHS = 3

export function connect(startWorker: () => WorkerLike): Connection {
  let worker: WorkerLike | null = null
  let experiment: Experiment | null = null
  let underWay: TraceCommand | null = null
  let waiting: TraceCommand | null = null
  let newest = 0
  let deaths = 0
  let listener: (reply: Reply) => void = () => {}

  function open(): WorkerLike {
    const opened = startWorker()
    opened.addEventListener('message', (event) => receive((event as MessageEvent<Numbered<Reply>>).data))
    for (const death of ['error', 'messageerror'] as const) {
      opened.addEventListener(death, (event) => {
        event.preventDefault()
        if (opened === worker) reopen()
      })
    }
    return opened
  }

  /** A new worker picks up where the dead one was: the experiment, then the command that it did not answer. */
  function reopen(): void {
    const [unanswered, next] = [underWay, waiting]
    close()
    deaths++
    if (deaths >= DEATHS) {
      listener({ type: 'failed', message: 'The part of the page that computes could not be kept running.' })
      return
    }
    if (experiment) post({ type: 'start', experiment })
    if (unanswered) send(unanswered)
    waiting = next
  }

  function post(command: Command): void {
    worker ??= open()
    newest++
    worker.postMessage({ id: newest, message: command } satisfies Numbered<Command>)
  }

  function send(command: TraceCommand): void {
    if (!worker && experiment) post({ type: 'start', experiment }) // after giving up: a new worker knows nothing
    underWay = command
    post(command)
  }

  function receive({ id, message }: Numbered<Reply>): void {
    if (id !== newest) return // stale: asked before the last start
    deaths = 0
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
  }

  return {
    start(next) {
      experiment = next
      underWay = null
      waiting = null
      deaths = 0
      post({ type: 'start', experiment })
    },
    trace(iteration, milliseconds) {
      const next: TraceCommand = { type: 'trace', iteration, milliseconds }
      if (underWay) waiting = next
      else send(next)
    },
    listen(next) {
      listener = next
    },
    close,
  }
}
