import * as tf from '@tensorflow/tfjs'
import '@tensorflow/tfjs-backend-wasm'
import { startWeights } from '../works.mjs'

/** Tensors made once, variables trained by its own optimizer. */
export async function createTrainer(work, batches) {
  // WebAssembly pays off as soon as the layers are large enough for the cost of a call.
  await tf.setBackend(Math.max(...work.sizes) > 16 ? 'wasm' : 'cpu')
  await tf.ready()
  const { batchSize, learningRate, activation, outputActivation, crossEntropy } = work
  const layers = startWeights(work).map((weights) => ({
    weights: tf.variable(tf.tensor2d(weights).transpose()),
    biases: tf.variable(tf.zeros([weights.length])),
  }))
  const prepared = batches.map((batch) => ({
    inputs: tf.tensor2d(batch.map(({ input }) => input)),
    targets: tf.tensor2d(batch.map(({ target }) => target)),
  }))
  const optimizer = tf.train.sgd(learningRate)

  function weightedSums(inputs) {
    let a = inputs
    for (const [l, { weights, biases }] of layers.entries()) {
      const z = a.matMul(weights).add(biases)
      if (l === layers.length - 1) return z
      a = tf[activation](z)
    }
  }

  function loss({ inputs, targets }) {
    const z = weightedSums(inputs)
    if (crossEntropy) return tf.losses.sigmoidCrossEntropy(targets, z).mul(batchSize)
    return tf.squaredDifference(tf[outputActivation](z), targets).sum().mul(0.5)
  }

  return { trainBatch: (index) => optimizer.minimize(() => loss(prepared[index])) }
}
