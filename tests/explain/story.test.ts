import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { activations } from '../../src/engine/activations.ts'
import { createKernels } from '../../src/engine/kernels.ts'
import { losses } from '../../src/engine/losses.ts'
import { outputLayer } from '../../src/engine/network.ts'
import { stages } from '../../src/engine/place.ts'
import { operationAt, type Schedule } from '../../src/engine/schedule.ts'
import {
  batchAt,
  classicXor,
  networkOf,
  scheduleOf,
  startParameters,
  type Experiment,
} from '../../src/experiment/experiment.ts'
import { storyOf, type Chapter, type Paragraph, type StoryPlace, type StoryText } from '../../src/explain/story.ts'
import type { GeneralFormula, Term } from '../../src/explain/generalFormulas.ts'
import { generalSymbol, type GeneralSymbol, type Letter } from '../../src/explain/generalSymbol.ts'
import { write, type Notation } from '../../src/explain/notation.ts'
import { textNotation } from '../../src/explain/textNotations.ts'
import { evaluate } from '../../src/engine/formula/evaluate.ts'
import type { GeneralExpression } from '../../src/engine/formula/inGeneral.ts'
import { start } from '../engine/arbitraries.ts'
import { expand } from '../engine/expand.ts'
import { numbersOf } from '../engine/iteration.ts'

/** A slope follows the formula that it is for. */
const ofFormula = ({ formulas }: Paragraph) => formulas?.[0]

