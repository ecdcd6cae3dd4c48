import * as exponential from '../exponential.ts'
import { abs, constant, difference, exp, ln, log1p, max, negative, product, sum } from '../formula/expression.ts'
import type { Loss } from './loss.ts'

// −y ln a − (1−y) ln(1−a) with a = sigmoid(z), rearranged so that no logarithm of 0 and no e^(large) can occur.
export const binaryCrossEntropy: Loss = {
  label: 'binary cross-entropy',
  term: (z, y) => (z < 0 ? 0 : z) - z * y + exponential.log1p(exponential.exp(-Math.abs(z))),
  slope: (a, y) => a - y,
  termDefinition: (z, y) => sum([difference(max(z, constant(0)), product(z, y)), log1p(exp(negative(abs(z))))]),
  slopeDefinition: difference,
  textbook: {
    term: (prediction, y) =>
      sum([product(y, ln(prediction)), product(difference(constant(1), y), ln(difference(constant(1), prediction)))]),
    whole: negative,
  },
  meanOverOutputs: true,
  pairedWith: 'sigmoid',
  numpy: 'cross_entropy',
}
