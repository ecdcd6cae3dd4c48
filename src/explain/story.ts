import { activations, type ActivationName } from '../engine/activations.ts'
import type { Slot } from '../engine/layout.ts'
import { losses, lossNamed } from '../engine/losses.ts'
import { activationOf, lossDivisor, outputDivisor, outputLayer, type Network } from '../engine/network.ts'
import type { Stage } from '../engine/place.ts'
import { writerOf, type Schedule } from '../engine/schedule.ts'
import {
  activationFormula,
  chainRule,
  deltaMeaning,
  hiddenDeltaFormula,
  lossFormula,
  operationFormula,
  outputFormula,
  slopeFormula,
  type GeneralFormula,
} from './generalFormulas.ts'
import { activationWords, lossWords } from './functionWords.ts'
import { formatGiven, formatSignificant } from './number.ts'
import { number, say, unit, type Phrase, type PhrasePart } from './phrase.ts'

/** Backpropagation from the beginning, told of one network. */
export interface Chapter {
  readonly title: string
  /** The stage that it teaches; null for what is about all of them */
  readonly stage: Stage | null
  readonly paragraphs: readonly Paragraph[]
}

export interface Paragraph {
  /** The words that it opens with, for the eye that looks for them */
  readonly lead?: string
  readonly text: StoryText
  readonly formulas?: readonly GeneralFormula[]
  readonly place?: StoryPlace
}

/** Where in an iteration one sees what a paragraph says. */
export interface StoryPlace {
  /** The index of the operation */
  readonly k: number
  /** What is to be seen there, to follow "Show:" */
  readonly label: Phrase
}

export type StoryText = readonly StoryPart[]

type StoryPart = PhrasePart | SymbolPart

/** A letter of a formula in running text: w with j i below it. */
export interface SymbolPart {
  readonly kind: 'symbol'
  readonly letter: string
  /** A letter for each index */
  readonly below: string
  readonly above: string
}

export function storyOf(schedule: Schedule): Chapter[] {
  return [
    { title: 'What it is for', stage: null, paragraphs: purpose(schedule) },
    { title: 'Forward pass', stage: 'forward', paragraphs: forwardPass(schedule) },
    { title: 'Loss', stage: 'loss', paragraphs: loss(schedule) },
    { title: 'Backward pass', stage: 'backward', paragraphs: backwardPass(schedule) },
    { title: 'Gradients', stage: 'gradients', paragraphs: gradients(schedule) },
    { title: 'Update', stage: 'update', paragraphs: update(schedule) },
    { title: 'What one asks', stage: null, paragraphs: questions(schedule) },
    { title: 'What to remember', stage: null, paragraphs: ideas },
  ]
}

function purpose({ network, batchSize }: Schedule): Paragraph[] {
  const { sizes, trainBiases } = network
  const outputs = sizes[outputLayer(network)]
  const biases = sizes.slice(1).reduce((total, size) => total + size, 0)
  const weights = sizes.slice(1).reduce((total, size, index) => total + size * sizes[index], 0)
  return [
    {
      text: tell`A neural network answers by calculating. This one turns ${counted(sizes[0], 'input')} into ${counted(outputs, 'output')}${hiddenWords(network)}. What it answers depends on its ${counted(weights, 'weight')}, one on every edge, and its ${counted(biases, 'bias', 'biases')}, one in every unit${trainBiases ? '' : '; the biases are left as they are here'}.`,
    },
    {
      text: tell`At the start these numbers are random, and the answers mean nothing. Training takes samples whose right answer is known and changes the numbers until the predictions fit. Backpropagation finds out which change helps: for each number, whether to raise or to lower it, and how much that matters.`,
    },
    {
      text: tell`A round has four steps. The forward pass computes a prediction, the loss rates it, the backward pass follows the error back to every weight, and the update changes the weights a little. Then the next round begins. ${batchSize > 1 ? `Each of the ${batchSize.toLocaleString('en')} samples of the batch goes from forward to gradients by itself; the update is for all of them.` : ''}`,
    },
  ]
}

