import { useEffect, useMemo, useState } from 'react'
import { parametersAt } from '../../engine/parameters.ts'
import type { Schedule } from '../../engine/schedule.ts'
import type { Probe, ProbeAnswers } from '../../probe/probes.ts'
import type { LessonState } from '../../store/lesson.ts'
import { useLesson, useLessonStore } from '../page/lesson.ts'
import { updatesDone } from './parameters.ts'

type ProbeOf<Type> = Extract<Probe, { readonly type: Type }>

/** What a probe came to. */
export interface Found<Type extends Probe['type']> {
  /** Of the network that it is about */
  readonly schedule: Schedule
  readonly probe: ProbeOf<Type>
  readonly answer: ProbeAnswers[Type]
}

/**
 * What the worker finds whenever there is another probe; what was found last of the same network stays until then.
 *
 * @param work about how many multiplications a probe takes
 */
export function useProbe<Type extends Probe['type']>(
  schedule: Schedule,
  probe: ProbeOf<Type> | null,
  work: number,
): Found<Type> | null {
  const [prober, found] = useProber<Type>(work)
  useEffect(() => prober.want(() => probe && { schedule, probe }), [prober, schedule, probe])
  return found?.schedule === schedule ? found : null
}

/**
 * The same for probes of the parameters at the cursor. The component is drawn anew only when something was found, and not
 * for each of the many parameters of a run that trains.
 *
 * @param probeOf another function asks anew
 */
export function useProbeOfParameters<Type extends Probe['type']>(
  probeOf: (schedule: Schedule, parameters: Float64Array) => ProbeOf<Type>,
  work: number,
): Found<Type> | null {
  const store = useLessonStore()
  const [prober, found] = useProber<Type>(work)
  useEffect(() => {
    const want = (lesson: LessonState) => {
      const { schedule, trace } = lesson
      const step = schedule.firstUpdate + updatesDone(lesson)
      prober.want(() => ({ schedule, probe: probeOf(schedule, parametersAt(schedule, trace, step)) }))
    }
    want(store.getState())
    return store.subscribe((lesson, before) => {
      if (lesson.trace !== before.trace || updatesDone(lesson) !== updatesDone(before)) want(lesson)
    })
  }, [store, prober, probeOf])
  const schedule = useLesson((lesson) => lesson.schedule)
  return found?.schedule === schedule ? found : null
}

function useProber<Type extends Probe['type']>(work: number): [Prober<Type>, Found<Type> | null] {
  const store = useLessonStore()
  const [found, setFound] = useState<Found<Type> | null>(null)
  const prober = useMemo(
    () =>
      createProber<Type>(
        (schedule, probe) => store.getState().probe<Type>(schedule, probe),
        setFound,
        Math.max(LEAST_REST, (REST * work) / PER_MILLISECOND),
      ),
    [store, work],
  )
  useEffect(() => prober.open(), [prober])
  return [prober, found]
}

/** About the multiplications of a millisecond of the worker's */
const PER_MILLISECOND = 1.5e6
/** A probe may take a quarter of the worker's time; the rest is for the run. */
const REST = 3
/** Milliseconds between two probes of a small network: while it trains, twenty pictures a second are enough. */
const LEAST_REST = 40

/** What is asked, and of which network */
interface Wanted<Type> {
  readonly schedule: Schedule
  readonly probe: ProbeOf<Type>
}

interface Prober<Type extends Probe['type']> {
  /** Asks as soon as the probe before is answered. Of what is wanted meanwhile only the last is asked. */
  want(next: () => Wanted<Type> | null): void
  /** Tells what is found from now on, until the function that it returns is called. */
  open(): () => void
}

/** @param rest milliseconds between an answer and the next question */
function createProber<Type extends Probe['type']>(
  ask: (schedule: Schedule, probe: ProbeOf<Type>) => Promise<ProbeAnswers[Type] | null>,
  tell: (found: Found<Type>) => void,
  rest: number,
): Prober<Type> {
  let wanted: (() => Wanted<Type> | null) | null = null
  let isAsking = false
  let isOpen = false

  async function goOn(): Promise<void> {
    const next = isOpen && wanted ? wanted() : null
    wanted = null
    isAsking = next !== null
    if (!next) return
    const answer = await ask(next.schedule, next.probe)
    if (answer && isOpen) tell({ ...next, answer })
    setTimeout(() => void goOn(), rest)
  }

  return {
    want(next) {
      wanted = next
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
