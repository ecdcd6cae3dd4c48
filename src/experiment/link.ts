import { lossNamed } from '../engine/losses.ts'
import type { Cursor } from './cursor.ts'
import { classicXor, rowAt, sampleAt, scheduleOf, withPart, type Experiment } from './experiment.ts'
import { fields, type Field } from './fields.ts'
import { lookingAtRun, type Looking } from './looking.ts'
import { nameOfNumber, numberNamed } from './numberNames.ts'
import { panelNames } from './panelNames.ts'

/** What a link says. Its good parts are kept, whatever the others are. */
export interface LinkReading {
  readonly experiment: Experiment
  readonly cursor: Cursor
  readonly looking: Looking
  /** What could not be used, a sentence for each */
  readonly problems: string[]
}

/** The moment in a link, as iteration.step. */
const CURSOR_KEY = 'at'
const MAX_ITERATION = 1e9

/** What is looked at: what stands beside the network, the sample chosen, the numbers asked about. */
const PANEL_KEY = 'panel'
const SAMPLE_KEY = 'sample'
const WHY_KEY = 'why'
/** Of a longer trail the last ones are enough. */
const MOST_ASKED = 50

/** No link of this page has more. Whatever comes after them is not even read: it could be a million. */
const MOST_PARTS = 100
/** … nor a longer value. */
const MOST_CHARACTERS = 10_000
/** As many sentences as one reads */
const MOST_TOLD = 5

const linkFields: readonly (readonly [key: string, field: Field])[] = Object.values<Field>(fields).flatMap((field) =>
  field.key === null ? [] : [[field.key, field] as const],
)

/**
 * The URL fragment of a moment, with what differs from the classic experiment, and what is looked at from there:
 * `#rate=0.5&hidden=4,4&at=120.33&panel=program&why=loss.4.0.1,a.3.0.1`.
 */
export function linkOf(experiment: Experiment, cursor: Cursor, looking: Looking = lookingAtRun): string {
  const moment = `${CURSOR_KEY}=${cursor.iteration}.${cursor.step}`
  return `#${[...settingsOf(experiment), moment, ...lookingParts(experiment, cursor, looking)].join('&')}`
}

/** Whether two experiments are set up alike. */
export const isSameRun = (one: Experiment, other: Experiment): boolean =>
  linkFields.every(([, field]) => field.write(one) === field.write(other))

function settingsOf(experiment: Experiment): string[] {
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
  return settings
}

function lookingParts(experiment: Experiment, cursor: Cursor, { panel, row, trail }: Looking): string[] {
  const parts: string[] = []
  if (panel !== lookingAtRun.panel) parts.push(`${PANEL_KEY}=${panel}`)
  if (row !== null) parts.push(`${SAMPLE_KEY}=${sampleAt(experiment, cursor.iteration, row)}`)
  if (trail.length > 0) {
    const schedule = scheduleOf(experiment)
    const names = trail.slice(-MOST_ASKED).map((origin) => nameOfNumber(experiment, schedule, origin, cursor))
    parts.push(`${WHY_KEY}=${names.join(',')}`)
  }
  return parts
}

/** Reads a URL fragment, with or without its #. It takes anything: what is wrong is told, not thrown. */
export function readLink(hash: string): LinkReading {
  const problems: string[] = []
  const texts = readPairs(hash, problems)
  const experiment = readExperiment(texts, problems)
  const cursor = readCursor(texts.get(CURSOR_KEY), experiment, problems)
  const looking = readLooking(texts, experiment, cursor, problems)
  return { experiment, cursor, looking, problems: fewOf(problems) }
}

function readPairs(hash: string, problems: string[]): Map<string, string> {
  const known = new Set([...linkFields.map(([key]) => key), CURSOR_KEY, PANEL_KEY, SAMPLE_KEY, WHY_KEY])
  const texts = new Map<string, string>()
  const pairs = hash.replace(/^#/, '').split('&', MOST_PARTS + 1)
  const wrong: string[] = []
  for (const pair of pairs.slice(0, MOST_PARTS)) {
    if (pair === '') continue
    const [, rawKey, rawText = ''] = /^([^=]*)=?(.*)$/s.exec(pair) ?? []
    const key = decode(rawKey)
    const text = decode(rawText)
    if (key === null || text === null) {
      wrong.push(`The link has a part that cannot be read: ${quoted(pair)}.`)
    } else if (!known.has(key)) {
      wrong.push(`The link sets ${quoted(key)}, which is not known here.`)
    } else if (texts.has(key)) {
      wrong.push(`The link sets ${key} twice; the first counts.`)
    } else if (text.length > MOST_CHARACTERS) {
      wrong.push(notUsed(key, text, 'It is longer than any of this page.'))
    } else {
      texts.set(key, text)
    }
  }
  if (pairs.length <= MOST_PARTS) problems.push(...wrong)
  else problems.push(`The link has more than ${MOST_PARTS} parts, which no link of this page has: the first count.`)
  return texts
}

/** Each sentence once, and not more than one reads. */
function fewOf(problems: readonly string[]): string[] {
  const told = [...new Set(problems)]
  if (told.length <= MOST_TOLD) return told
  return [...told.slice(0, MOST_TOLD), `There are ${told.length - MOST_TOLD} more mistakes in it.`]
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

function readLooking(
  texts: ReadonlyMap<string, string>,
  experiment: Experiment,
  cursor: Cursor,
  problems: string[],
): Looking {
  return {
    panel: readPanel(texts.get(PANEL_KEY), problems),
    row: readRow(texts.get(SAMPLE_KEY), experiment, cursor, problems),
    trail: readTrail(texts.get(WHY_KEY), experiment, cursor, problems),
  }
}

function readPanel(text: string | undefined, problems: string[]): Looking['panel'] {
  const panel = panelNames.find((name) => name === text)
  if (text === undefined || panel) return panel ?? lookingAtRun.panel
  problems.push(notUsed(PANEL_KEY, text, `It is one of these: ${panelNames.join(', ')}.`))
  return lookingAtRun.panel
}

function readRow(
  text: string | undefined,
  experiment: Experiment,
  { iteration }: Cursor,
  problems: string[],
): Looking['row'] {
  if (text === undefined) return null
  const row = /^\d+$/.test(text) ? rowAt(experiment, iteration, Number(text)) : null
  if (row === null) {
    problems.push(notUsed(SAMPLE_KEY, text, 'It is no sample of the batch at its moment; the first is 0.'))
  }
  return row
}

function readTrail(
  text: string | undefined,
  experiment: Experiment,
  cursor: Cursor,
  problems: string[],
): Looking['trail'] {
  if (text === undefined) return []
  const schedule = scheduleOf(experiment)
  const names = text.split(',', MOST_ASKED)
  const found = names.map((name) => numberNamed(name, experiment, schedule, cursor))
  const unknown = names.filter((_, index) => found[index] === null)
  if (unknown.length > 0) {
    const others = unknown.length > 1 ? ` and ${unknown.length - 1} more` : ''
    problems.push(`The link asks why of ${quoted(unknown[0])}${others}: no number is called so at its moment.`)
  }
  return found.filter((origin) => origin !== null)
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
