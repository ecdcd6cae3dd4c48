import { activations } from '../engine/activations.ts'
import { losses, lossNamed } from '../engine/losses.ts'
import { datasets, type Dataset, type DatasetName } from './datasets.ts'
import { classicXor, datasetOf, type Experiment } from './experiment.ts'

/** One thing that a person can set: for the form, for a link, and for the sentence that says it was changed. */
export interface Field {
  readonly label: string
  /** What the label does not say; empty where it says it all */
  readonly hint: string
  /** Its name in a link; null where another field says the same */
  readonly key: string | null
  /** What there is to choose from; none where any text can be typed */
  readonly options: readonly Option[]
  /** What a text changes in an experiment, or a sentence that says why it cannot be used. */
  read(text: string, experiment: Experiment): Reading
  /** The text that reads back to exactly what the experiment has. */
  write(experiment: Experiment): string
  /** The setting in a notice: "Learning rate 0.5". */
  say(experiment: Experiment): string
}

export interface Option {
  readonly value: string
  readonly label: string
}

export type Reading = { readonly part: Partial<Experiment> } | { readonly problem: string }

export const MAX_SEED = 2 ** 32 - 1
export const MAX_LEARNING_RATE = 1000
export const MAX_HIDDEN_LAYERS = 4
export const MAX_HIDDEN_UNITS = 8

const activationLabels = labelsOf(activations)
const lossLabels = labelsOf(losses)
const datasetTitles = Object.fromEntries(
  Object.entries<Dataset>(datasets).map(([name, { title }]) => [name, title]),
) as Record<DatasetName, string>

/** In the order in which a link has them. */
export const fields = {
  dataset: choice({
    label: 'Data',
    hint: '',
    key: 'data',
    labels: datasetTitles,
    chosen: ({ dataset }) => dataset,
    part: (dataset) => ({ dataset }),
  }),

  batchSize: {
    label: 'Batch',
    hint: 'Samples per iteration.',
    key: 'batch',
    options: [],
    read: readBatchSize,
    write: ({ batchSize }) => String(batchSize),
    say: ({ batchSize }) => `Batches of ${batchSize} ${batchSize === 1 ? 'sample' : 'samples'}`,
  },

  hiddenLayers: {
    label: 'Hidden layers',
    hint: '',
    key: null,
    options: counts(MAX_HIDDEN_LAYERS),
    read(text, { hiddenSizes }) {
      const count = countIn(text, MAX_HIDDEN_LAYERS)
      if (count === null) return { problem: `A network here has 1 to ${MAX_HIDDEN_LAYERS} hidden layers.` }
      return { part: { hiddenSizes: withLayers(hiddenSizes, count) } }
    },
    write: ({ hiddenSizes }) => String(hiddenSizes.length),
    say: sayHidden,
  },

  hiddenSizes: {
    label: 'Hidden units',
    hint: '',
    key: 'hidden',
    options: counts(MAX_HIDDEN_UNITS),
    read(text) {
      const sizes = text.split(',').map((size) => countIn(size, MAX_HIDDEN_UNITS))
      if (sizes.length > MAX_HIDDEN_LAYERS) {
        return { problem: `A network here has 1 to ${MAX_HIDDEN_LAYERS} hidden layers, not ${sizes.length}.` }
      }
      if (!sizes.every((size) => size !== null)) {
        return {
          problem: `The hidden units must be a whole number from 1 to ${MAX_HIDDEN_UNITS} for each layer, such as 4,4.`,
        }
      }
      return { part: { hiddenSizes: sizes } }
    },
    write: ({ hiddenSizes }) => hiddenSizes.join(','),
    say: sayHidden,
  },

  hiddenActivation: choice({
    label: 'Hidden activation',
    hint: '',
    key: 'activation',
    labels: activationLabels,
    chosen: ({ hiddenActivation }) => hiddenActivation,
    part: (hiddenActivation) => ({ hiddenActivation }),
  }),

  outputActivation: choice({
    label: 'Output activation',
    hint: '',
    key: 'output',
    labels: activationLabels,
    chosen: ({ outputActivation }) => outputActivation,
    part: (outputActivation) => ({ outputActivation }),
  }),

  loss: choice({
    label: 'Loss',
    hint: '',
    key: 'loss',
    labels: lossLabels,
    chosen: ({ loss }) => loss,
    part: (loss) => ({ loss }),
  }),

  reduction: {
    ...choice({
      label: 'Over the batch',
      hint: 'How the samples’ losses become one.',
      key: 'reduction',
      labels: { sum: 'sum', mean: 'mean' },
      chosen: ({ reduction }) => reduction,
      part: (reduction) => ({ reduction }),
    }),
    say: ({ reduction }) => (reduction === 'sum' ? 'Sum over the batch' : 'Mean over the batch'),
  },

  trainBiases: choice({
    label: 'Biases',
    hint: '',
    key: 'biases',
    labels: { trained: 'trained', fixed: 'fixed' },
    chosen: ({ trainBiases }) => (trainBiases ? 'trained' : 'fixed'),
    part: (biases) => ({ trainBiases: biases === 'trained' }),
  }),

  learningRate: {
    label: 'Learning rate',
    hint: 'η: how far one update goes.',
    key: 'rate',
    options: [],
    read: readLearningRate,
    write: ({ learningRate }) => String(learningRate),
    say: ({ learningRate }) => `Learning rate ${learningRate}`,
  },

  seed: {
    label: 'Seed',
    hint: 'The same seed, the same start weights.',
    key: 'seed',
    options: [],
    read: readSeed,
    write: ({ seed }) => String(seed),
    say: ({ seed }) => `Seed ${seed}`,
  },
} as const satisfies Record<string, Field>

