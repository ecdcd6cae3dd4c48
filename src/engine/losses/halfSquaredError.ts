import { constant, difference, product, quotient, square } from '../formula/expression.ts'
import type { Loss } from './loss.ts'

export const halfSquaredError: Loss = {
  label: '½ sum of squares',
  term: (a, y) => 0.5 * (a - y) * (a - y),
  slope: (a, y) => a - y,
  termDefinition: (a, y) => product(constant(0.5), square(difference(a, y))),
  slopeDefinition: difference,
  textbook: {
    term: (prediction, y) => square(difference(prediction, y)),
    whole: (total) => quotient(total, constant(2)),
  },
  meanOverOutputs: false,
}
