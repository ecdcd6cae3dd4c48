import { activations } from '../../engine/activations.ts'
import { activationOf } from '../../engine/network.ts'
import type { Explain } from '../explanation.ts'
import { number, say, unit } from '../phrase.ts'

export const delta: Explain = ({ layer, unit: j, target }, { network }) => ({
  title: say`Delta of ${unit(layer, j)}`,
  sentence: say`How the loss changes with the weighted sum of ${unit(layer, j)}: what came back, times the slope of the ${activations[activationOf(network, layer)].label} there, gives ${number(target)}.`,
})
