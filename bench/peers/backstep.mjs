import { startWeights } from '../works.mjs'

/** The kernels as the page's worker runs them. */
export async function createTrainer(work, batches) {
  const { createKernels } = await import(process.env.BACKSTEP_ENGINE)
  const { sizes, activation, outputActivation, crossEntropy, batchSize, learningRate } = work
  const network = {
    sizes,
    activations: sizes.slice(1).map((_, l) => (l === sizes.length - 2 ? outputActivation : activation)),
    loss: crossEntropy ? 'binaryCrossEntropy' : 'halfSquaredError',
    reduction: 'sum',
    trainBiases: true,
  }
  const kernels = createKernels(network, batchSize)
  const layers = startWeights(work)
  kernels.writeParameters(Float64Array.from(layers.flatMap((rows) => [...rows.flat(), ...rows.map(() => 0)])))
  const prepared = batches.map((batch) => ({
    inputs: Float64Array.from(batch.flatMap(({ input }) => input)),
    targets: Float64Array.from(batch.flatMap(({ target }) => target)),
  }))
  kernels.setBatch(prepared[0].inputs, prepared[0].targets)
  return {
    trainBatch(index) {
      // As in the page, data that are all in one batch stay where they are.
      if (prepared.length > 1) kernels.setBatch(prepared[index].inputs, prepared[index].targets)
      kernels.forward()
      kernels.backward()
      kernels.update(learningRate)
    },
  }
}
