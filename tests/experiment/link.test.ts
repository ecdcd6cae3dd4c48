import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { originOf } from '../../src/engine/uses.ts'
import { range } from '../engine/helpers.ts'
import { networkProblem } from '../../src/engine/network.ts'
import type { Cursor } from '../../src/experiment/cursor.ts'
import { classicXor, networkOf, scheduleOf, withPart, type Experiment } from '../../src/experiment/experiment.ts'
import { changed } from '../../src/experiment/changes.ts'
import { fields, type Field, MAX_HIDDEN_LAYERS, MAX_LEARNING_RATE, MAX_SEED } from '../../src/experiment/fields.ts'
import { lookingAtRun, type Looking } from '../../src/experiment/looking.ts'
import { linkOf, readLink } from '../../src/experiment/link.ts'

const start = { iteration: 0, step: 0 }

describe('a link', () => {
  it('holds only what differs from the classic experiment, and the moment', () => {
    const experiment: Experiment = { ...classicXor, learningRate: 0.5, hiddenSizes: [4, 4] }
    expect(linkOf(experiment, { iteration: 120, step: 33 })).toBe('#hidden=4,4&rate=0.5&at=120.33')
    expect(linkOf(classicXor, start)).toBe('#at=0.0')
  })

  it('holds how the samples are batched and whether biases are trained', () => {
    const experiment: Experiment = { ...classicXor, batchSize: 3, trainBiases: false }
    expect(linkOf(experiment, { iteration: 2, step: 5 })).toBe('#batch=3&biases=fixed&at=2.5')
    expect(readLink('#data=XOR&batch=3&biases=fixed&at=2.5').experiment).toEqual(experiment)
  })

  it('says of a network without a hidden layer that it has none', () => {
    const experiment: Experiment = { ...classicXor, hiddenSizes: [] }
    expect(linkOf(experiment, { iteration: 3, step: 9 })).toBe('#hidden=none&at=3.9')
    expect(readLink('#hidden=none&at=3.9').experiment).toEqual(experiment)
  })

  it('says of two moons what is not usual, and reads the rest from that', () => {
    const usual = withPart(classicXor, { dataset: 'moons' })
    const few = withPart(usual, { samples: 50, dataSeed: 7 })
    const batches = { ...few, batchSize: 10 }
    expect(linkOf(usual, start)).toBe('#data=moons&at=0.0')
    expect(linkOf(few, start)).toBe('#data=moons&samples=50&dataseed=7&at=0.0')
    expect(linkOf(batches, start)).toBe('#data=moons&samples=50&dataseed=7&batch=10&at=0.0')
    for (const run of [usual, few, batches]) {
      expect(readLink(linkOf(run, start))).toEqual({
        experiment: run,
        cursor: start,
        looking: lookingAtRun,
        problems: [],
      })
    }
    expect(readLink('#batch=10&dataseed=7&samples=50&data=moons').experiment).toEqual(batches)
  })

  it.each<[link: string, experiment: Partial<Experiment>, cursor: Cursor]>([
    ['#at=0.0', {}, start],
    ['#hidden=4,4&rate=0.5&at=120.33', { hiddenSizes: [4, 4], learningRate: 0.5 }, { iteration: 120, step: 33 }],
    ['#data=xor&at=7.107', {}, { iteration: 7, step: 107 }],
    ['#batch=1&seed=7&at=1000000.1', { batchSize: 1, seed: 7 }, { iteration: 1_000_000, step: 1 }],
    ['#data=xor&batch=3&biases=fixed&at=2.5', { batchSize: 3, trainBiases: false }, { iteration: 2, step: 5 }],
    [
      '#hidden=8,8,8,8&activation=relu&loss=meanSquaredError&reduction=mean&at=3.9',
      { hiddenSizes: [8, 8, 8, 8], hiddenActivation: 'relu', loss: 'meanSquaredError', reduction: 'mean' },
      { iteration: 3, step: 9 },
    ],
  ])('made before there were other data, %s, opens as it did', (link, part, cursor) => {
    expect(readLink(link)).toEqual({
      experiment: { ...classicXor, ...part },
      cursor,
      looking: lookingAtRun,
      problems: [],
    })
  })

  it('has a place for every part of an experiment', () => {
    const read = Object.values<Field>(fields).map((field) => field.read(field.write(classicXor), classicXor))
    const named = read.flatMap((reading) => ('part' in reading ? Object.keys(reading.part) : []))
    expect(new Set(named)).toEqual(new Set(Object.keys(classicXor)))
  })

  it('brings back the experiment and the moment, exactly', () => {
    fc.assert(
      fc.property(experiment, fc.nat(1e9), fc.double({ min: 0, max: 1, noNaN: true }), (run, iteration, share) => {
        const step = Math.round(share * scheduleOf(run).count)
        const link = linkOf(run, { iteration, step })
        expect(readLink(link)).toEqual({
          experiment: run,
          cursor: { iteration, step },
          looking: lookingAtRun,
          problems: [],
        })
      }),
      { numRuns: 30 },
    )
  })

  it('is read with and without its #, in any order and with escapes', () => {
    const expected = {
      experiment: { ...classicXor, learningRate: 0.5, hiddenSizes: [4, 4] },
      cursor: { iteration: 120, step: 33 },
      looking: lookingAtRun,
      problems: [],
    }
    expect(readLink('#rate=0.5&hidden=4,4&at=120.33')).toEqual(expected)
    expect(readLink('at=120.33&&hidden=4%2C4&rate=0.5&')).toEqual(expected)
  })

  it.each(['', '#', '#&'])('that says nothing (%j) is the classic experiment at its start', (hash) => {
    expect(readLink(hash)).toEqual({ experiment: classicXor, cursor: start, looking: lookingAtRun, problems: [] })
  })
})

