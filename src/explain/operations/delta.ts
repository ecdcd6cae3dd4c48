import { activations } from '../../engine/activations.ts'
import { activationOf } from '../../engine/network.ts'
import type { Explain } from '../explanation.ts'
import { number, say, unit } from '../phrase.ts'

export const delta: Explain = ({ layer, unit: j, target }, { network }) => ({
  title: say`Delta of ${unit(layer, j)}`,
  sentence: say`How fast the loss grows with z of ${unit(layer, j)}: what came back times the slope of the ${activations[activationOf(network, layer)].label} at z, ${number(target)}.`,
})
