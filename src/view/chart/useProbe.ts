import { useEffect, useMemo, useState } from 'react'
import { parametersAt } from '../../engine/parameters.ts'
import type { Probe, ProbeAnswers } from '../../probe/probes.ts'
import type { LessonState } from '../../store/lesson.ts'
import { useLessonStore } from '../page/lesson.ts'
import { updatesDone } from './parameters.ts'

type ProbeOf<Type> = Extract<Probe, { readonly type: Type }>

/** What a probe came to. */
export interface Found<Type extends Probe['type']> {
  readonly probe: ProbeOf<Type>
  readonly answer: ProbeAnswers[Type]
}

/**
 * What the worker finds whenever there is another probe; what was found last stays until then.
 *
 * @param work about how many multiplications a probe takes
 */
export function useProbe<Type extends Probe['type']>(probe: ProbeOf<Type> | null, work: number): Found<Type> | null {
  const [prober, found] = useProber<Type>(work)
  useEffect(() => prober.want(() => probe), [prober, probe])
  return found
}

/**
 * The same for probes of the parameters at the cursor. The component is drawn anew only when something was found, and not
 * for each of the many parameters of a run that trains.
 *
 * @param probeOf another function asks anew
 */
export function useProbeOfParameters<Type extends Probe['type']>(
  probeOf: (parameters: Float64Array) => ProbeOf<Type>,
  work: number,
): Found<Type> | null {
  const store = useLessonStore()
  const [prober, found] = useProber<Type>(work)
  useEffect(() => {
    const want = (lesson: LessonState) => {
      const { schedule, trace } = lesson
      const step = schedule.firstUpdate + updatesDone(lesson)
      prober.want(() => probeOf(parametersAt(schedule, trace, step)))
    }
    want(store.getState())
    return store.subscribe((lesson, before) => {
      if (lesson.trace !== before.trace || updatesDone(lesson) !== updatesDone(before)) want(lesson)
    })
  }, [store, prober, probeOf])
  return found
}

function useProber<Type extends Probe['type']>(work: number): [Prober<Type>, Found<Type> | null] {
  const store = useLessonStore()
  const [found, setFound] = useState<Found<Type> | null>(null)
  const prober = useMemo(
    () => createProber<Type>((probe) => store.getState().probe<Type>(probe), setFound, (REST * work) / PER_MILLISECOND),
    [store, work],
  )
  useEffect(() => prober.open(), [prober])
  return [prober, found]
}

/** About the multiplications of a millisecond of the worker's */
const PER_MILLISECOND = 1.5e6
/** A probe may take a quarter of the worker's time; the rest is for the run. */
const REST = 3

interface Prober<Type extends Probe['type']> {
  /** Asks as soon as the probe before is answered. Of what is wanted meanwhile only the last is asked. */
  want(probe: () => ProbeOf<Type> | null): void
  /** Tells what is found from now on, until the function that it returns is called. */
  open(): () => void
}

/** @param rest milliseconds between an answer and the next question */
function createProber<Type extends Probe['type']>(
  ask: (probe: ProbeOf<Type>) => Promise<ProbeAnswers[Type] | null>,
  tell: (found: Found<Type>) => void,
  rest: number,
): Prober<Type> {
  let wanted: (() => ProbeOf<Type> | null) | null = null
  let isAsking = false
  let isOpen = false

  async function goOn(): Promise<void> {
    const probe = isOpen && wanted ? wanted() : null
    wanted = null
    isAsking = probe !== null
    if (!probe) return
    const answer = await ask(probe)
    if (answer && isOpen) tell({ probe, answer })
    if (rest < 1) void goOn()
    else setTimeout(() => void goOn(), rest)
  }

  return {
    want(probe) {
      wanted = probe
      if (!isAsking) void goOn()
    },
    open() {
      isOpen = true
      if (!isAsking) void goOn()
      return () => {
        isOpen = false
      }
    },
  }
}
