import { createLayout } from './layout.ts'
import type { Network } from './network.ts'
import { createRandom } from './random.ts'

/**
 * Start parameters as the classic NumPy XOR program draws them: uniform in [0, 1), first all weights, layer by layer,
 * then all biases. A NumPy weight matrix has a row for each source, so the source is the outer loop.
 */
export function uniformParameters(network: Network, seed: number): Float64Array {
  const { sizes } = network
  const layout = createLayout(network, 0)
  const random = createRandom(seed)
  const parameters = new Float64Array(layout.parameterCount)
  for (let layer = 1; layer < sizes.length; layer++) {
    for (let source = 0; source < sizes[layer - 1]; source++) {
      for (let unit = 0; unit < sizes[layer]; unit++) {
        parameters[layout.parameter(layer, unit, source)] = random.uniform()
      }
    }
  }
  for (let layer = 1; layer < sizes.length; layer++) {
    for (let unit = 0; unit < sizes[layer]; unit++) parameters[layout.parameter(layer, unit, null)] = random.uniform()
  }
  return parameters
}
