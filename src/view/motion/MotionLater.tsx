import { useEffect, useState } from 'react'
import type { LessonState } from '../../store/lesson.ts'
import { useLessonStore } from '../page/lesson.ts'
import type { Motion, MotionProps } from './Motion.tsx'

interface Props extends Omit<MotionProps, 'since' | 'ground'> {
  ground: SVGGElement | null
}

interface Loaded {
  Content: typeof Motion
  /** What the lesson showed before it was loaded */
  since: LessonState
}

/** Loads the motion as soon as a person does something: a first step moves once it is there. Where that fails, nothing moves. */
export function MotionLater({ ground, ...rest }: Props) {
  const lesson = useLessonStore()
  const [loaded, setLoaded] = useState<Loaded | null>(null)
  useEffect(() => {
    const stop = () => {
      for (const sign of SIGNS) removeEventListener(sign, load, { capture: true })
    }
    function load(): void {
      stop()
      const since = lesson.getState()
      // Not by `lazy`, which shows what is loaded only some time after what it shows meanwhile.
      import('./Motion.tsx').then(
        (module) => setLoaded({ Content: module.Motion, since }),
        () => undefined,
      )
    }
    for (const sign of SIGNS) addEventListener(sign, load, { capture: true, passive: true })
    return stop
  }, [lesson])
  return loaded && ground && <loaded.Content {...rest} since={loaded.since} ground={ground} />
}

/** Of a person, before anything comes of it */
const SIGNS = ['keydown', 'pointermove', 'pointerdown', 'wheel'] as const
