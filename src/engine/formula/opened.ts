import { activations } from '../activations.ts'
import { product, type Expression } from './expression.ts'

/**
 * A formula with its activation or its slope written out, each by its own definition; the same formula where it has
 * neither. They stand alone or are a factor.
 */
export function opened<Of>(expression: Expression<Of>): Expression<Of> {
  switch (expression.kind) {
    case 'activation':
      return activations[expression.name].definition(expression.argument)
    case 'slope':
      return activations[expression.name].slopeDefinition(expression.z, expression.a)
    case 'product': {
      const factors = expression.factors.map(opened)
      const isSame = factors.every((factor, index) => factor === expression.factors[index])
      return isSame ? expression : product(...factors)
    }
    default:
      return expression
  }
}
