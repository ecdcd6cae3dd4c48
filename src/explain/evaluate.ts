import { activations } from '../engine/activations.ts'
import { lossNamed } from '../engine/losses.ts'
import type { Memory } from '../engine/operations.ts'
import type { Expression } from './expression.ts'

/** The value of a formula, computed in the order in which it is written: the engine's value, bit for bit. */
export function evaluate(expression: Expression, memory: Memory): number {
  const value = (part: Expression): number => evaluate(part, memory)
  switch (expression.kind) {
    case 'slot':
      return memory[expression.slot]
    case 'constant':
      return expression.value
    case 'sum':
      return expression.terms.reduce((total, term) => total + value(term), 0)
    case 'difference':
      return value(expression.left) - value(expression.right)
    case 'product':
      return expression.factors.map(value).reduce((total, factor) => total * factor)
    case 'quotient':
      return value(expression.numerator) / value(expression.denominator)
    case 'square': {
      const base = value(expression.base)
      return base * base
    }
    case 'activation':
      return activations[expression.name].value(value(expression.argument))
    case 'slope':
      return activations[expression.name].slope(value(expression.z), value(expression.a))
    case 'crossEntropy':
      return lossNamed('binaryCrossEntropy').term(value(expression.z), value(expression.y))
  }
}
