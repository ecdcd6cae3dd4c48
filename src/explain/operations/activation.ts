import { activations } from '../../engine/activations.ts'
import { activationOf } from '../../engine/network.ts'
import type { Explain } from '../explanation.ts'
import { slot } from '../expression.ts'
import { number, say, unit } from '../phrase.ts'

export const activation: Explain = ({ layer, unit: j, operands: [z], target }, { network }) => {
  const name = activationOf(network, layer)
  return {
    title: say`Activation of ${unit(layer, j)}`,
    sentence: say`The ${activations[name].label} turns the weighted sum of ${unit(layer, j)} into how strongly it is on: ${number(target)}.`,
    expression: { kind: 'activation', name, argument: slot(z) },
  }
}
