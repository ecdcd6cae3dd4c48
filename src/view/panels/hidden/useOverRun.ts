import { useEffect, useMemo, useState } from 'react'
import type { Schedule } from '../../../engine/schedule.ts'
import type { Probe, ProbeAnswers } from '../../../probe/probes.ts'
import { useLesson } from '../../page/lesson.ts'
import { usedRows } from './run.ts'
import { useHistory } from './useHistory.ts'

/** What a probe came to with the parameters that an iteration started from */
export interface AtIteration<Answer> {
  readonly iteration: number
  readonly answer: Answer
}

/**
 * The answers to a probe for iterations that are kept of the run, in their order: asked for one after the other, and each
 * once.
 *
 * @param probeOf another function asks for everything anew
 * @param most iterations, at least 1
 */
export function useOverRun<Type extends Probe['type']>(
  schedule: Schedule,
  probeOf: (iteration: number, parameters: Float64Array) => Extract<Probe, { readonly type: Type }>,
  most: number,
): AtIteration<ProbeAnswers[Type]>[] {
  const probe = useLesson((lesson) => lesson.probe)
  const rows = useHistory(schedule)
  const width = schedule.layout.parameterCount
  const used = useMemo(() => (rows ? usedRows(rows, width, most) : []), [rows, width, most])
  const [known, setKnown] = useState({ schedule, probeOf, answers: new Map<number, ProbeAnswers[Type]>() })
  const answers = known.schedule === schedule && known.probeOf === probeOf ? known.answers : null

  useEffect(() => {
    const missing = used.find(({ iteration }) => !answers?.has(iteration))
    if (!rows || !missing) return
    const { iteration, from } = missing
    let isOver = false
    void probe<Type>(schedule, probeOf(iteration, rows.values.slice(from, from + width))).then((answer) => {
      if (answer && !isOver) setKnown({ schedule, probeOf, answers: new Map(answers).set(iteration, answer) })
    })
    return () => {
      isOver = true
    }
  }, [probe, probeOf, schedule, rows, used, width, answers])

  return useMemo(
    () =>
      used.flatMap(({ iteration }) => {
        const answer = answers?.get(iteration)
        return answer === undefined ? [] : [{ iteration, answer }]
      }),
    [used, answers],
  )
}
