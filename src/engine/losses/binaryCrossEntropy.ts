import { exp, log1p } from '../exponential.ts'
import * as formula from '../formula/expression.ts'
import type { Loss } from './loss.ts'

const { abs, constant, difference, ln, max, negative, product, sum } = formula

// −y ln a − (1−y) ln(1−a) with a = sigmoid(z), rearranged so that no logarithm of 0 and no e^(large) can occur.
export const binaryCrossEntropy: Loss = {
  label: 'binary cross-entropy',
  term: (z, y) => (z < 0 ? 0 : z) - z * y + log1p(exp(-Math.abs(z))),
  slope: (a, y) => a - y,
  termDefinition: (z, y) =>
    sum([difference(max(z, constant(0)), product(z, y)), formula.log1p(formula.exp(negative(abs(z))))]),
  slopeDefinition: difference,
  textbook: {
    term(prediction, y) {
      const one = constant(1)
      return sum([product(y, ln(prediction)), product(difference(one, y), ln(difference(one, prediction)))])
    },
    whole: negative,
  },
  meanOverOutputs: true,
  pairedWith: 'sigmoid',
  numpy: 'cross_entropy',
}