describe('what is looked at', () => {
  const { layout } = scheduleOf(classicXor)
  const cursor = { iteration: 120, step: 107 }

  it('stands in a link after the moment: panel, sample, and the numbers asked about by their names', () => {
    const trail = [
      { iteration: 120, slot: layout.updated(1, 0, 1)! },
      { iteration: 120, slot: layout.share(3, 2, 0, null)! },
      { iteration: 120, slot: layout.delta(3, 2, 0) },
      { iteration: 119, slot: layout.updated(2, 0, 1)! },
      { iteration: 119, slot: layout.batchLoss },
      { iteration: 119, slot: layout.learningRate },
      { iteration: 0, slot: layout.parameter(2, 0, null) },
    ]
    const looking: Looking = { panel: 'set-up', row: 2, trail }
    const link =
      '#at=120.107&panel=set-up&sample=2&why=w.1.0.1,gb.2.0.3,delta.2.0.3,w.2.0.1@119,loss.3.0@119,eta@119,b.2.0@start'
    expect(linkOf(classicXor, cursor, looking)).toBe(link)
    expect(readLink(link)).toEqual({ experiment: classicXor, cursor, looking, problems: [] })
    expect(readLink(link.replaceAll('@', '%40')).looking).toEqual(looking)
  })

  it('comes back, whatever number of whatever run was asked about', () => {
    const asked = experiment.chain((run) => {
      const schedule = scheduleOf(run)
      const slots = schedule.layout.givenCount + schedule.count
      const one = fc.record({ slot: fc.nat(slots - 1), iteration: fc.nat(50) })
      return fc.record({
        run: fc.constant(run),
        trail: fc.array(one, { maxLength: 8 }),
        row: fc.nat(run.batchSize - 1),
      })
    })
    fc.assert(
      fc.property(asked, ({ run, trail, row }) => {
        const schedule = scheduleOf(run)
        const cursor = { iteration: 50, step: schedule.count }
        const origins = trail.map(({ slot, iteration }) => originOf(schedule, slot, iteration))
        const looking: Looking = { panel: 'read', row, trail: origins }
        expect(readLink(linkOf(run, cursor, looking))).toEqual({ experiment: run, cursor, looking, problems: [] })
      }),
      { numRuns: 100 },
    )
  })

  it('of a batch names the sample of the data, not the row', () => {
    const threes = { ...classicXor, batchSize: 3 }
    const { layout } = scheduleOf(threes)
    const at = { iteration: 1, step: 60 }
    const looking: Looking = { panel: 'overview', row: 1, trail: [{ iteration: 1, slot: layout.activation(1, 1, 0) }] }
    expect(linkOf(threes, at, looking)).toBe('#batch=3&at=1.60&sample=0&why=a.1.0.0')
    expect(readLink('#batch=3&at=1.60&sample=0&why=a.1.0.0').looking).toEqual(looking)
  })

  it('holds the last fifty of a long trail', () => {
    const trail = range(60).map((iteration) => ({ iteration, slot: layout.batchLoss }))
    const { looking } = readLink(linkOf(classicXor, cursor, { ...lookingAtRun, trail }))
    expect(looking.trail).toEqual(trail.slice(-50))
  })

  it.each([
    ['panel=weights', 'The link’s panel=weights is not used. It is one of these: overview, program, read, hidden'],
    ['panel=', 'panel= is not used'],
    ['sample=4', 'The link’s sample=4 is not used. It is no sample of the batch at its moment; the first is 0.'],
    ['sample=-1', 'sample=-1 is not used'],
    ['sample=1e0', 'sample=1e0 is not used'],
    ['batch=1&sample=1', 'sample=1 is not used'],
    ['why=', 'The link asks why of “”: no number is called so at its moment.'],
    ['why=41', 'The link asks why of “41”'],
    ['why=weight.1.0.1', 'The link asks why of “weight.1.0.1”'],
    ['why=w.1.0.2', 'why of “w.1.0.2”'],
    ['why=w.1.2.0', 'why of “w.1.2.0”'],
    ['why=w.3.0.0', 'why of “w.3.0.0”'],
    ['why=w.01.0.1', 'why of “w.01.0.1”'],
    ['why=w.1.0', 'why of “w.1.0”'],
    ['why=w.1.0.1.0', 'why of “w.1.0.1.0”'],
    ['why=a.1.0.4', 'why of “a.1.0.4”'],
    ['why=a.0.0.1', 'why of “a.0.0.1”'],
    ['why=z.0.0.1', 'why of “z.0.0.1”'],
    ['why=eta@start', 'why of “eta@start”'],
    ['why=constructor', 'why of “constructor”'],
    ['why=a.1.0.1@1', 'why of “a.1.0.1@1”'],
    ['why=a.1.0.1', 'why of “a.1.0.1”'],
    ['why=,,x.0.0.9', 'why of “” and 2 more'],
  ])('that cannot be, %j, is told, and the run is looked at', (hash, words) => {
    const { looking, problems } = readLink(hash)
    expect(problems).toEqual([expect.stringContaining(words)])
    expect(looking).toEqual(lookingAtRun)
  })

  it('keeps the good part of a trail', () => {
    const { looking, problems } = readLink('#at=0.9&why=a.1.0.0,foo,x.0.1.3')
    expect(looking.trail).toEqual([
      { iteration: 0, slot: layout.activation(0, 1, 0) },
      { iteration: 0, slot: layout.activation(3, 0, 1) },
    ])
    expect(problems).toHaveLength(1)
  })
})

