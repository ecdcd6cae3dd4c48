/**
 * What is trained, by Backstep and by its peers alike.
 *
 * @typedef {object} Work
 * @property {string} name
 * @property {number[]} sizes units per layer, inputs first
 * @property {'sigmoid' | 'tanh' | 'relu'} activation of the hidden layers
 * @property {'sigmoid' | 'tanh'} outputActivation
 * @property {boolean} crossEntropy whether the loss is binary cross-entropy; otherwise it is half the squared error
 * @property {number} batchSize
 * @property {number} learningRate for the sum over a batch
 * @property {'epochs' | 'samples'} unit what its rate counts
 * @property {number} bar how many times the best peer's rate Backstep is to reach
 * @property {string[]} peers
 * @property {() => Sample[]} samples
 *
 * @typedef {{ input: number[], target: number[] }} Sample
 */

/** @type {Record<string, Work>} */
export const works = {
  xor: {
    name: 'XOR 2-2-1, sigmoid, batch of 4',
    sizes: [2, 2, 1],
    activation: 'sigmoid',
    outputActivation: 'sigmoid',
    crossEntropy: false,
    batchSize: 4,
    learningRate: 0.1,
    unit: 'epochs',
    bar: 1.3,
    peers: ['synaptic', 'brain', 'tfjs'],
    samples: () => [
      { input: [0, 0], target: [0] },
      { input: [0, 1], target: [1] },
      { input: [1, 0], target: [1] },
      { input: [1, 1], target: [0] },
    ],
  },
  small: {
    name: '2-8-8-1, tanh, batch of 10',
    sizes: [2, 8, 8, 1],
    activation: 'tanh',
    outputActivation: 'tanh',
    crossEntropy: false,
    batchSize: 10,
    learningRate: 0.003,
    unit: 'samples',
    bar: 2,
    peers: ['synaptic', 'brain', 'tfjs'],
    samples: () => points(200, 2, 1),
  },
  middle: {
    name: '2-64-64-64-2, tanh, batch of 32',
    sizes: [2, 64, 64, 64, 2],
    activation: 'tanh',
    outputActivation: 'tanh',
    crossEntropy: false,
    batchSize: 32,
    learningRate: 0.001,
    unit: 'samples',
    bar: 2,
    // Not synaptic: the code that it writes for so many weights is some hundred times slower.
    peers: ['brain', 'tfjs'],
    samples: () => points(320, 2, 2),
  },
  large: {
    name: '784-128-64-10, ReLU, batch of 32',
    sizes: [784, 128, 64, 10],
    activation: 'relu',
    outputActivation: 'sigmoid',
    crossEntropy: true,
    batchSize: 32,
    learningRate: 0.001,
    unit: 'samples',
    bar: 1.5,
    peers: ['brain', 'tfjs'],
    samples: () => points(320, 784, 10),
  },
}

/** Inputs in [−1, 1); target k is whether inputs k and k + 1 have the same sign. */
function points(count, inputs, outputs) {
  const random = createRandom(42)
  return Array.from({ length: count }, () => {
    const input = Array.from({ length: inputs }, () => 2 * random() - 1)
    const target = Array.from({ length: outputs }, (_, k) => Number(input[k % inputs] * input[(k + 1) % inputs] > 0))
    return { input, target }
  })
}

/** Start weights, [layer][unit][source], uniform within ±1/√sources. */
export function startWeights({ sizes }) {
  const random = createRandom(1)
  return sizes.slice(1).map((units, l) => {
    const bound = 1 / Math.sqrt(sizes[l])
    return Array.from({ length: units }, () => Array.from({ length: sizes[l] }, () => bound * (2 * random() - 1)))
  })
}

export function batchesOf(samples, batchSize) {
  return Array.from({ length: samples.length / batchSize }, (_, b) => samples.slice(b * batchSize, (b + 1) * batchSize))
}

/** Uniform in [0, 1), from the linear congruential generator of Numerical Recipes. */
function createRandom(seed) {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}
