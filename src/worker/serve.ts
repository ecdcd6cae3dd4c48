import type { AnswerReply, Command, Numbered, Reply } from '../protocol/messages.ts'
import { createTrainer } from './trainer.ts'

/** Between two pieces of training it looks whether a command has come. */
const PIECE_MILLISECONDS = 3
/** So long it trains on without being asked, towards what was asked for last: no idling while the page draws. */
const AHEAD_MILLISECONDS = 100

/** What commands come from, and replies go to: the scope of a worker, or a port of the page. */
interface Port {
  postMessage(message: unknown, transfer: Transferable[]): void
  addEventListener(type: 'message', hear: (event: MessageEvent<Numbered<Command>>) => void): void
}

/** Carries out what a port asks for. */
export function serve(port: Port): void {
  const trainer = createTrainer(() => performance.now())
  /** A message to itself comes after the commands that already wait; a timer would come milliseconds later. */
  const { port1: nextPiece, port2: toNextPiece } = new MessageChannel()
  let lastCommand = 0
  let isGoingOn = false

  port.addEventListener('message', ({ data }) => {
    const reply = trainer.handle(data.message)
    if (reply)
      port.postMessage({ id: data.id, message: reply } satisfies Numbered<Reply | AnswerReply>, buffersIn(reply))
    lastCommand = performance.now()
    if (!isGoingOn) goOn()
  })

  nextPiece.onmessage = () => {
    isGoingOn = performance.now() < lastCommand + AHEAD_MILLISECONDS && trainer.goOn(PIECE_MILLISECONDS)
    if (isGoingOn) goOn()
  }

  function goOn(): void {
    isGoingOn = true
    toNextPiece.postMessage(null)
  }
}

/** What is large in a reply, and of no use here any more: it changes hands instead of being copied. */
function buffersIn(part: unknown): ArrayBuffer[] {
  if (part instanceof Float64Array) return [part.buffer as ArrayBuffer]
  return typeof part === 'object' && part !== null ? Object.values(part).flatMap(buffersIn) : []
}
