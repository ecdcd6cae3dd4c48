import { constant, difference, product, square } from '../formula/expression.ts'
import type { Loss } from './loss.ts'

export const meanSquaredError: Loss = {
  label: 'mean squared error',
  term: (a, y) => (a - y) * (a - y),
  slope: (a, y) => 2 * (a - y),
  termDefinition: (a, y) => square(difference(a, y)),
  slopeDefinition: (a, y) => product(constant(2), difference(a, y)),
  textbook: {
    term: (prediction, y) => square(difference(prediction, y)),
    whole: (total) => total,
  },
  meanOverOutputs: true,
}
