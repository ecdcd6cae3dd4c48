import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { classicXor } from './experiment/experiment.ts'
import { connect } from './protocol/connect.ts'
import { createLesson } from './store/lesson.ts'
import { createPlayer } from './store/player.ts'
import { App } from './view/page/App.tsx'
import { LessonContext } from './view/page/lesson.ts'
import { keepAddress } from './view/page/address.ts'
import { publishStatus } from './view/page/publishStatus.ts'
import { followTheme } from './view/page/theme.ts'
import './view/page/theme.css'

followTheme()

const connection = connect(() => new Worker(new URL('./worker/worker.ts', import.meta.url), { type: 'module' }))
const lesson = createLesson(connection, classicXor)
createPlayer(lesson, requestAnimationFrame)
keepAddress(lesson)
publishStatus(lesson, document.documentElement.dataset)

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <LessonContext value={lesson}>
      <App />
    </LessonContext>
  </StrictMode>,
)