describe('The story', () => {
  it('has a chapter for every stage, in their order', () => {
    fc.assert(
      fc.property(start, ({ schedule }) => {
        const taught = storyOf(schedule).flatMap(({ stage }) => (stage === null ? [] : [stage]))
        expect(taught).toEqual(stages)
      }),
    )
  })

  it('names the activations and the loss of the network, each in its chapter', () => {
    fc.assert(
      fc.property(start, ({ schedule }) => {
        const [, forward, loss] = storyOf(schedule).map((chapter) => textOf(chapter.paragraphs))
        for (const name of schedule.network.activations) expect(forward).toContain(`the ${activations[name].label}`)
        expect(loss).toContain(`This network uses the ${losses[schedule.network.loss].label}`)
      }),
    )
  })

  it('leaves no gap where a word or a number should be', () => {
    fc.assert(
      fc.property(start, ({ schedule }) => {
        expect(wholeText(schedule)).not.toMatch(/undefined|NaN|null|\[object/)
      }),
    )
  })

  it('tells of hidden layers only where there are some, and of the gradient of a bias only where it is trained', () => {
    fc.assert(
      fc.property(start, ({ schedule }) => {
        const { network } = schedule
        const made = paragraphs(schedule).flatMap(({ formulas = [] }) =>
          formulas.map(({ operation, left }) => `${operation} ${left.kind === 'number' && left.of.kind}`),
        )
        expect(made.includes('backSum dLda')).toBe(network.sizes.length > 2)
        expect(made.includes('share gb')).toBe(network.trainBiases)
        expect(made.includes('update b')).toBe(network.trainBiases)
      }),
    )
  })

  it('says why XOR needs more where there is no hidden layer, and nowhere else', () => {
    fc.assert(
      fc.property(start, ({ schedule }) => {
        const leads = paragraphs(schedule).map(({ lead }) => lead)
        expect(leads.includes('Why XOR needs more.')).toBe(schedule.network.sizes.length === 2)
      }),
    )
  })

  it.each(['halfSquaredError', 'meanSquaredError', 'binaryCrossEntropy'] as const)(
    'is right that without a hidden layer every prediction of XOR ends near 0.5: %s',
    (loss) => {
      for (const seed of [1, 2, 3, 42]) {
        const experiment: Experiment = { ...classicXor, hiddenSizes: [], loss, learningRate: 1, seed }
        const kernels = createKernels(networkOf(experiment), 4)
        const { inputs, targets } = batchAt(experiment, 0)
        kernels.writeParameters(startParameters(experiment))
        kernels.setBatch(inputs, targets)
        for (let iteration = 0; iteration < 1000; iteration++) {
          kernels.forward()
          kernels.backward()
          kernels.update(1)
        }
        kernels.forward()
        for (let sample = 0; sample < 4; sample++) expect(kernels.activation(sample, 1, 0)).toBeCloseTo(0.5, 2)
      }
    },
  )

  it('shows each operation that it gives a formula for', () => {
    fc.assert(
      fc.property(start, ({ schedule }) => {
        const unshown = paragraphs(schedule).filter(({ formulas, place }) => formulas && !place)
        expect(unshown.map((paragraph) => ofFormula(paragraph)?.operation)).toEqual([null, null])
      }),
    )
  })

  it('says how much of a gradient the slopes of its layers leave at most', () => {
    const of = (changes: Partial<Experiment>) => wholeText(scheduleOf({ ...classicXor, ...changes }))
    expect(of({})).toContain('Through 2 layers, as here, the slopes leave at most 0.063 of what set out')
    expect(of({ hiddenSizes: [2, 2, 2] })).toContain('at most 0.0039 of')
    expect(of({ hiddenActivation: 'relu', outputActivation: 'identity' })).not.toContain('leave at most')
  })

  it('tells of the plateau of XOR only where it is to be seen', () => {
    expect(wholeText(scheduleOf(classicXor))).toContain('The plateau.')
    expect(wholeText(scheduleOf({ ...classicXor, hiddenSizes: [4] }))).not.toContain('The plateau.')
    expect(wholeText(scheduleOf({ ...classicXor, loss: 'binaryCrossEntropy' }))).not.toContain('The plateau.')
  })

  it('takes a few minutes to read', () => {
    const words = wholeText(scheduleOf(classicXor)).match(/\S*\p{Letter}\S*/gu) ?? []
    expect(words.length).toBeGreaterThan(600)
    expect(words.length).toBeLessThan(1400)
  })
})

describe('A place', () => {
  it('is where the operation of the paragraph is done, in the stage of the chapter', () => {
    fc.assert(
      fc.property(start, ({ schedule }) => {
        for (const { chapter, paragraph, place } of places(schedule)) {
          const { name, stage } = operationAt(schedule, place.k)
          expect(name).toBe(ofFormula(paragraph)?.operation ?? 'activation')
          expect(stage).toBe(chapter.stage)
        }
      }),
    )
  })

  it('is at the unit and the edge that its label names', () => {
    fc.assert(
      fc.property(start, ({ schedule }) => {
        for (const { place } of places(schedule)) {
          const { layer, unit, source } = operationAt(schedule, place.k)
          const named = place.label.flatMap((part) =>
            typeof part !== 'string' && part.kind === 'unit' ? [[part.layer, part.unit]] : [],
          )
          const ends =
            source === null
              ? [[layer, unit]]
              : [
                  [layer - 1, source],
                  [layer, unit],
                ]
          // A loss is no unit's.
          expect(named).toEqual(layer > outputLayer(schedule.network) ? [] : ends)
        }
      }),
    )
  })

  it('is at an output or at a hidden unit, as the paragraph has it', () => {
    fc.assert(
      fc.property(start, ({ schedule }) => {
        const last = outputLayer(schedule.network)
        for (const { paragraph, place } of places(schedule)) {
          const { layer } = operationAt(schedule, place.k)
          const formula = ofFormula(paragraph)
          if (formula === undefined) expect(layer).toBe(last)
          if (
            formula?.operation === 'delta' ||
            formula?.operation === 'lossDerivative' ||
            formula?.operation === 'backSum'
          ) {
            expect(formula.left).toMatchObject({ kind: 'number', of: { layer } })
            expect([last, last - 1]).toContain(layer)
          }
        }
      }),
    )
  })

  it('is about the second sample, if there is one', () => {
    fc.assert(
      fc.property(start, ({ schedule }) => {
        for (const { place } of places(schedule)) {
          expect([Math.min(1, schedule.batchSize - 1), 'batch']).toContain(operationAt(schedule, place.k).sample)
        }
      }),
    )
  })
})

describe('A formula of the story', () => {
  it('gives, at its place, the number that is to be seen there', () => {
    fc.assert(
      fc.property(start, (drawn) => {
        const { schedule } = drawn
        const numberOf = numbersOf(drawn)
        for (const { paragraph, place } of places(schedule)) {
          const formula = ofFormula(paragraph)
          const operation = operationAt(schedule, place.k)
          if (!formula || standsForSeveral(paragraph, schedule)) continue
          for (const side of formula.right) {
            const value = evaluate(expand(side as GeneralExpression, schedule, operation), numberOf)
            expect(value, operation.name).toBeCloseTo(numberOf(operation.target), 9)
          }
        }
      }),
    )
  })

  const cases: [string, Partial<Experiment>, string[]][] = [
    [
      'one hidden layer',
      {},
      [
        'z_j = Σ_i w_ji · a_i + b_j',
        'a_j = σ(z_j) = 1 / (1 + exp(−z_j))',
        'L_n = ((ŷ − y)²) / 2',
        'L = Σ_n L_n',
        'δ_j = ∂L/∂z_j',
        '∂L/∂w_ji = ∂L/∂a_j · ∂a_j/∂z_j · ∂z_j/∂w_ji',
        '∂L/∂ŷ = ŷ − y',
        'δ_j = ∂L/∂a_j · σ′(z_j)',
        'σ′(z_j) = a_j · (1 − a_j)',
        '∂L/∂a_j = Σ_k w_kj · δ_k',
        'δ_j = (Σ_k w_kj · δ_k) · σ′(z_j)',
        '(∂L/∂w_ji)_n = δ_j · a_i',
        '(∂L/∂b_j)_n = δ_j',
        '∂L/∂w_ji = Σ_n (∂L/∂w_ji)_n',
        'w_ji ← w_ji − η · ∂L/∂w_ji',
        'b_j ← b_j − η · ∂L/∂b_j',
      ],
    ],
    [
      'means and ReLU',
      { hiddenActivation: 'relu', loss: 'meanSquaredError', reduction: 'mean' },
      [
        'a_j = ReLU(z_j) = max(z_j, 0)',
        'L_n = (ŷ − y)²',
        'L = (Σ_n L_n) / 4',
        '∂L/∂ŷ = (2 · (ŷ − y)) / 4',
        'σ′(z_j) = a_j · (1 − a_j)',
        'ReLU′(z_j) = 1 if z_j > 0, otherwise 0',
      ],
    ],
    ['cross-entropy', { loss: 'binaryCrossEntropy' }, ['L_n = −((y · ln(ŷ) + (1 − y) · ln(1 − ŷ)))', 'δ_ŷ = ŷ − y']],
  ]
  it.each(cases)('is that of the books: %s', (_, changes, expected) => {
    const told = paragraphs(scheduleOf({ ...classicXor, ...changes })).flatMap(({ formulas = [] }) =>
      formulas.map(inText),
    )
    expect(told).toEqual(expect.arrayContaining(expected))
    if (Object.keys(changes).length === 0) expect(told).toEqual(expected)
  })
})

/** The error at a hidden unit, where layers have different activations, and the activation itself */
const standsForSeveral = ({ formulas = [] }: Paragraph, { network }: Schedule): boolean =>
  new Set(network.activations).size > 1 &&
  formulas.some(({ operation }) => operation === 'delta' || operation === 'activation')

function inText({ left, relation, right, outputs }: GeneralFormula): string {
  const text = textNotation<Term>(null, (term) => symbolText(generalSymbol(term, outputs)))
  const notation: Notation<string, Term> = {
    ...text,
    sumOver: (index, term) => (outputs === 1 && index === 'j' ? term : text.sumOver(index, term)),
  }
  return [write(left, notation), ...right.map((side) => write(side, notation))].join(` ${relation} `)
}

function symbolText(symbol: GeneralSymbol): string {
  if (symbol.kind === 'letter') return letterText(symbol)
  const derivative = `∂${letterText(symbol.top)}/∂${letterText(symbol.of)}`
  return symbol.sample === null ? derivative : `(${derivative})_${symbol.sample}`
}

const letterText = ({ letter, below }: Letter): string => (below === '' ? letter : `${letter}_${below}`)

const paragraphs = (schedule: Schedule): Paragraph[] => storyOf(schedule).flatMap((chapter) => chapter.paragraphs)

interface Found {
  readonly chapter: Chapter
  readonly paragraph: Paragraph
  readonly place: StoryPlace
}

const places = (schedule: Schedule): Found[] =>
  storyOf(schedule).flatMap((chapter) =>
    chapter.paragraphs.flatMap((paragraph) =>
      paragraph.place ? [{ chapter, paragraph, place: paragraph.place }] : [],
    ),
  )

const wholeText = (schedule: Schedule): string => textOf(paragraphs(schedule))

const textOf = (told: readonly Paragraph[]): string =>
  told.map(({ lead = '', text }) => `${lead} ${plain(text)}`).join('\n')

/** The words, with each symbol, unit and number as a single word */
const plain = (text: StoryText): string =>
  text
    .map((part) => (typeof part === 'string' ? part : part.kind === 'symbol' ? part.letter + part.below : '#'))
    .join('')
