import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createKernels } from '../../src/engine/kernels.ts'
import type { Network } from '../../src/engine/network.ts'
import type { Plane, Samples } from '../../src/experiment/data/dataset.ts'
import { moons } from '../../src/experiment/data/moons.ts'
import { datasetFrom } from '../../src/experiment/data/sources.ts'
import { xor } from '../../src/experiment/data/xor.ts'
import { flatParameters } from '../engine/helpers.ts'
import training from '../golden/moons.json'
import randomState from '../golden/random-state.json'

/** [x1, x2, label] of each sample */
const rowsOf = ({ inputs, targets }: Samples): number[][] => inputs.map((point, n) => [...point, ...targets[n]])

const count = fc.integer({ min: moons.count.least, max: moons.count.most })
const seed = fc.integer({ min: 0, max: 2 ** 32 - 1 })

describe('two moons', () => {
  it('of 200 samples and seed 5 are, digit for digit, those that scikit-learn made', () => {
    const [, ...lines] = readFileSync(new URL('../golden/moons.csv', import.meta.url), 'utf8')
      .trim()
      .split('\n')
    expect(rowsOf(moons.make(200, 5))).toEqual(lines.map((line) => line.split(',').map(Number)))
  })

  it.each(randomState.moons)('of $count samples and seed $seed are those of the same rule in NumPy', (reference) => {
    const made = moons.make(reference.count, reference.seed)
    expect(rowsOf(made)).toEqual(reference.samples.map((row) => row.map((number) => Number(number.toFixed(4)))))
  })

  it('are learned as PyTorch learns them, from the same start', () => {
    const network: Network = {
      sizes: [2, 8, 1],
      activations: ['tanh', 'sigmoid'],
      loss: 'binaryCrossEntropy',
      reduction: 'mean',
      trainBiases: true,
    }
    const { inputs, targets } = moons.make(200, 5)
    const kernels = createKernels(network, 200)
    kernels.setBatch(inputs.flat(), targets.flat())
    kernels.writeParameters(flatParameters(training.init))
    training.loss_by_updates.forEach((loss, updates) => {
      kernels.forward()
      expect(Math.abs(kernels.loss() - loss), `after ${updates} updates`).toBeLessThan(updates <= 100 ? 1e-9 : 1e-6)
      kernels.backward()
      kernels.update(training.learning_rate)
    })
  })

  it('are half the one and half the other, with one more of the second where the number is odd', () => {
    fc.assert(
      fc.property(count, seed, (samples, from) => {
        const { inputs, targets } = moons.make(samples, from)
        expect(inputs).toHaveLength(samples)
        const ones = targets.filter(([target]) => target === 1).length
        const nones = targets.filter(([target]) => target === 0).length
        expect([nones, ones]).toEqual([Math.floor(samples / 2), Math.ceil(samples / 2)])
      }),
      { numRuns: 20 },
    )
  })

  it('are the same for the same seed, and others for another', () => {
    fc.assert(
      fc.property(count, seed, (samples, from) => {
        expect(moons.make(samples, from)).toEqual(moons.make(samples, from))
        expect(moons.make(samples, from)).not.toEqual(moons.make(samples, (from + 1) % 2 ** 32))
      }),
      { numRuns: 20 },
    )
  })

  it('have four digits behind the point, and no −0', () => {
    const numbers = [0, 1, 2, 3, 4, 5].flatMap((from) => moons.make(1000, from).inputs.flat())
    for (const number of numbers) expect(Object.is(number, Number(number.toFixed(4)) + 0), String(number)).toBe(true)
  })
})

describe('the plane that is shown', () => {
  it('has room for all samples', () => {
    expect(xor.plane).toEqual({ x: [-0.25, 1.25], y: [-0.25, 1.25] })
    expect(outside(xor.make(4, 0), xor.plane)).toEqual([])
    for (let from = 0; from < 100; from++) expect(outside(moons.make(1000, from), moons.plane)).toEqual([])
  })
})

function outside({ inputs }: Samples, { x, y }: Plane): (readonly number[])[] {
  return inputs.filter(([x1, x2]) => x1 <= x[0] || x1 >= x[1] || x2 <= y[0] || x2 >= y[1])
}

describe('a data set', () => {
  it('is the same object when it is asked for again, and another one for other samples', () => {
    const asked = datasetFrom('moons', 200, 5)
    expect(datasetFrom('moons', 200, 5)).toBe(asked)
    expect(datasetFrom('moons', 201, 5)).not.toBe(asked)
    expect(datasetFrom('moons', 200, 6)).not.toBe(asked)
    expect(datasetFrom('xor', 4, 5)).not.toBe(asked)
    expect(datasetFrom('moons', 200, 5)).toBe(asked)
  })

  it('is forgotten after many others, and made again alike', () => {
    const asked = datasetFrom('moons', 8, 0)
    for (let from = 1; from < 100; from++) datasetFrom('moons', 8, from)
    const again = datasetFrom('moons', 8, 0)
    expect(again).not.toBe(asked)
    expect(again).toEqual(asked)
  })
})