/** A change that is ready to be made, and the sentence that tells the person. */
export interface Change {
  readonly part: Partial<Experiment>
  readonly notice: string
}

/** Makes a change one that leaves the experiment valid. Null where nothing would be different: the run then goes on. */
export function changed(experiment: Experiment, part: Partial<Experiment>): Change | null {
  const asked = differences(experiment, part)
  if (Object.keys(asked).length === 0) return null
  const whole = settled(experiment, asked)
  return { part: differences(experiment, whole), notice: `${sayChange(experiment, whole, asked)}: ${STARTS_AGAIN}` }
}

/** Back to the experiment that the page opens with. */
export function changedToClassic(experiment: Experiment): Change | null {
  const part = differences(experiment, classicXor)
  return Object.keys(part).length === 0 ? null : { part, notice: `The XOR example: ${STARTS_AGAIN}` }
}

const STARTS_AGAIN = 'the run starts again from the beginning.'

/** The experiment with a part of it changed. Where loss and output activation do not go together, the one asked for stays. */
function settled(experiment: Experiment, asked: Partial<Experiment>): Experiment {
  const whole = { ...experiment, ...asked }
  const needed = lossNamed(whole.loss).pairedWith
  if (!needed || whole.outputActivation === needed) return whole
  return asked.loss ? { ...whole, outputActivation: needed } : { ...whole, loss: classicXor.loss }
}

function sayChange(before: Experiment, after: Experiment, asked: Partial<Experiment>): string {
  const { loss, outputActivation } = fields
  const wish = { ...before, ...asked }
  if (after.outputActivation !== wish.outputActivation) {
    return `${loss.say(after)}, and with it ${lowerFirst(outputActivation.say(after))}, which it needs`
  }
  if (after.loss !== wish.loss) {
    const reason = `${lossLabels[wish.loss]} needs ${lossNamed(wish.loss).pairedWith} outputs`
    return `${outputActivation.say(after)}, and with it ${lowerFirst(loss.say(after))}, because ${reason}`
  }
  const changes = Object.values<Field>(fields).filter((field) => field.write(before) !== field.write(after))
  const sayings = [...new Set(changes.map((field) => field.say(after)))]
  return sayings.map((saying, index) => (index === 0 ? saying : lowerFirst(saying))).join(', ')
}

/** What of a part is not so already. */
function differences(experiment: Experiment, part: Partial<Experiment>): Partial<Experiment> {
  const entries = Object.entries(part) as [keyof Experiment, Experiment[keyof Experiment]][]
  return Object.fromEntries(entries.filter(([name, value]) => String(value) !== String(experiment[name])))
}

/** The first layers keep their sizes; new ones take the size of the last. */
const withLayers = (sizes: readonly number[], count: number): number[] =>
  Array.from({ length: count }, (_, layer) => sizes[Math.min(layer, sizes.length - 1)])

