import { createRequire } from 'node:module'

const { NeuralNetwork } = createRequire(import.meta.url)('brain.js/dist/browser.js')

/** The innermost of its training loops, without the error checks of `train`; one activation for all layers. */
export async function createTrainer({ sizes, activation, learningRate }, batches) {
  const network = new NeuralNetwork({
    inputSize: sizes[0],
    hiddenLayers: sizes.slice(1, -1),
    outputSize: sizes.at(-1),
    activation,
    learningRate,
  })
  network.initialize()
  const prepared = batches.map((batch) =>
    batch.map(({ input, target }) => ({ input: Float32Array.from(input), output: Float32Array.from(target) })),
  )
  return { trainBatch: (index) => network.trainPatterns(prepared[index]) }
}
