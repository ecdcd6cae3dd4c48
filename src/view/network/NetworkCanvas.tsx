import { useEffect, useRef, useState } from 'react'
import { useLessonStore } from '../page/lesson.ts'
import { useTheme } from '../page/theme.ts'
import { createEdgePainter } from './edgePainter.ts'
import type { Scene } from './scene.ts'
import styles from './large.module.css'
import type { Setting } from './painting.ts'
import { createUnitPainter } from './unitPainter.ts'

interface Props {
  sizes: readonly number[]
  scene: Scene
  /** Of the drawing, above this */
  top: number
  scale: number
}

/** Edges, and above them units: on two canvases, because a step through the passes changes no edge. */
export function NetworkCanvas({ sizes, scene, top, scale }: Props) {
  const edges = useRef<HTMLCanvasElement>(null)
  const units = useRef<HTMLCanvasElement>(null)
  const [painters] = useState(() => [createEdgePainter(sizes), createUnitPainter()])
  const store = useLessonStore()
  const theme = useTheme()

  useEffect(() => {
    const contexts = [edges, units].map(({ current }) => current?.getContext('2d'))
    const setting: Setting = { scene, theme, scale }
    let frame = 0

    function paint(): void {
      frame = 0
      let isMore = false
      contexts.forEach((context, index) => {
        if (context && painters[index](context, setting, store.getState())) isMore = true
      })
      if (isMore) ask()
    }

    function ask(): void {
      frame ||= requestAnimationFrame(paint)
    }

    ask()
    const forget = store.subscribe(ask)
    return () => {
      forget()
      cancelAnimationFrame(frame)
    }
  }, [store, painters, scene, theme, scale])

  const style = { width: scene.width * scale, height: scene.height * scale, top: top * scale }
  return (
    <>
      <canvas ref={edges} className={styles.canvas} style={style} />
      <canvas ref={units} className={styles.canvas} style={style} />
    </>
  )
}