describe('a link of two megabytes', () => {
  it.each(['a&', '%&', '&', 'rate=1&', 'why=a&'])(
    'of the parts %j is read at once, and told in one sentence',
    (part) => {
      const hash = `#${part.repeat(2_000_000 / part.length)}`
      const before = performance.now()
      const { problems } = readLink(hash)
      expect(performance.now() - before).toBeLessThan(500)
      expect(problems.filter((problem) => problem.includes('more than 100 parts'))).toHaveLength(1)
      expect(problems.join(' ').length).toBeLessThan(300)
    },
  )

  it.each(['hidden', 'why', 'rate', 'panel', 'x'])('of one value, for %s, likewise', (key) => {
    const before = performance.now()
    const { problems } = readLink(`#${key}=${'1,'.repeat(1e6)}`)
    expect(performance.now() - before).toBeLessThan(500)
    expect(problems).toHaveLength(1)
    expect(problems[0].length).toBeLessThan(200)
  })
})

describe('a link with mistakes', () => {
  it('tells each once, and of many the first five and how many more there are', () => {
    expect(readLink('#a=1&a=2&a=3').problems).toEqual(['The link sets “a”, which is not known here.'])
    const { problems } = readLink(
      `#${range(20)
        .map((each) => `k${each}`)
        .join('&')}`,
    )
    expect(problems).toHaveLength(6)
    expect(problems[5]).toBe('There are 15 more mistakes in it.')
  })

  it.each([
    ['rate=-1', 'The link’s rate=-1 is not used. The learning rate must be larger than 0'],
    ['rate', 'The learning rate is missing'],
    ['hidden=4,65', 'The hidden units must be'],
    ['hidden=', 'The hidden units must be'],
    ['seed=1.5', 'The seed must be'],
    ['activation=softmax', '“Hidden activation” takes one of these'],
    ['data=iris', 'The link’s data=iris is not used. “Data” takes one of these: xor, moons.'],
    ['samples=100', 'The link’s samples=100 is not used. XOR has 4 samples, no more and no fewer.'],
    ['dataseed=7', 'The link’s dataseed=7 is not used. XOR is not made by a seed.'],
    ['batch=0', 'A batch of XOR must be a whole number of samples from 1 to 4.'],
    ['batch=5', 'A batch of XOR must be'],
    ['batch=1.5', 'A batch of XOR must be'],
    ['biases=false', '“Biases” takes one of these: trained, fixed.'],
    ['colour=red', 'The link sets “colour”, which is not known here.'],
    ['__proto__=1', 'The link sets “__proto__”'],
    ['%E0%A4%A', 'The link has a part that cannot be read: “%E0%A4%A”.'],
    ['rate=%', 'cannot be read'],
    ['=', 'The link sets “”'],
    ['at=5', 'The link’s at=5 is not used.'],
    ['at=-1.0', 'at=-1.0 is not used'],
    ['at=1e3.0', 'at=1e3.0 is not used'],
    ['at=9999999999.0', 'at most 1000000000'],
  ])('%j is told and leaves the rest as it comes', (hash, words) => {
    const { experiment: read, cursor, problems } = readLink(hash)
    expect(problems).toEqual([expect.stringContaining(words)])
    expect(read).toEqual(classicXor)
    expect(cursor).toEqual(start)
  })

  it('keeps its good parts', () => {
    const { experiment: read, cursor, problems } = readLink('#rate=x&seed=7&size=3&at=12.5&reduction=mean')
    expect(read).toEqual({ ...classicXor, seed: 7, reduction: 'mean' })
    expect(cursor).toEqual({ iteration: 12, step: 5 })
    expect(problems).toHaveLength(2)
  })

  it('that asks for more of two moons than there are says so, and takes them all', () => {
    const { experiment: read, problems } = readLink('#data=moons&samples=20&batch=21')
    expect(read).toEqual(withPart(classicXor, { dataset: 'moons', samples: 20 }))
    expect(problems).toEqual([
      'The link’s batch=21 is not used. A batch of Two moons must be a whole number of samples from 1 to 20.',
    ])
    expect(readLink('#data=moons&samples=1001').problems).toEqual([
      'The link’s samples=1001 is not used. Two moons must have a whole number of samples from 4 to 1000.',
    ])
  })

  it('takes the first of two', () => {
    const { experiment: read, problems } = readLink('#rate=0.5&rate=0.7')
    expect(read.learningRate).toBe(0.5)
    expect(problems).toEqual(['The link sets rate twice; the first counts.'])
  })

  it('makes the outputs sigmoid for cross-entropy', () => {
    const { experiment: read, problems } = readLink('#output=tanh&loss=binaryCrossEntropy')
    expect(read).toEqual({ ...classicXor, loss: 'binaryCrossEntropy' })
    expect(problems).toEqual(['The link’s output=tanh is not used. The loss binaryCrossEntropy needs sigmoid outputs.'])
  })

  it('goes to the end of the iteration when its step comes later', () => {
    const last = scheduleOf(classicXor).count
    const { cursor, problems } = readLink('#at=3.99999')
    expect(cursor).toEqual({ iteration: 3, step: last })
    expect(problems).toEqual([`The link goes to step “99999”; an iteration of this network ends with step ${last}.`])
  })

  it('has short sentences, however long it is itself', () => {
    const { problems } = readLink(`#rate=${'9'.repeat(1e5)}&${'k'.repeat(1e5)}=1&at=1.${'9'.repeat(1e5)}`)
    expect(problems).toHaveLength(3)
    for (const problem of problems) expect(problem.length).toBeLessThan(200)
  })

  it('never throws and always gives something that runs', () => {
    const key = fc.constantFrom(...keys, 'at', 'panel', 'sample', 'why', 'other')
    const text = fc.oneof(
      { weight: 12, arbitrary: fc.string({ unit: 'binary' }) },
      { weight: 12, arbitrary: fc.stringMatching(/^[0-9a-zA-Z.,%e+-]{0,8}$/) },
      { weight: 1, arbitrary: fc.constantFrom('moons', '5', 'read', 'a.1.0.1,gw.1.0.1') },
    )
    const pairs = fc.array(fc.tuple(key, text)).map((all) => all.map(([name, value]) => `${name}=${value}`).join('&'))
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), pairs), (hash) => {
        const { experiment: read, cursor, looking } = readLink(hash)
        expect(networkProblem(networkOf(read))).toBeNull()
        expect(cursor.step).toBeLessThanOrEqual(scheduleOf(read).count)
        expect(readLink(linkOf(read, cursor, looking))).toEqual({ experiment: read, cursor, looking, problems: [] })
      }),
      { numRuns: 300 },
    )
  })
})

