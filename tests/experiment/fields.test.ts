import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { networkProblem } from '../../src/engine/network.ts'
import { classicXor, datasetOf, networkOf, withPart, type Experiment } from '../../src/experiment/experiment.ts'
import { changed, changedToClassic } from '../../src/experiment/changes.ts'
import { fields, MAX_HIDDEN_LAYERS, MAX_HIDDEN_UNITS, type Field } from '../../src/experiment/fields.ts'

const everyField = Object.entries<Field>(fields)
const notClassic: Experiment = { ...classicXor, hiddenSizes: [3, 5], learningRate: 0.5, seed: 7 }
const perceptron: Experiment = { ...classicXor, hiddenSizes: [] }
const onMoons: Experiment = withPart(classicXor, { dataset: 'moons' })

describe('every field', () => {
  it.each(everyField)('%s reads what it writes', (_name, field) => {
    for (const experiment of [classicXor, notClassic, perceptron, onMoons]) {
      expect({ ...experiment, ...partIn(field, field.write(experiment), experiment) }).toEqual(experiment)
    }
  })

  it.each(everyField)('%s reads each of its options', (_name, field) => {
    for (const { value } of field.options) expect(field.read(value, classicXor)).toHaveProperty('part')
  })

  it.each(everyField)('%s answers any text with a part or a sentence', (_name, field) => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const experiment of [classicXor, onMoons]) {
          const reading = field.read(text, experiment)
          if ('problem' in reading) expect(reading.problem).toMatch(/^[“A-Z].*\.$/)
          else expect(networkProblem(networkOf(withPart(experiment, reading.part)))).toBeNull()
        }
      }),
    )
  })

  it('has a name of its own in a link, or none', () => {
    const keys = everyField.map(([, { key }]) => key).filter((key) => key !== null)
    expect(new Set(keys).size).toBe(keys.length)
  })
})

describe('the learning rate', () => {
  it.each([
    ['0.1', 0.1],
    ['.1', 0.1],
    ['1.', 1],
    ['1e-2', 0.01],
    ['1E-2', 0.01],
    [' 0.5 ', 0.5],
    ['+2', 2],
    ['1000', 1000],
    ['5e-324', 5e-324],
  ])('reads %j', (text, learningRate) => {
    expect(partIn(fields.learningRate, text)).toEqual({ learningRate })
  })

  it.each([
    ['0', 'larger than 0'],
    ['-0.1', 'larger than 0'],
    ['−0.1', 'larger than 0'],
    ['-1e-400', 'larger than 0'],
    ['1e-400', 'too small'],
    ['1000.1', 'at most 1000'],
    ['1e999', 'at most 1000'],
    ['', 'missing'],
    ['   ', 'missing'],
    ['0,1', 'with a point'],
    ['NaN', 'must be a number'],
    ['Infinity', 'must be a number'],
    ['-Infinity', 'must be a number'],
    ['0x10', 'must be a number'],
    ['1e', 'must be a number'],
    ['.', 'must be a number'],
    ['1 000', 'must be a number'],
    ['0.1.2', 'must be a number'],
    ['fast', 'must be a number'],
  ])('refuses %j and says why', (text, words) => {
    expect(problemIn(fields.learningRate, text)).toContain(words)
  })

  it('comes back to the bit', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1000, minExcluded: true, noNaN: true }), (learningRate) => {
        const text = fields.learningRate.write({ ...classicXor, learningRate })
        expect(partIn(fields.learningRate, text)).toEqual({ learningRate })
      }),
    )
  })

  it('refuses a very long text without thinking long', () => {
    expect(problemIn(fields.learningRate, `${'1'.repeat(1e5)}x`)).toContain('must be a number')
  })
})