function forwardPass(schedule: Schedule): Paragraph[] {
  const { network, layout } = schedule
  const sample = sampleFollowed(schedule)
  const last = outputLayer(network)
  return [
    {
      text: tell`A unit multiplies each number that comes in by the weight on its edge, adds the products up, and adds its bias. This is its weighted sum:`,
      formulas: [operationFormula(schedule, 'weightedSum', 1)],
      place: placeOf(schedule, layout.weightedSum(sample, 1, 0), say`the weighted sum of ${unit(1, 0)}`),
    },
    {
      text: tell`Here ${symbol('j')} is the unit, and ${symbol('i')} stands for each unit of the layer before. The weight ${symbol('w', 'ji')} belongs to the edge from ${symbol('i')} to ${symbol('j')}; ${symbol('a', 'i')} is what comes along it, an input or an activation. The bias ${symbol('b', 'j')} shifts the sum, whatever comes in. Many books also write the layer above the letters, as in ${symbol('z', 'j', 'l')}.`,
    },
    {
      text: tell`The activation function makes ${symbol('z', 'j')} into the activation ${symbol('a', 'j')}: how strongly the unit is on. ${activationsUsed(network)}`,
      formulas: distinct(network.activations).map((name) => activationFormula(schedule, name)),
      place: placeOf(schedule, layout.activation(sample, 1, 0), say`the activation of ${unit(1, 0)}`),
    },
    {
      text:
        last === 1
          ? tell`There is no hidden layer here, so this is already the prediction ${prediction(network)}.`
          : tell`What one layer gives, the next one takes, until the output layer gives the prediction ${prediction(network)}. ${bendWords(network)}`,
      place: placeOf(schedule, layout.activation(sample, last, 0), say`the prediction ${unit(last, 0)}`),
    },
    ...(last === 1 ? [whyXorNeedsMore(network)] : []),
  ]
}

const whyXorNeedsMore = (network: Network): Paragraph => ({
  lead: 'Why XOR needs more.',
  text: tell`With a single weighted sum between the inputs and ${prediction(network)}, the places where ${prediction(network)} is 0.5 lie on one straight line: on one side of it are the higher predictions, on the other the lower ones. That is enough for AND and for OR. But XOR has its ones at two opposite corners of a square and its zeros at the other two, and no straight line parts those. The best that is left is to miss them all alike: whatever the start, training ends with every prediction near 0.5. Hidden units draw a line each, and the output puts these together; Set-up adds a hidden layer.`,
})

function loss(schedule: Schedule): Paragraph[] {
  const { network, layout } = schedule
  const isMean = network.reduction === 'mean'
  const { label } = losses[network.loss]
  const others = Object.values(losses).flatMap((other) => (other.label === label ? [] : [`the ${other.label}`]))
  return [
    {
      text: tell`How good is the prediction? The loss compares ${prediction(network)} with the target ${target(network)}, the right answer, and says in one number how far off it is. This network uses the ${label}; for sample ${symbol('n')}:`,
      formulas: [lossFormula(schedule)],
      place: placeOf(schedule, layout.loss(sampleFollowed(schedule)), say`the loss of one sample`),
    },
    { text: tell`${lossWords[network.loss].character} Set-up also offers ${listed(others)}.` },
    {
      text: tell`Each sample of the batch has a loss. Once all are known, they are ${isMean ? 'averaged' : 'added up'}. The result ${symbol('L')}, the loss of the batch, is the number that training makes smaller:`,
      formulas: [operationFormula(schedule, 'batchLoss', outputLayer(network) + 1)],
      place: placeOf(schedule, layout.batchLoss, say`the loss of the batch`),
    },
  ]
}

function backwardPass(schedule: Schedule): Paragraph[] {
  return [
    {
      text: tell`Now we ask the other way round: if the weighted sum ${symbol('z', 'j')} of a unit rose a little, how fast would the loss rise? This rate is the error of the unit, its delta. Where it is positive, a smaller ${symbol('z', 'j')} would be better; where it is negative, a larger one.`,
      formulas: [deltaMeaning],
    },
    {
      text: tell`A weight acts on the loss through a chain: it moves ${symbol('z', 'j')}, that moves ${symbol('a', 'j')}, and that moves the loss. By the chain rule, the rates along the chain are multiplied. The first two together are ${symbol('δ', 'j')}; the third is just ${symbol('a', 'i')}:`,
      formulas: [chainRule],
    },
    ...outputError(schedule),
    ...hiddenError(schedule),
  ]
}

