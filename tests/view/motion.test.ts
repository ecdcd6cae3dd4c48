import { describe, expect, it } from 'vitest'
import { classicXor, type Experiment } from '../../src/experiment/experiment.ts'
import type { LessonStore } from '../../src/store/lesson.ts'
import { speeds } from '../../src/store/speeds.ts'
import type { StepSize } from '../../src/store/stops.ts'
import { formatChange } from '../../src/explain/number.ts'
import { edgeWidth } from '../../src/view/chart/scales.ts'
import type { Act, Journey } from '../../src/view/motion/acts.ts'
import { magnificationOf } from '../../src/view/motion/choreography.ts'
import { createMotions, motionBetween, type Motion } from '../../src/view/motion/motion.ts'
import { lessonOf, threeByThree } from '../store/helpers.ts'

/** The motion of a step from a moment of a run of XOR. The third sample, (1, 0), begins after 44 operations. */
function motionOf(step: number, { direction = 1, size = 'operation', experiment = classicXor }: Asked = {}) {
  const { lesson } = lessonOf(experiment, { iteration: 3, step })
  lesson.getState().setStepSize(size)
  return during(lesson, () => lesson.getState().step(direction))
}

interface Asked {
  direction?: 1 | -1
  size?: StepSize
  experiment?: Experiment
}

function during(lesson: LessonStore, action: () => void): Motion | null {
  const before = lesson.getState()
  action()
  return motionBetween(before, lesson.getState())
}

const isJourney = (act: Act): act is Journey => act.kind === 'journey'
const journeysOf = (motion: Motion | null): Journey[] => motion!.acts.filter(isJourney)
const landingsOf = (motion: Motion | null) => motion!.acts.filter((act) => act.kind === 'landing')
const arrivalOf = ({ stops }: Journey): number => stops[stops.length - 1].time

describe('A weighted sum', () => {
  it('is written only when every input has come along its edge and met its weight there, and the bias has come too', () => {
    const motion = motionOf(44)
    const journeys = journeysOf(motion)
    expect(journeys).toHaveLength(3)
    const [x1] = journeys
    const edge = { layer: 1, unit: 0, source: 0 }
    expect(x1.stops.map(({ spot }) => spot)).toEqual([
      { edge, part: 'start' },
      { edge, part: 'label' },
      { edge, part: 'label' },
      { edge, part: 'end' },
    ])
    const [, met, product] = x1.faces.map(({ text }) => text)
    expect(x1.faces[0].text).toBe('1')
    expect(met).toMatch(/^1 × [+−]\d\.\d{4}$/)
    expect(product).toBe(met.replace('1 × ', ''))
    const [{ time }] = landingsOf(motion)
    for (const journey of journeys) expect(arrivalOf(journey)).toBeLessThan(time)
    expect(motion!.duration).toBe(600)
  })

  it('gets nothing of a product of 0, which fades on its way', () => {
    const [x1, x2] = journeysOf(motionOf(44))
    const lastSeen = ({ faces }: Journey) => faces[faces.length - 1].to
    expect(lastSeen(x1)).toBe(arrivalOf(x1))
    expect(lastSeen(x2)).toBeLessThan(arrivalOf(x2))
  })
})

describe('On the way back', () => {
  it('δ goes from the end of an edge to its start, and comes in times the weight', () => {
    const [journey] = journeysOf(motionOf(53))
    expect(journey.stops.map(({ spot }) => 'wayBack' in spot && spot.part)).toEqual(['end', 'label', 'label', 'start'])
    expect(journey.faces[1].text).toMatch(/^[+−]0\.\d{4} × [+−]\d\.\d{4}$/)
  })

  it('what came back to a unit shrinks by the slope into δ, and the tangent turns to that slope', () => {
    const motion = motionOf(54)!
    const ring = motion.acts.find((act) => act.kind === 'ring')!
    const [dLda, delta] = ring.values
    expect(ring).toMatchObject({ of: 'delta', layer: 1, unit: 0 })
    expect(Math.abs(delta)).toBeLessThan(Math.abs(dLda))
    expect(Math.abs(delta)).toBeGreaterThan(0)
    expect(motion.acts.some(({ kind }) => kind === 'swing')).toBe(true)
  })

  it('δ and the activation meet on the edge and become the share of its weight', () => {
    const [delta, a, share] = journeysOf(motionOf(57))
    const edge = { layer: 2, unit: 0, source: 0 }
    const spots = ({ stops }: Journey) => stops.map(({ spot }) => spot)
    expect(spots(delta)).toEqual([
      { wayBack: edge, part: 'end' },
      { edge, part: 'gradient' },
    ])
    expect(spots(a)).toEqual([
      { edge, part: 'start' },
      { edge, part: 'gradient' },
    ])
    expect(share.faces[0].from).toBe(arrivalOf(delta))
  })
})

describe('An update', () => {
  it('says how much a weight changes, and draws it larger only where it could not be seen', () => {
    expect(magnificationOf(1, 8)).toBe(1)
    const drawn = (edgeWidth(2.0001) - edgeWidth(2)) * magnificationOf(2, 2.0001)
    expect(drawn).toBeGreaterThanOrEqual(2)
    expect(drawn).toBeLessThan(30)
    expect(magnificationOf(2, 2)).toBe(1)
    const motion = motionOf(98)!
    const widening = motion.acts.find((act) => act.kind === 'widening')!
    const [before, after] = widening.weights
    expect(widening.magnified).toBe(magnificationOf(before, after))
    expect(widening.magnified).toBeGreaterThan(1)
    const [face] = journeysOf(motion)[0].faces
    expect(face).toMatchObject({
      text: `Δ ${formatChange(after - before)}`,
      note: `drawn ×${widening.magnified.toLocaleString('en')}`,
    })
  })
})

