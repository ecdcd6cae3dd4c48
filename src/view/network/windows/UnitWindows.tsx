import { useLayoutEffect, useMemo, useRef } from 'react'
import { useLesson, useLessonStore } from '../../page/lesson.ts'
import { useTheme } from '../../page/theme.ts'
import { watchSampled } from '../../chart/useSampled.ts'
import { createWindowPainter, type UnitWindow } from './windowPainter.ts'
import styles from './windows.module.css'

interface Props {
  windows: readonly UnitWindow[]
  /** Of the drawing that it lies behind, in its units */
  width: number
  height: number
  /** CSS pixels for each of them */
  scale: number
}

/** At least between two pictures while the run trains: about twenty a second */
const MILLISECONDS = 48

/** The maps of all units over the input plane, on one canvas. It is painted without React being asked. */
export function UnitWindows({ windows, width, height, scale }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const store = useLessonStore()
  const theme = useTheme()
  const schedule = useLesson((lesson) => lesson.schedule)
  const experiment = useLesson((lesson) => lesson.experiment)
  const paint = useMemo(() => createWindowPainter({ schedule, experiment }), [schedule, experiment])

  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!context) return
    const setting = { windows, width, height, scale, theme }
    const paintNow = () => paint(context, setting, store.getState())
    let frame = 0
    paintNow() // at once, so that they are there with the first picture
    const stop = watchSampled(store, MILLISECONDS, () => {
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(paintNow)
    })
    return () => {
      stop()
      cancelAnimationFrame(frame)
    }
  }, [store, paint, windows, width, height, scale, theme])

  const style = { width: width * scale, height: height * scale }
  return <canvas ref={canvas} className={styles.canvas} style={style} data-maps="" />
}