/** δ of the outputs: over ∂L/∂a, or straight, where loss and activation are a pair. */
function outputError(schedule: Schedule): Paragraph[] {
  const { network, layout } = schedule
  const sample = sampleFollowed(schedule)
  const last = outputLayer(network)
  const activation = activationOf(network, last)
  const delta = placeOf(schedule, layout.delta(sample, last, 0), say`the delta of ${unit(last, 0)}`)
  if (lossNamed(network.loss).pairedWith) {
    return [
      {
        text: tell`The way back begins at the output. The ${losses[network.loss].label} and the ${activations[activation].label} are made for each other: the slope of the ${activations[activation].label} cancels, and the error at the output is prediction minus target. ${divisorWords(schedule)}`,
        formulas: [outputFormula(schedule, 'pairedDelta')],
        place: delta,
      },
    ]
  }
  return [
    {
      text: tell`The way back begins at the output, where prediction and target meet. The rate at which the loss changes with the prediction is ${lossWords[network.loss].derivative}. ${divisorWords(schedule)}`,
      formulas: [outputFormula(schedule, 'lossDerivative')],
      place: placeOf(
        schedule,
        layout.activationGradient(sample, last, 0),
        say`how the loss changes with ${unit(last, 0)}`,
      ),
    },
    {
      text: tell`Multiply that by the slope of the activation function, the next link of the chain, and you have the error at the output. ${activationWords[activation].slope}`,
      formulas: [operationFormula(schedule, 'delta', last), slopeFormula(activation)],
      place: delta,
    },
  ]
}

function hiddenError(schedule: Schedule): Paragraph[] {
  const { network, layout } = schedule
  const sample = sampleFollowed(schedule)
  const last = outputLayer(network)
  if (last === 1) return []
  const hidden = hiddenActivations(network)
  const shown = lossNamed(network.loss).pairedWith ? [] : [activationOf(network, last)]
  const unseen = hidden.filter((name) => !shown.includes(name))
  return [
    {
      text: tell`A hidden unit has no target to be compared with. But its activation went on to every unit ${symbol('k')} of the next layer, so each ${symbol('δ', 'k')} comes back over that edge, times its weight ${symbol('w', 'kj')}:`,
      formulas: [operationFormula(schedule, 'backSum', last - 1)],
      place: placeOf(
        schedule,
        layout.activationGradient(sample, last - 1, 0),
        say`what comes back to ${unit(last - 1, 0)}`,
      ),
    },
    {
      text: tell`Times the slope of the activation function, this is the error at a hidden unit. ${unseen.map((name) => activationWords[name].slope).join(' ')} ${
        last === 2
          ? 'This network does it once, for its one hidden layer.'
          : `This network does it for its ${last - 1} hidden layers, the last one first, because each needs the deltas of the layer after it.`
      }`,
      formulas: [hiddenDeltaFormula(schedule, hidden.length === 1 ? hidden[0] : null), ...unseen.map(slopeFormula)],
      place: placeOf(schedule, layout.delta(sample, last - 1, 0), say`the delta of ${unit(last - 1, 0)}`),
    },
  ]
}

function gradients(schedule: Schedule): Paragraph[] {
  const { network, batchSize, layout } = schedule
  const sample = sampleFollowed(schedule)
  const source = network.sizes[0] - 1
  const bias = (): Paragraph => ({
    text: tell`A bias moves the weighted sum one to one, like a weight on an input that is always 1. So ${symbol('δ', 'j')} itself is its gradient:`,
    formulas: [operationFormula(schedule, 'share', 1)],
    place: placeOf(schedule, layout.share(sample, 1, 0, null), say`the gradient of the bias of ${unit(1, 0)}`),
  })
  return [
    {
      text: tell`The hard part is done. The gradient of a weight is the delta at the end of its edge times the activation at its start. Where that activation is 0, this sample asks for no change. For sample ${symbol('n')}:`,
      formulas: [operationFormula(schedule, 'share', 1, 'i')],
      place: placeOf(
        schedule,
        layout.share(sample, 1, 0, source),
        say`the gradient of the weight from ${unit(0, source)} to ${unit(1, 0)}`,
      ),
    },
    ...(network.trainBiases ? [bias()] : []),
    {
      text: tell`Each sample has such a share in every gradient, and the shares may pull in different directions. Added up, they say how the loss of the batch changes with the weight. ${network.reduction === 'mean' && batchSize > 1 ? `(The deltas were divided by ${batchSize} already.)` : ''}`,
      formulas: [operationFormula(schedule, 'gradient', 1, 'i')],
      place: placeOf(
        schedule,
        layout.gradient(1, 0, source),
        say`the shares from ${unit(0, source)} to ${unit(1, 0)} added up`,
      ),
    },
  ]
}

