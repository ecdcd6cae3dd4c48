import { createRequire } from 'node:module'

const { Architect, Neuron } = createRequire(import.meta.url)('synaptic')

const squash = { sigmoid: Neuron.squash.LOGISTIC, tanh: Neuron.squash.TANH, relu: Neuron.squash.RELU }

/** Its network turns itself into generated code at the first activation, which is its fastest way. */
export async function createTrainer({ sizes, activation, outputActivation, learningRate }, batches) {
  const network = new Architect.Perceptron(...sizes)
  for (const layer of network.layers.hidden) layer.set({ squash: squash[activation] })
  network.layers.output.set({ squash: squash[outputActivation] })
  return {
    trainBatch(index) {
      for (const { input, target } of batches[index]) {
        network.activate(input)
        network.propagate(learningRate, target)
      }
    },
  }
}