describe('the seed', () => {
  it.each([
    ['0', 0],
    ['42', 42],
    ['007', 7],
    ['4294967295', 4294967295],
  ])('reads %j', (text, seed) => {
    expect(partIn(fields.seed, text)).toEqual({ seed })
  })

  it.each(['4294967296', '-1', '1.5', '1e3', 'x', '9'.repeat(400)])('refuses %j', (text) => {
    expect(problemIn(fields.seed, text)).toBe('The seed must be a whole number from 0 to 4294967295.')
  })

  it('asks for a number where there is none', () => {
    expect(problemIn(fields.seed, '')).toContain('missing')
  })
})

describe('the number of samples', () => {
  it.each([
    ['4', 4],
    ['1000', 1000],
    [' 50 ', 50],
  ])('of two moons is read from %j', (text, samples) => {
    expect(partIn(fields.samples, text, onMoons)).toEqual({ samples })
  })

  it.each(['3', '0', '1001', '1e2', '2.5', '', 'many'])('of two moons is not %j', (text) => {
    expect(problemIn(fields.samples, text, onMoons)).toBe(
      'Two moons must have a whole number of samples from 4 to 1000.',
    )
  })

  it('of XOR is always four', () => {
    expect(partIn(fields.samples, '4')).toEqual({ samples: 4 })
    expect(problemIn(fields.samples, '5')).toBe('XOR has 4 samples, no more and no fewer.')
  })
})

describe('the seed of the data', () => {
  it.each([
    ['0', 0],
    ['4294967295', 4294967295],
  ])('of two moons is read from %j', (text, dataSeed) => {
    expect(partIn(fields.dataSeed, text, onMoons)).toEqual({ dataSeed })
  })

  it.each(['4294967296', '-1', '1.5', 'x'])('of two moons is not %j', (text) => {
    expect(problemIn(fields.dataSeed, text, onMoons)).toContain('whole number from 0 to 4294967295')
  })

  it('is none for XOR', () => {
    expect(problemIn(fields.dataSeed, '7')).toBe('XOR is not made by a seed.')
  })
})

describe('the batch size', () => {
  it('is at most the number of samples', () => {
    const onThousand = withPart(onMoons, { samples: 1000 })
    expect(partIn(fields.batchSize, '1000', onThousand)).toEqual({ batchSize: 1000 })
    expect(problemIn(fields.batchSize, '1001', onThousand)).toContain('a whole number of samples from 1 to 1000')
    expect(problemIn(fields.batchSize, '201', onMoons)).toBe(
      'A batch of Two moons must be a whole number of samples from 1 to 200.',
    )
  })

  it('says of how many samples it is', () => {
    expect(fields.batchSize.hint(classicXor)).toBe('Of 4 samples.')
    expect(fields.batchSize.hint(onMoons)).toBe('Of 200 samples.')
  })
})

