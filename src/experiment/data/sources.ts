import type { Dataset, Source } from './dataset.ts'
import { moons } from './moons.ts'
import { xor } from './xor.ts'

export type DatasetName = 'xor' | 'moons'

export const sources: Readonly<Record<DatasetName, Source>> = { xor, moons }

/** Data sets that are kept, more than are looked at in turn */
const KEPT = 8
const kept = new Map<string, Dataset>()

/** A data set: the same object when it is asked for again. */
export function datasetFrom(name: DatasetName, count: number, seed: number): Dataset {
  const key = `${name} ${count} ${seed}`
  const known = kept.get(key)
  if (known) return known
  const source = sources[name]
  const { title, table, plane } = source
  const made = { title, table, plane, ...source.make(count, seed) }
  const [oldest] = kept.keys()
  if (kept.size === KEPT) kept.delete(oldest)
  kept.set(key, made)
  return made
}
