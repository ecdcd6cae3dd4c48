import { useEffect, useRef, useState } from 'react'
import type { Probe, ProbeAnswers } from '../../probe/probes.ts'
import { useLessonStore } from '../page/lesson.ts'

type ProbeOf<Type> = Extract<Probe, { readonly type: Type }>

/** What a probe came to. */
export interface Found<Type extends Probe['type']> {
  readonly probe: ProbeOf<Type>
  readonly answer: ProbeAnswers[Type]
}

/** About the multiplications of a millisecond of the worker's */
const PER_MILLISECOND = 1.5e6
/** A probe may take a quarter of the worker's time; the rest is for the run. */
const REST = 3

/**
 * Asks the worker, whenever there is another probe. One at a time is under way: of those that come meanwhile the newest is
 * asked next. What was found last stays until then.
 *
 * @param work about how many multiplications a probe takes
 */
export function useProbe<Type extends Probe['type']>(probe: ProbeOf<Type> | null, work: number): Found<Type> | null {
  const store = useLessonStore()
  const [found, setFound] = useState<Found<Type> | null>(null)
  const newest = useRef(probe)
  const isAsking = useRef(false)
  const isGone = useRef(false)

  useEffect(() => {
    isGone.current = false
    return () => {
      isGone.current = true
    }
  }, [])

  useEffect(() => {
    newest.current = probe
    if (!isAsking.current) void ask()

    async function ask(): Promise<void> {
      const asked = newest.current
      if (!asked) return
      isAsking.current = true
      const answer = await store.getState().probe<Type>(asked)
      if (answer && !isGone.current) setFound({ probe: asked, answer })
      const goOn = () => {
        isAsking.current = false
        if (newest.current !== asked && !isGone.current) void ask()
      }
      const rest = (REST * work) / PER_MILLISECOND
      if (rest < 1) goOn()
      else setTimeout(goOn, rest)
    }
  }, [probe, store, work])

  return found
}
