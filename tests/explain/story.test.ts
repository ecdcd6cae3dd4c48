import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { activations } from '../../src/engine/activations.ts'
import { losses } from '../../src/engine/losses.ts'
import { outputLayer } from '../../src/engine/network.ts'
import { stages, type OperationName, type Schedule } from '../../src/engine/schedule.ts'
import { givenNumbers, record } from '../../src/engine/trace.ts'
import { classicXor, scheduleOf } from '../../src/experiment/experiment.ts'
import {
  storyOf,
  type Chapter,
  type GeneralFormula,
  type Paragraph,
  type StoryPlace,
  type StoryText,
} from '../../src/explain/story.ts'
import { start } from '../engine/arbitraries.ts'

/** What one sees at the place of a paragraph, by its first formula. */
const shownBy: Record<GeneralFormula['name'], OperationName> = {
  weightedSum: 'weightedSum',
  activation: 'activation',
  loss: 'loss',
  batchLoss: 'batchLoss',
  delta: 'delta',
  chainRule: 'weightGradient',
  lossDerivative: 'lossDerivative',
  pairedDelta: 'pairedDelta',
  outputDelta: 'delta',
  slope: 'delta',
  backSum: 'backSum',
  hiddenDelta: 'delta',
  weightGradient: 'weightGradient',
  biasGradient: 'biasGradient',
  batchWeightGradient: 'batchWeightGradient',
  weightUpdate: 'weightUpdate',
  biasUpdate: 'biasUpdate',
}

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
        const names = new Set(paragraphs(schedule).flatMap(({ formulas = [] }) => formulas.map(({ name }) => name)))
        expect(names.has('hiddenDelta')).toBe(network.sizes.length > 2)
        expect(names.has('biasGradient')).toBe(network.trainBiases)
        expect(names.has('biasUpdate')).toBe(network.trainBiases)
      }),
    )
  })

  it('shows each operation that it gives a formula for', () => {
    fc.assert(
      fc.property(start, ({ schedule }) => {
        const unshown = paragraphs(schedule).filter(({ formulas, place }) => formulas && !place)
        expect(unshown.map((paragraph) => ofFormula(paragraph)?.name)).toEqual(['delta', 'chainRule'])
      }),
    )
  })

  it('takes a few minutes to read', () => {
    const words = wholeText(scheduleOf(classicXor)).match(/\S*\p{Letter}\S*/gu) ?? []
    expect(words.length).toBeGreaterThan(600)
    expect(words.length).toBeLessThan(900)
  })
})

describe('A place', () => {
  it('is where the operation of the paragraph is done, in the stage of the chapter', () => {
    fc.assert(
      fc.property(start, ({ schedule }) => {
        for (const { chapter, paragraph, place } of places(schedule)) {
          const { operation, stage } = schedule.steps[place.k]
          const formula = ofFormula(paragraph)
          expect(operation).toBe(formula ? shownBy[formula.name] : 'activation')
          expect(stage).toBe(chapter.stage)
        }
      }),
    )
  })

  it('is at the unit and the edge that its label names', () => {
    fc.assert(
      fc.property(start, ({ schedule }) => {
        for (const { place } of places(schedule)) {
          const { layer, unit, source } = schedule.steps[place.k]
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
          const name = ofFormula(paragraph)?.name
          const { layer } = schedule.steps[place.k]
          if (name === 'outputDelta' || name === 'lossDerivative' || name === undefined) expect(layer).toBe(last)
          if (name === 'hiddenDelta' || name === 'backSum') expect(layer).toBe(last - 1)
        }
      }),
    )
  })

  it('is about the second sample, if there is one', () => {
    fc.assert(
      fc.property(start, ({ schedule }) => {
        for (const { place } of places(schedule)) {
          expect([Math.min(1, schedule.batchSize - 1), 'batch']).toContain(schedule.steps[place.k].sample)
        }
      }),
    )
  })
})

describe('A formula of the story', () => {
  it('divides by what the engine divides by', () => {
    fc.assert(
      fc.property(start, ({ schedule, givens }) => {
        const { values } = record(schedule, 0, givenNumbers(schedule, givens))
        const valueIn = (slot: number) => values[schedule.writtenAt[slot]]
        for (const { paragraph, place } of places(schedule)) {
          const formula = ofFormula(paragraph)
          const { operands, operation } = schedule.steps[place.k]
          if (formula?.name === 'batchLoss') {
            const total = operands.reduce((sum, slot) => sum + valueIn(slot), 0)
            expect(values[place.k]).toBeCloseTo(total / formula.divisor, 9)
          }
          if (formula?.name === 'lossDerivative' || formula?.name === 'pairedDelta') {
            const [a, y] = operands
            const target = givenNumbers(schedule, givens)[y]
            const factor = formula.loss === 'meanSquaredError' ? 2 : 1
            expect(values[place.k], operation).toBeCloseTo((factor * (valueIn(a) - target)) / formula.divisor, 9)
          }
        }
      }),
    )
  })
})

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