describe('the hidden layers', () => {
  it('keep their sizes when one is added, which takes the size of the last', () => {
    expect(partIn(fields.hiddenLayers, '4', notClassic)).toEqual({ hiddenSizes: [3, 5, 5, 5] })
  })

  it('keep the first ones when one is taken away', () => {
    expect(partIn(fields.hiddenLayers, '1', notClassic)).toEqual({ hiddenSizes: [3] })
  })

  it('can be none, and the first one then has the classic size', () => {
    expect(partIn(fields.hiddenLayers, '0', notClassic)).toEqual({ hiddenSizes: [] })
    expect(partIn(fields.hiddenSizes, ' None ')).toEqual({ hiddenSizes: [] })
    expect(networkOf(perceptron)).toMatchObject({ sizes: [2, 1], activations: ['sigmoid'] })
    expect(partIn(fields.hiddenLayers, '2', perceptron)).toEqual({ hiddenSizes: [2, 2] })
  })

  it.each(['-1', '9', '1.5', '', 'two'])('are not %j', (text) => {
    expect(problemIn(fields.hiddenLayers, text)).toContain('0 to 8 hidden layers')
  })

  it('are read with a size each', () => {
    expect(partIn(fields.hiddenSizes, '4, 8,1')).toEqual({ hiddenSizes: [4, 8, 1] })
  })

  it.each(['', '4,', '0', '65', '4,x', '2.5', 'none,4'])('do not have %j units', (text) => {
    expect(problemIn(fields.hiddenSizes, text)).toContain('from 1 to 64')
  })

  it('are up to eight, of up to 64 units', () => {
    const hiddenSizes = [64, 64, 64, 64, 64, 64, 64, 64]
    expect(partIn(fields.hiddenSizes, hiddenSizes.join(','))).toEqual({ hiddenSizes })
    expect(partIn(fields.hiddenLayers, '8', { ...classicXor, hiddenSizes: [64] })).toEqual({ hiddenSizes })
    expect(problemIn(fields.hiddenSizes, '2,2,2,2,2,2,2,2,2')).toContain('0 to 8 hidden layers, not 9')
  })

  it('have sizes that are not all offered, but can all be read', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: MAX_HIDDEN_UNITS }), { maxLength: MAX_HIDDEN_LAYERS }),
        (hiddenSizes) => {
          const text = fields.hiddenSizes.write({ ...classicXor, hiddenSizes })
          expect(partIn(fields.hiddenSizes, text)).toEqual({ hiddenSizes })
        },
      ),
    )
  })
})

describe('a choice', () => {
  it('is read without regard to case', () => {
    expect(partIn(fields.hiddenActivation, 'ReLU')).toEqual({ hiddenActivation: 'relu' })
  })

  it.each(['softmax', '', 'constructor', '__proto__'])('is not %j', (text) => {
    expect(problemIn(fields.loss, text)).toBe(
      '“Loss” takes one of these: halfSquaredError, meanSquaredError, binaryCrossEntropy.',
    )
  })
})