function update(schedule: Schedule): Paragraph[] {
  const { network, layout } = schedule
  const source = network.sizes[0] - 1
  return [
    {
      text: tell`A gradient tells which way the loss goes up. We want down, so ${network.trainBiases ? 'every weight and every bias' : 'every weight'} takes a small step against its gradient:`,
      formulas: [
        operationFormula(schedule, 'update', 1, 'i'),
        ...(network.trainBiases ? [operationFormula(schedule, 'update', 1)] : []),
      ],
      place: placeOf(
        schedule,
        layout.updated(1, 0, source),
        say`the new weight from ${unit(0, source)} to ${unit(1, 0)}`,
      ),
    },
    {
      text: tell`How small is set by the learning rate ${symbol('η')}, here ${number(layout.learningRate)}. With a tiny one, training takes forever; with a large one, a step may leap over the valley, and the loss rises instead.`,
    },
    {
      text: tell`If you know the classic NumPy XOR program: it starts from target minus prediction, so it carries −δ, and adds at the end instead of subtracting. That is the same step. Its sigmoid_derivative expects the activation, not the weighted sum.`,
    },
  ]
}

/** What comes up in a course beside the steps. */
function questions(schedule: Schedule): Paragraph[] {
  const { network, batchSize } = schedule
  return [
    {
      lead: 'The sign ∂.',
      text: tell`It is a d for a number that depends on several others. ∂L/∂w says how fast ${symbol('L')} grows while ${symbol('w')} alone is moved and every other weight stays where it is.`,
    },
    {
      lead: 'Matrices.',
      text: tell`Put the weights of a layer into a matrix W with a row for each unit, and all its weighted sums are one line, z = W a + b. The way back goes over the same matrix, turned on its side. The NumPy program does it so, for all samples at once.`,
    },
    {
      lead: 'Two losses.',
      text: tell`For one output with a sigmoid, squared error counts ½(ŷ − y)² and cross-entropy the logarithm −ln of what was given to the right answer. On the way back the first leaves (ŷ − y) · ŷ(1 − ŷ), the second just ŷ − y. So an output that is sure and wrong, where ŷ(1 − ŷ) is nearly 0, hardly learns from the first, and learns most from the second.`,
    },
    {
      lead: 'Batch, stochastic, epoch.',
      text: tell`An update may be made from all samples, from a batch of some, or from a single one, which is called stochastic: less work for each step, on a way that wavers more. Here ${counted(batchSize, 'sample')} ${batchSize === 1 ? 'makes' : 'make'} an update. Once through all the data is an epoch.`,
    },
    {
      lead: 'When to stop.',
      text: tell`When the loss hardly falls any more, or the answers are good enough. With real data one keeps some samples aside and stops when the loss of those begins to rise: from there on the network learns its samples by heart.`,
    },
    vanishing(network),
    ...(isLikeXor(schedule) ? [plateau] : []),
  ]
}

/** Why little arrives at the first layer, with what its slopes leave at most. */
function vanishing({ activations: names }: Network): Paragraph {
  const left = names.reduce((product, name) => product * activations[name].largestSlope, 1)
  const each = distinct(names).map(
    (name) => `that of the ${activations[name].label} is never above ${formatGiven(activations[name].largestSlope)}`,
  )
  return {
    lead: 'Gradients that vanish.',
    text: tell`Each layer on the way back multiplies by a slope; ${listed(each)}. ${
      left < 1
        ? `Through ${counted(names.length, 'layer')}, as here, the slopes leave at most ${formatSignificant(left, 2)} of what set out, and with more layers ever less: the first ones learn slowest.`
        : 'So the slopes alone need not make it smaller, but where many of them are near 0, nothing arrives at the first layer, and it does not learn.'
    }`,
  }
}

/** As the classic program has it: of other data and other losses the next is not true. */
const isLikeXor = ({ network, batchSize }: Schedule): boolean =>
  network.sizes.join() === '2,2,1' &&
  network.activations.every((name) => name === 'sigmoid') &&
  network.loss === 'halfSquaredError' &&
  network.reduction === 'sum' &&
  batchSize === 4