describe('A step', () => {
  it('back shows what the step forward showed, backwards', () => {
    const forward = motionOf(52)!
    const back = motionOf(53, { direction: -1 })!
    expect(back).toEqual({ ...forward, isReversed: true })
    expect(forward.isReversed).toBe(false)
  })

  it('of a stage is a wave, layer after layer in the direction of the pass, in about the time of an operation', () => {
    const layersOf = (motion: Motion | null) =>
      landingsOf(motion)
        .sort((one, other) => one.time - other.time)
        .map(({ slot }) => slot)
    const forward = motionOf(44, { size: 'stage' })!
    const { layout } = lessonOf().lesson.getState().schedule
    expect(layersOf(forward)).toEqual([
      layout.weightedSum(2, 1, 0),
      layout.weightedSum(2, 1, 1),
      layout.activation(2, 1, 0),
      layout.activation(2, 1, 1),
      layout.weightedSum(2, 2, 0),
      layout.activation(2, 2, 0),
    ])
    const backward = motionOf(51, { size: 'stage' })!
    expect(layersOf(backward)).toEqual([
      layout.activationGradient(2, 2, 0),
      layout.delta(2, 2, 0),
      layout.activationGradient(2, 1, 0),
      layout.activationGradient(2, 1, 1),
      layout.delta(2, 1, 0),
      layout.delta(2, 1, 1),
    ])
    for (const { duration } of [forward, backward]) expect(duration).toBeLessThanOrEqual(900)
  })

  it.each([
    ['XOR', classicXor],
    ['two hidden layers', threeByThree],
    ['cross-entropy', { ...classicXor, loss: 'binaryCrossEntropy' } as const],
    ['no biases', { ...classicXor, trainBiases: false } as const],
  ])('of any operation of %s moves in time and order, and writes what is computed', (_, experiment) => {
    const { lesson } = lessonOf(experiment, { iteration: 3, step: 0 })
    const { schedule } = lesson.getState()
    for (let k = 0; k < schedule.count; k++) {
      const motion = during(lesson, () => lesson.getState().step(1))
      expect(landingsOf(motion).map(({ slot }) => slot)).toEqual([schedule.layout.givenCount + k])
      for (const { stops, faces } of journeysOf(motion)) {
        const times = [0, ...stops.map(({ time }) => time), 1]
        expect(times).toEqual([...times].sort((one, other) => one - other))
        const seen = [0, ...faces.flatMap(({ from, to }) => [from, to]), 1]
        expect(seen).toEqual([...seen].sort((one, other) => one - other))
        for (const { text } of faces) expect(text).not.toMatch(/NaN|undefined/)
      }
    }
  })
})

describe('Nothing moves', () => {
  it('on a jump, over the border of an iteration, and while a number is asked about', () => {
    const { lesson } = lessonOf(classicXor, { iteration: 3, step: 5 })
    const go = (iteration: number, step: number) => () => lesson.getState().jumpTo({ iteration, step })
    expect(during(lesson, go(3, 9))).toBeNull()
    expect(during(lesson, go(4, 10))).toBeNull()
    expect(during(lesson, go(4, 11))).not.toBeNull()
    expect(motionOf(45, { direction: -1 }), 'back to another sample').toBeNull()
    const { layout } = lesson.getState().schedule
    expect(during(lesson, () => lesson.getState().askWhy(layout.weightedSum(0, 1, 0)))).toBeNull()
  })

  it('when steps follow each other within the blink of an eye', () => {
    const { lesson } = lessonOf(classicXor, { iteration: 3, step: 0 })
    let now = 1000
    const motions = createMotions(lesson.getState(), () => now)
    const stepAfter = (time: number): Motion | null => {
      now += time
      lesson.getState().step(1)
      return motions(lesson.getState())
    }
    const first = stepAfter(0)
    expect(first).not.toBeNull()
    expect(motions(lesson.getState())).toBe(first)
    for (let repeat = 0; repeat < 5; repeat++) expect(stepAfter(33)).toBeNull()
    expect(stepAfter(500)).not.toBeNull()
  })
})

describe('Played', () => {
  const played = (perSecond: number, unit: 'operation' | 'stage' = 'operation', to = 45): Motion | null => {
    const { lesson } = lessonOf(classicXor, { iteration: 3, step: 44 })
    lesson.getState().setSpeed(speeds.findIndex((speed) => speed.unit === unit && speed.perSecond === perSecond))
    lesson.getState().play()
    return during(lesson, () => lesson.getState().goTo({ iteration: 3, step: to }))
  }

  it('a stage runs through all its layers', () => {
    const motion = played(1, 'stage', 50)
    expect(landingsOf(motion)).toHaveLength(6)
    expect(motion!.duration).toBeLessThanOrEqual(600)
  })

  it('a step takes at most six tenths of its time', () => {
    for (const perSecond of [0.5, 1, 3]) expect(played(perSecond)!.duration).toBeLessThanOrEqual(600 / perSecond)
  })

  it('nothing moves at ten steps a second and more', () => {
    for (const perSecond of [10, 40]) expect(played(perSecond)).toBeNull()
  })
})
