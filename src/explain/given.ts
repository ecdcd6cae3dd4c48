import type { Explanation } from './explanation.ts'
import { say, unit } from './phrase.ts'
import type { Quantity } from '../engine/quantities.ts'

/** What is said of a number that no operation made. */
export function explainGiven(quantity: Quantity, trainBiases: boolean): Explanation {
  const { kind, layer, unit: j, source } = quantity
  switch (kind) {
    case 'x':
      return { title: say`Input ${unit(layer, j)}`, sentence: say`It comes from the data: no operation made it.` }
    case 'target':
      return {
        title: say`Target of ${unit(layer, j)}`,
        sentence: say`What the network should answer to this sample. It comes from the data.`,
      }
    case 'eta':
      return {
        title: say`Learning rate η`,
        sentence: say`How far one update goes. It is chosen in Set-up and stays the same.`,
      }
    case 'w':
      return {
        title: say`Start weight from ${unit(layer - 1, source!)} to ${unit(layer, j)}`,
        sentence: say`Drawn at random before the first iteration: the seed in Set-up decides which numbers come.`,
      }
    case 'b':
      return {
        title: say`Start bias of ${unit(layer, j)}`,
        sentence: trainBiases
          ? say`Drawn at random before the first iteration: the seed in Set-up decides which numbers come.`
          : say`Biases are not trained in this network: it stays as it was drawn at the start.`,
      }
    default:
      throw new Error(`A number of kind ${kind} is made by an operation.`)
  }
}
