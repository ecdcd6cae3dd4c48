import { activations } from '../../engine/activations.ts'
import { activationOf } from '../../engine/network.ts'
import type { Explain } from '../explanation.ts'
import { product, slot } from '../expression.ts'
import { number, say, unit } from '../phrase.ts'

export const delta: Explain = ({ layer, unit: j, operands: [dLda, z, a], target }, { network }) => {
  const name = activationOf(network, layer)
  return {
    title: say`Delta of ${unit(layer, j)}`,
    sentence: say`How the loss changes with the weighted sum of ${unit(layer, j)}: what came back, times the slope of the ${activations[name].label} there, gives ${number(target)}.`,
    expression: product(slot(dLda), { kind: 'slope', name, z: slot(z), a: slot(a) }),
  }
}
