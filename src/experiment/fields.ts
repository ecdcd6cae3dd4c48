import { activations } from '../engine/activations.ts'
import { losses } from '../engine/losses.ts'
import { sources } from './data/sources.ts'
import { classicXor, type Experiment } from './experiment.ts'

/** One thing that a person can set: for the form, for a link, and for the sentence that says it was changed. */
export interface Field {
  readonly label: string
  /** What the label does not say */
  hint?(experiment: Experiment): string
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
export const MAX_HIDDEN_LAYERS = 8
export const MAX_HIDDEN_UNITS = 64

const OFFERED_LAYERS = Array.from({ length: MAX_HIDDEN_LAYERS + 1 }, (_, count) => count)
/** The sizes of a hidden layer that are offered; a link may have any other. */
const OFFERED_UNITS = [1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 16, 20, 24, 32, 48, MAX_HIDDEN_UNITS]

/** What a link says of a network whose inputs lead straight to the output */
const NO_HIDDEN_LAYER = 'none'

const activationLabels = labelsOf(activations)
const lossLabels = labelsOf(losses)
const { xor, moons } = sources

/** In the order in which a link has them: what data there are is read before what is taken of them. */
export const fields = {
  dataset: choice({
    label: 'Data',
    key: 'data',
    labels: { xor: xor.title, moons: moons.title },
    chosen: ({ dataset }) => dataset,
    part: (dataset) => ({ dataset }),
  }),

  samples: {
    label: 'Samples',
    key: 'samples',
    options: [],
    read: readSamples,
    write: ({ samples }) => String(samples),
    say: ({ samples }) => `${samples} samples`,
  },

  dataSeed: {
    label: 'Data seed',
    key: 'dataseed',
    options: [],
    read: readDataSeed,
    write: ({ dataSeed }) => String(dataSeed),
    say: ({ dataSeed }) => `Data seed ${dataSeed}`,
  },

  batchSize: {
    label: 'Batch size',
    hint: ({ samples }) => `Of ${samples} samples.`,
    key: 'batch',
    options: [],
    read: readBatchSize,
    write: ({ batchSize }) => String(batchSize),
    say: ({ batchSize }) => `Batches of ${batchSize} ${batchSize === 1 ? 'sample' : 'samples'}`,
  },

  hiddenLayers: {
    label: 'Hidden layers',
    key: null,
    options: optionsOf(OFFERED_LAYERS),
    read(text, { hiddenSizes }) {
      const count = countIn(text, MAX_HIDDEN_LAYERS, 0)
      if (count === null) return { problem: `A network here has 0 to ${MAX_HIDDEN_LAYERS} hidden layers.` }
      return { part: { hiddenSizes: withLayers(hiddenSizes, count) } }
    },
    write: ({ hiddenSizes }) => String(hiddenSizes.length),
    say: sayHidden,
  },

  hiddenSizes: {
    label: 'Hidden units',
    key: 'hidden',
    options: optionsOf(OFFERED_UNITS),
    read(text) {
      if (text.trim().toLowerCase() === NO_HIDDEN_LAYER) return { part: { hiddenSizes: [] } }
      const sizes = text.split(',').map((size) => countIn(size, MAX_HIDDEN_UNITS))
      if (sizes.length > MAX_HIDDEN_LAYERS) {
        return { problem: `A network here has 0 to ${MAX_HIDDEN_LAYERS} hidden layers, not ${sizes.length}.` }
      }
      if (!sizes.every((size) => size !== null)) {
        return {
          problem: `The hidden units must be a whole number from 1 to ${MAX_HIDDEN_UNITS} for each layer, such as 4,4, or ${NO_HIDDEN_LAYER}.`,
        }
      }
      return { part: { hiddenSizes: sizes } }
    },
    write: ({ hiddenSizes }) => hiddenSizes.join(',') || NO_HIDDEN_LAYER,
    say: sayHidden,
  },

  hiddenActivation: choice({
    label: 'Hidden activation',
    key: 'activation',
    labels: activationLabels,
    chosen: ({ hiddenActivation }) => hiddenActivation,
    part: (hiddenActivation) => ({ hiddenActivation }),
  }),

  outputActivation: choice({
    label: 'Output activation',
    key: 'output',
    labels: activationLabels,
    chosen: ({ outputActivation }) => outputActivation,
    part: (outputActivation) => ({ outputActivation }),
  }),

  loss: choice({
    label: 'Loss',
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
    key: 'biases',
    labels: { trained: 'trained', fixed: 'fixed' },
    chosen: ({ trainBiases }) => (trainBiases ? 'trained' : 'fixed'),
    part: (biases) => ({ trainBiases: biases === 'trained' }),
  }),

  learningRate: {
    label: 'Learning rate',
    hint: () => 'η: how far one update goes.',
    key: 'rate',
    options: [],
    read: readLearningRate,
    write: ({ learningRate }) => String(learningRate),
    say: ({ learningRate }) => `Learning rate ${learningRate}`,
  },

  seed: {
    label: 'Seed',
    hint: () => 'The same seed, the same start weights.',
    key: 'seed',
    options: [],
    read: (text) => readSeed(text, (seed) => ({ seed })),
    write: ({ seed }) => String(seed),
    say: ({ seed }) => `Seed ${seed}`,
  },
} as const satisfies Record<string, Field>

/** The first layers keep their sizes; new ones take the size of the last or, where there was none, the classic one. */
function withLayers(sizes: readonly number[], count: number): number[] {
  const last = sizes.at(-1) ?? classicXor.hiddenSizes[0]
  return Array.from({ length: count }, (_, layer) => sizes[layer] ?? last)
}

function sayHidden({ hiddenSizes }: Experiment): string {
  if (hiddenSizes.length === 0) return 'No hidden layer'
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

function readSeed(text: string, part: (seed: number) => Partial<Experiment>): Reading {
  const typed = plain(text)
  if (typed === '') return { problem: 'The seed is missing: type a whole number such as 42.' }
  const seed = Number(typed)
  if (!/^\d+$/.test(typed) || seed > MAX_SEED) {
    return { problem: `The seed must be a whole number from 0 to ${MAX_SEED}.` }
  }
  return { part: part(seed) }
}

function readDataSeed(text: string, experiment: Experiment): Reading {
  const { title, isRandom } = sources[experiment.dataset]
  if (isRandom || plain(text) === String(experiment.dataSeed)) return readSeed(text, (dataSeed) => ({ dataSeed }))
  return { problem: `${title} is not made by a seed.` }
}

function readSamples(text: string, { dataset }: Experiment): Reading {
  const { title, count } = sources[dataset]
  const { least, most } = count
  const samples = countIn(text, most, least)
  if (samples !== null) return { part: { samples } }
  if (least === most) return { problem: `${title} has ${most} samples, no more and no fewer.` }
  return { problem: `${title} must have a whole number of samples from ${least} to ${most}.` }
}

function readBatchSize(text: string, { dataset, samples }: Experiment): Reading {
  const batchSize = countIn(text, samples)
  if (batchSize !== null) return { part: { batchSize } }
  return { problem: `A batch of ${sources[dataset].title} must be a whole number of samples from 1 to ${samples}.` }
}

interface Choice<Name extends string> {
  readonly label: string
  /** What the label does not say */
  readonly hint?: string
  readonly key: string
  readonly labels: Readonly<Record<Name, string>>
  readonly chosen: (experiment: Experiment) => Name
  readonly part: (name: Name) => Partial<Experiment>
}

function choice<Name extends string>({ label, hint, key, labels, chosen, part }: Choice<Name>) {
  const names = Object.keys(labels) as Name[]
  return {
    label,
    ...(hint !== undefined && { hint: () => hint }),
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

/** A whole number from a lowest to a highest, or null. */
function countIn(text: string, highest: number, lowest = 1): number | null {
  const typed = plain(text)
  const count = Number(typed)
  return /^\d+$/.test(typed) && count >= lowest && count <= highest ? count : null
}

function optionsOf(counts: readonly number[]): Option[] {
  return counts.map(String).map((count) => ({ value: count, label: count }))
}

/** Without spaces around it, and with the minus that programs write. */
const plain = (text: string): string => text.trim().replaceAll('−', '-')

/** The labels of a table of the engine */
function labelsOf<Name extends string>(
  table: Readonly<Record<Name, { readonly label: string }>>,
): Record<Name, string> {
  const entries = Object.entries<{ readonly label: string }>(table).map(([name, { label }]) => [name, label])
  return Object.fromEntries(entries) as Record<Name, string>
}
