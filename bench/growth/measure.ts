import { createKernels } from '../../src/engine/kernels.ts'
import { createSchedule } from '../../src/engine/schedule.ts'
import { blankValues, record } from '../../src/engine/trace.ts'
import { batchAt, networkOf, scheduleOf, startOf, startParameters } from '../../src/experiment/experiment.ts'
import { readLink } from '../../src/experiment/link.ts'

/** What is measured of one experiment without a page; times in milliseconds, sizes in bytes. */
export interface Growth {
  readonly operations: number
  readonly layOut: number
  readonly schedule: number
  readonly trace: number
  /** The kernels' forward and backward passes alone */
  readonly passes: number
  readonly record: number
}

/**
 * @param link of the experiment
 * @param rounds of recording and of the passes, in turns; the fastest of each counts
 * @param heap the bytes in use after all garbage is collected
 */
export function measureGrowth(link: string, rounds: number, heap: () => number): Growth {
  const { experiment } = readLink(link)
  const network = networkOf(experiment)
  const layOut = timeOf(() => createSchedule(network, experiment.batchSize))
  const schedule = scheduleOf(experiment)

  const before = heap()
  const kept = Array.from({ length: SCHEDULES }, () => scheduleOf(experiment))
  const schedules = (heap() - before) / kept.length

  const kernels = createKernels(schedule.network, schedule.batchSize)
  const parameters = startParameters(experiment)
  const { inputs, targets } = batchAt(experiment, 0)
  const given = startOf(experiment, schedule, 0, parameters)
  kernels.writeParameters(parameters)
  kernels.setBatch(inputs, targets)
  const values = blankValues(schedule)
  const trace = record(schedule, kernels, 0, given, null, values)
  timeOf(() => record(schedule, kernels, 0, given, null, values), WARM_UP_TIME)
  const times = Array.from({ length: rounds }, () => ({
    passes: timeOf(() => {
      kernels.forward()
      kernels.backward()
    }),
    record: timeOf(() => record(schedule, kernels, 0, given, null, values)),
  }))
  return {
    operations: schedule.count,
    layOut,
    schedule: schedules,
    trace: trace.given.byteLength + trace.values.byteLength,
    passes: Math.min(...times.map((round) => round.passes)),
    record: Math.min(...times.map((round) => round.record)),
  }
}

/** So many together are large enough to be measured. */
const SCHEDULES = 100
/** Short work is repeated for so long, in milliseconds. */
const LEAST_TIME = 20
/** So long until the compiler has done what it can */
const WARM_UP_TIME = 500

function timeOf(work: () => void, leastTime = LEAST_TIME): number {
  const startedAt = performance.now()
  let times = 0
  do {
    work()
    times++
  } while (performance.now() < startedAt + leastTime)
  return (performance.now() - startedAt) / times
}
