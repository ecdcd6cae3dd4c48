import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { classicXor } from './experiment/experiment.ts'
import { connect, type WorkerLike } from './protocol/connect.ts'
import { createLesson } from './store/lesson.ts'
import { createPlayer } from './store/player.ts'
import { App } from './view/page/App.tsx'
import { LessonContext } from './view/page/lesson.ts'
import { keepAddress } from './view/page/address.ts'
import { publishStatus } from './view/page/publishStatus.ts'
import { followTheme } from './view/page/theme.ts'
import './view/page/theme.css'

followTheme()

const connection = connect(startWorker)
const lesson = createLesson(connection, classicXor)
createPlayer(lesson, requestAnimationFrame)
keepAddress(lesson)
publishStatus(lesson, document.documentElement.dataset)

/** In a sandboxed frame the page has no origin, and may start no worker: then it computes between its pictures. */
function startWorker(): WorkerLike {
  if (origin !== 'null') return new Worker(new URL('./worker/worker.ts', import.meta.url), { type: 'module' })
  const { port1, port2 } = new MessageChannel()
  void import('./worker/serve.ts').then(({ serve }) => {
    serve(port2)
    port2.start()
  })
  port1.start()
  return Object.assign(port1, { terminate: () => port1.close() })
}

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <LessonContext value={lesson}>
      <App />
    </LessonContext>
  </StrictMode>,
)
