import { activations } from '../../engine/activations.ts'
import { activationOf } from '../../engine/network.ts'
import type { Explain } from '../explanation.ts'
import { number, say, unit } from '../phrase.ts'

export const activation: Explain = ({ layer, unit: j, target }, { network }) => ({
  title: say`Activation of ${unit(layer, j)}`,
  sentence: say`The ${activations[activationOf(network, layer)].label} turns the weighted sum z of ${unit(layer, j)} into its activation a, how strongly it is on: ${number(target)}.`,
})
