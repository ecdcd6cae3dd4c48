import { createKernels } from '../../src/engine/kernels.ts'
import { batchAt, networkOf, startParameters } from '../../src/experiment/experiment.ts'
import { readLink } from '../../src/experiment/link.ts'

/** A worker that does nothing but train: what the page's own training is held against. */

/** Iterations between two looks at the clock, so many that looking costs nothing. */
const CHUNK = 1000

const { experiment } = readLink(self.name)
const kernels = createKernels(networkOf(experiment), experiment.batchSize)
const { inputs, targets } = batchAt(experiment, 0)
kernels.writeParameters(startParameters(experiment))
kernels.setBatch(inputs, targets)

addEventListener('message', ({ data: milliseconds }) => {
  const start = performance.now()
  let trained = 0
  while (performance.now() < start + milliseconds) {
    for (let n = 0; n < CHUNK; n++) {
      kernels.forward()
      kernels.backward()
      kernels.update(experiment.learningRate)
    }
    trained += CHUNK
  }
  postMessage((1000 * trained) / (performance.now() - start))
})
