import type { Command, Numbered, Reply } from '../protocol/messages.ts'
import { createTrainer } from './trainer.ts'

const trainer = createTrainer(() => performance.now())

addEventListener('message', ({ data }: MessageEvent<Numbered<Command>>) => {
  const reply = trainer.handle(data.message)
  if (reply) postMessage({ id: data.id, message: reply } satisfies Numbered<Reply>)
})