const keys = Object.values(fields).flatMap(({ key }) => (key === null ? [] : [key]))

/** Small batches: the schedule of the run says which moments there are. */
const data: fc.Arbitrary<Partial<Experiment>> = fc.oneof(
  fc.record({ batchSize: fc.integer({ min: 1, max: 4 }) }),
  fc.record({
    dataset: fc.constant('moons' as const),
    samples: fc.oneof(fc.integer({ min: 4, max: 40 }), fc.constant(1000)),
    dataSeed: fc.integer({ min: 0, max: MAX_SEED }),
    batchSize: fc.integer({ min: 1, max: 4 }),
  }),
)

/** Experiments of all kinds that a link can hold, with small networks. */
const experiment: fc.Arbitrary<Experiment> = fc
  .record({
    hiddenSizes: fc.array(fc.integer({ min: 1, max: 2 }), { maxLength: MAX_HIDDEN_LAYERS }),
    hiddenActivation: fc.constantFrom('sigmoid', 'tanh', 'relu', 'identity'),
    outputActivation: fc.constantFrom('sigmoid', 'tanh', 'relu', 'identity'),
    loss: fc.constantFrom('halfSquaredError', 'meanSquaredError', 'binaryCrossEntropy'),
    reduction: fc.constantFrom('sum', 'mean'),
    trainBiases: fc.boolean(),
    learningRate: fc.double({ min: 0, max: MAX_LEARNING_RATE, minExcluded: true, noNaN: true }),
    seed: fc.integer({ min: 0, max: MAX_SEED }),
  })
  .chain((part) => data.map((ofData) => ({ ...part, ...ofData })))
  .map((part) => ({ ...classicXor, ...changed(classicXor, part)?.part }))