const plateau: Paragraph = {
  lead: 'The plateau.',
  text: tell`From its usual start, XOR keeps a loss near 0.5 for about 2,000 iterations. Four predictions of 0.5 cost just that, ½ · 0.25 each. The hidden units still rise and fall together, and from such a pair the output cannot tell the samples apart. What pushes them apart is tiny, but it grows with the difference; once they part, the loss falls quickly.`,
}

const ideas: readonly Paragraph[] = [
  {
    lead: 'Gradient descent.',
    text: tell`Picture the loss as a landscape, and the weights and biases as the place where you stand. Every update goes a little way downhill. You arrive in a valley, if perhaps not in the deepest.`,
  },
  {
    lead: 'Chain rule.',
    text: tell`Each delta is made from those after it, so nothing is worked out twice. One pass back yields all the gradients, for not much more work than one pass forward.`,
  },
  {
    lead: 'Again and again.',
    text: tell`One update achieves little. It takes many rounds, often thousands, until the loss hardly falls any more. Press play to watch it.`,
  },
]

/**
 * The sample on which everything is shown: the second, if there is one. The first of XOR has the inputs 0, 0, where
 * the first layer's weights have no gradient.
 */
const sampleFollowed = ({ batchSize }: Schedule): number => Math.min(1, batchSize - 1)

function placeOf(schedule: Schedule, slot: Slot | null, label: Phrase): StoryPlace {
  const k = slot === null ? null : writerOf(schedule, slot)
  if (k === null) throw new Error('A place of the story is where a number is computed.')
  return { k, label }
}

const hiddenActivations = ({ activations: names }: Network): ActivationName[] => distinct(names.slice(0, -1))

function activationsUsed(network: Network): string {
  const names = distinct(network.activations)
  const hidden = hiddenActivations(network)
  const labels = network.activations.map((name) => `the ${activations[name].label}`)
  const words = names.map((name) => activationWords[name].value).join(' ')
  if (names.length === 1) return `Here that is ${labels[0]} everywhere. ${words}`
  if (hidden.length > 1) return `Here they are, layer by layer, ${listed(labels)}. ${words}`
  return `Here that is ${labels[0]} in the hidden units and ${labels.at(-1)} at the output. ${words}`
}

/** What hidden layers are good for. */
const bendWords = (network: Network): string =>
  hiddenActivations(network).every((name) => name === 'identity')
    ? 'As the identity is a straight line, all layers together can do no more than one.'
    : 'The hidden activations must not be straight lines: otherwise all layers together could do no more than one.'

function hiddenWords({ sizes }: Network): string {
  const hidden = sizes.slice(1, -1)
  if (hidden.length === 0) return ' directly, without a hidden layer'
  if (hidden.length === 1) return `, with one hidden layer of ${counted(hidden[0], 'unit')} in between`
  return `, with ${hidden.length} hidden layers of ${listed(hidden.map(String))} units in between`
}

function divisorWords({ network, batchSize }: Schedule): string {
  const outputs = outputDivisor(network)
  const divisor = lossDivisor(network, batchSize)
  if (divisor === 1) return ''
  const means = [outputs > 1 ? `the ${outputs} outputs` : '', divisor > outputs ? `the ${batchSize} samples` : '']
  return `It is divided by ${divisor}, because the loss is a mean over ${listed(means.filter((mean) => mean !== ''))}.`
}

const prediction = (network: Network): SymbolPart => ofOutput(network, 'ŷ')
const target = (network: Network): SymbolPart => ofOutput(network, 'y')

const ofOutput = (network: Network, letter: string): SymbolPart =>
  symbol(letter, network.sizes[outputLayer(network)] > 1 ? 'j' : '')

const symbol = (letter: string, below = '', above = ''): SymbolPart => ({ kind: 'symbol', letter, below, above })

/** As `say`, with symbols */
function tell(texts: TemplateStringsArray, ...parts: StoryPart[]): StoryText {
  return texts
    .flatMap((text, index) => (index < parts.length ? [text, parts[index]] : [text]))
    .filter((part) => part !== '')
}

const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`

const listed = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`

const distinct = <Item>(items: readonly Item[]): Item[] => [...new Set(items)]
