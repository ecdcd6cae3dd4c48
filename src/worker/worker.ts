import { serve } from './serve.ts'

serve({
  postMessage: (message, transfer) => postMessage(message, transfer),
  addEventListener: (type, hear) => addEventListener(type, hear),
})