describe('a change', () => {
  it('says in one sentence what it is and that the run starts again', () => {
    expect(changed(classicXor, { learningRate: 0.5 })).toEqual({
      part: { learningRate: 0.5 },
      notice: 'Learning rate 0.5: the run starts again from the beginning.',
    })
  })

  it.each<[Partial<Experiment>, string]>([
    [{ hiddenSizes: [] }, 'No hidden layer'],
    [{ hiddenSizes: [1] }, '1 hidden layer of 1 unit'],
    [{ hiddenSizes: [4] }, '1 hidden layer of 4 units'],
    [{ hiddenSizes: [4, 3, 2] }, '3 hidden layers of 4, 3 and 2 units'],
    [{ hiddenActivation: 'relu' }, 'Hidden activation ReLU'],
    [{ loss: 'meanSquaredError' }, 'Loss mean squared error'],
    [{ reduction: 'mean' }, 'Mean over the batch'],
    [{ seed: 0, learningRate: 1 }, 'Learning rate 1, seed 0'],
  ])('to %j is called %j', (part, words) => {
    expect(changed(classicXor, part)?.notice).toBe(`${words}: the run starts again from the beginning.`)
  })

  it('is none where nothing would be different', () => {
    expect(changed(classicXor, { learningRate: 0.1, hiddenSizes: [2] })).toBeNull()
    expect(changed(classicXor, {})).toBeNull()
  })

  it('to cross-entropy makes the outputs sigmoid', () => {
    const experiment: Experiment = { ...classicXor, outputActivation: 'tanh' }
    expect(changed(experiment, { loss: 'binaryCrossEntropy' })).toEqual({
      part: { loss: 'binaryCrossEntropy', outputActivation: 'sigmoid' },
      notice:
        'Loss binary cross-entropy, and with it output activation sigmoid, which it needs: the run starts again from the beginning.',
    })
  })

  it('to cross-entropy says nothing of outputs that are sigmoid already', () => {
    expect(changed(classicXor, { loss: 'binaryCrossEntropy' })).toEqual({
      part: { loss: 'binaryCrossEntropy' },
      notice: 'Loss binary cross-entropy: the run starts again from the beginning.',
    })
  })

  it('to other outputs takes cross-entropy away', () => {
    const experiment: Experiment = { ...classicXor, loss: 'binaryCrossEntropy' }
    expect(changed(experiment, { outputActivation: 'tanh' })).toEqual({
      part: { outputActivation: 'tanh', loss: 'halfSquaredError' },
      notice:
        'Output activation tanh, and with it loss ½ sum of squares, because binary cross-entropy needs sigmoid outputs: the run starts again from the beginning.',
    })
  })

  it('to other data takes their usual number of samples, in one batch as before', () => {
    expect(changed(classicXor, { dataset: 'moons' })).toEqual({
      part: { dataset: 'moons', samples: 200, batchSize: 200 },
      notice: 'Data Two moons, 200 samples, batches of 200 samples: the run starts again from the beginning.',
    })
    expect(changed({ ...onMoons, dataSeed: 7 }, { dataset: 'xor' })).toEqual({
      part: { dataset: 'xor', samples: 4, dataSeed: 5, batchSize: 4 },
      notice: 'Data XOR, 4 samples, data seed 5, batches of 4 samples: the run starts again from the beginning.',
    })
  })

  it('to other data keeps a batch that was not of all samples, as far as there are so many', () => {
    expect(changed({ ...classicXor, batchSize: 3 }, { dataset: 'moons' })?.part).toEqual({
      dataset: 'moons',
      samples: 200,
    })
    expect(changed({ ...onMoons, batchSize: 3 }, { dataset: 'xor' })?.part).toEqual({ dataset: 'xor', samples: 4 })
    expect(changed({ ...onMoons, batchSize: 32 }, { dataset: 'xor' })?.part).toEqual({
      dataset: 'xor',
      samples: 4,
      batchSize: 4,
    })
  })

  it('of the number of samples takes the batch with it where that is all of them, or was larger', () => {
    expect(changed(onMoons, { samples: 500 })?.notice).toMatch(/^500 samples, batches of 500 samples:/)
    expect(changed({ ...onMoons, batchSize: 32 }, { samples: 500 })?.part).toEqual({ samples: 500 })
    expect(changed({ ...onMoons, batchSize: 32 }, { samples: 20 })?.part).toEqual({ samples: 20, batchSize: 20 })
  })

  it('never leaves an experiment that makes no network', () => {
    const choices = everyField.flatMap(([, field]) => field.options.map(({ value }) => [field, value] as const))
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...choices), { maxLength: 12 }), (chosen) => {
        let experiment = classicXor
        for (const [field, value] of chosen) {
          const change = changed(experiment, partIn(field, value, experiment))
          experiment = { ...experiment, ...change?.part }
          expect(networkProblem(networkOf(experiment))).toBeNull()
          expect(experiment.batchSize).toBeLessThanOrEqual(experiment.samples)
          expect(datasetOf(experiment).inputs).toHaveLength(experiment.samples)
        }
      }),
    )
  })
})

describe('going back to the classic experiment', () => {
  it('undoes every difference', () => {
    for (const experiment of [notClassic, { ...onMoons, samples: 50, dataSeed: 7, batchSize: 10 }]) {
      const change = changedToClassic(experiment)
      expect({ ...experiment, ...change?.part }).toEqual(classicXor)
      expect(change?.notice).toBe('The XOR example: the run starts again from the beginning.')
    }
  })

  it('does nothing where one is', () => {
    expect(changedToClassic({ ...classicXor })).toBeNull()
  })
})

function partIn(field: Field, text: string, experiment = classicXor): Partial<Experiment> {
  const reading = field.read(text, experiment)
  if ('problem' in reading) throw new Error(reading.problem)
  return reading.part
}

function problemIn(field: Field, text: string, experiment = classicXor): string | null {
  const reading = field.read(text, experiment)
  return 'problem' in reading ? reading.problem : null
}