function sayHidden({ hiddenSizes }: Experiment): string {
  const last = hiddenSizes[hiddenSizes.length - 1]
  const others = hiddenSizes.slice(0, -1)
  const sizes = others.length === 0 ? String(last) : `${others.join(', ')} and ${last}`
  const layers = others.length === 0 ? 'layer' : 'layers'
  const units = others.length === 0 && last === 1 ? 'unit' : 'units'
  return `${hiddenSizes.length} hidden ${layers} of ${sizes} ${units}`
}

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i

function readLearningRate(text: string): Reading {
  const typed = plain(text)
  if (typed === '') return { problem: 'The learning rate is missing: type a number such as 0.1.' }
  if (/^[+-]?\d*,\d+$/.test(typed)) return { problem: 'Write the learning rate with a point, not a comma: 0.1.' }
  if (!NUMBER.test(typed)) return { problem: 'The learning rate must be a number, such as 0.1 or 1e-2.' }
  const learningRate = Number(typed)
  if (learningRate === 0 && /^[^e]*[1-9]/i.test(typed) && !typed.startsWith('-')) {
    return { problem: 'The learning rate is too small: the computer takes it for 0, and nothing would be learned.' }
  }
  if (learningRate <= 0) {
    return {
      problem: 'The learning rate must be larger than 0: at 0 nothing would be learned, below it the loss would rise.',
    }
  }
  if (learningRate > MAX_LEARNING_RATE) {
    return { problem: `The learning rate must be at most ${MAX_LEARNING_RATE}: each update would overshoot by far.` }
  }
  return { part: { learningRate } }
}

function readSeed(text: string): Reading {
  const typed = plain(text)
  if (typed === '') return { problem: 'The seed is missing: type a whole number such as 42.' }
  const seed = Number(typed)
  if (!/^\d+$/.test(typed) || seed > MAX_SEED) {
    return { problem: `The seed must be a whole number from 0 to ${MAX_SEED}.` }
  }
  return { part: { seed } }
}

function readBatchSize(text: string, experiment: Experiment): Reading {
  const { title, inputs } = datasetOf(experiment)
  const batchSize = countIn(text, inputs.length)
  if (batchSize !== null) return { part: { batchSize } }
  return { problem: `A batch of ${title} must be a whole number of samples from 1 to ${inputs.length}.` }
}

interface Choice<Name extends string> {
  readonly label: string
  /** What the label does not say; empty where it says it all */
  readonly hint: string
  readonly key: string
  readonly labels: Readonly<Record<Name, string>>
  readonly chosen: (experiment: Experiment) => Name
  readonly part: (name: Name) => Partial<Experiment>
}

function choice<Name extends string>({ label, hint, key, labels, chosen, part }: Choice<Name>) {
  const names = Object.keys(labels) as Name[]
  return {
    label,
    hint,
    key,
    options: names.map((name) => ({ value: name, label: labels[name] })),
    read(text) {
      const typed = text.trim().toLowerCase()
      const name = names.find((each) => each.toLowerCase() === typed)
      if (name) return { part: part(name) }
      return { problem: `“${label}” takes one of these: ${names.join(', ')}.` }
    },
    write: chosen,
    say: (experiment) => `${label} ${labels[chosen(experiment)]}`,
  } satisfies Field
}

/** A whole number from 1 to a highest, or null. */
function countIn(text: string, highest: number): number | null {
  const typed = plain(text)
  const count = Number(typed)
  return /^\d+$/.test(typed) && count >= 1 && count <= highest ? count : null
}

function counts(highest: number): Option[] {
  return Array.from({ length: highest }, (_, index) => ({ value: String(index + 1), label: String(index + 1) }))
}

/** Without spaces around it, and with the minus that programs write. */
const plain = (text: string): string => text.trim().replaceAll('−', '-')

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

/** The labels of a table of the engine */
function labelsOf<Name extends string>(
  table: Readonly<Record<Name, { readonly label: string }>>,
): Record<Name, string> {
  const entries = Object.entries<{ readonly label: string }>(table).map(([name, { label }]) => [name, label])
  return Object.fromEntries(entries) as Record<Name, string>
}
