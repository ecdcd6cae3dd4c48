import { lossNamed } from '../engine/losses.ts'
import type { Cursor } from './cursor.ts'
import { classicXor, scheduleOf, withPart, type Experiment } from './experiment.ts'
import { fields, type Field } from './fields.ts'

/** What a link says. Its good parts are kept, whatever the others are. */
export interface LinkReading {
  readonly experiment: Experiment
  readonly cursor: Cursor
  /** What could not be used, a sentence for each */
  readonly problems: string[]
}

/** The moment in a link, as iteration.step. */
const CURSOR_KEY = 'at'
const MAX_ITERATION = 1e9

const linkFields: readonly (readonly [key: string, field: Field])[] = Object.values<Field>(fields).flatMap((field) =>
  field.key === null ? [] : [[field.key, field] as const],
)

/** The URL fragment of a moment, with what differs from the classic experiment: `#rate=0.5&hidden=4,4&at=120.33`. */
export function linkOf(experiment: Experiment, { iteration, step }: Cursor): string {
  const settings: string[] = []
  // What is read so far may say more than it names: other data come with a number of samples, and that with a batch.
  let read = classicXor
  for (const [key, field] of linkFields) {
    const text = field.write(experiment)
    if (text === field.write(read)) continue
    settings.push(`${key}=${encode(text)}`)
    const reading = field.read(text, read)
    if ('part' in reading) read = withPart(read, reading.part)
  }
  return `#${[...settings, `${CURSOR_KEY}=${iteration}.${step}`].join('&')}`
}

/** Reads a URL fragment, with or without its #. It takes anything: what is wrong is told, not thrown. */
export function readLink(hash: string): LinkReading {
  const problems: string[] = []
  const texts = readPairs(hash, problems)
  const experiment = readExperiment(texts, problems)
  return { experiment, cursor: readCursor(texts.get(CURSOR_KEY), experiment, problems), problems }
}

function readPairs(hash: string, problems: string[]): Map<string, string> {
  const known = new Set([...linkFields.map(([key]) => key), CURSOR_KEY])
  const texts = new Map<string, string>()
  for (const pair of hash.replace(/^#/, '').split('&')) {
    if (pair === '') continue
    const [, rawKey, rawText = ''] = /^([^=]*)=?(.*)$/s.exec(pair) ?? []
    const key = decode(rawKey)
    const text = decode(rawText)
    if (key === null || text === null) {
      problems.push(`The link has a part that cannot be read: ${quoted(pair)}.`)
    } else if (!known.has(key)) {
      problems.push(`The link sets ${quoted(key)}, which is not known here.`)
    } else if (texts.has(key)) {
      problems.push(`The link sets ${key} twice; the first counts.`)
    } else {
      texts.set(key, text)
    }
  }
  return texts
}

function readExperiment(texts: ReadonlyMap<string, string>, problems: string[]): Experiment {
  let experiment = classicXor
  for (const [key, field] of linkFields) {
    const text = texts.get(key)
    if (text === undefined) continue
    const reading = field.read(text, experiment)
    if ('problem' in reading) problems.push(notUsed(key, text, reading.problem))
    else experiment = withPart(experiment, reading.part)
  }
  const needed = lossNamed(experiment.loss).pairedWith
  if (!needed || experiment.outputActivation === needed) return experiment
  const { key, write } = fields.outputActivation
  problems.push(notUsed(key, write(experiment), `The loss ${experiment.loss} needs ${needed} outputs.`))
  return { ...experiment, outputActivation: needed }
}

function readCursor(text: string | undefined, experiment: Experiment, problems: string[]): Cursor {
  const start = { iteration: 0, step: 0 }
  if (text === undefined) return start
  const [, iteration, step] = (/^(\d+)\.(\d+)$/.exec(text) ?? []).map(Number)
  if (iteration === undefined || iteration > MAX_ITERATION) {
    const problem = `A moment is an iteration of at most ${MAX_ITERATION}, a point and a step, such as 120.33.`
    problems.push(notUsed(CURSOR_KEY, text, problem))
    return start
  }
  const last = scheduleOf(experiment).count
  if (step <= last) return { iteration, step }
  problems.push(`The link goes to step ${quoted(String(step))}; an iteration of this network ends with step ${last}.`)
  return { iteration, step: last }
}

const notUsed = (key: string, text: string, problem: string): string =>
  `The link’s ${key}=${shortened(text)} is not used. ${problem}`

const quoted = (text: string): string => `“${shortened(text)}”`

/** A broken link can be of any length; the sentence about it is not. */
const shortened = (text: string): string => (text.length > 24 ? `${Array.from(text).slice(0, 24).join('')}…` : text)

/** A comma may stand in a fragment as it is, and is easier to read so. */
const encode = (text: string): string => encodeURIComponent(text).replaceAll('%2C', ',')

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
