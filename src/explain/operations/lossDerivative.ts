import type { Explain } from '../explanation.ts'
import { lossWords } from '../functionWords.ts'
import { number, say, unit } from '../phrase.ts'

export const lossDerivative: Explain = ({ layer, unit: j, target }) => ({
  title: say`How the loss changes with ${unit(layer, j)}`,
  sentence: say`Here the way back begins: for each 1 that ${unit(layer, j)} grew, the loss would grow by ${number(target)}.`,
})

export const pairedDelta: Explain = ({ layer, unit: j, target }, { network }) => ({
  title: say`Delta of ${unit(layer, j)}`,
  sentence: say`How the loss changes with the weighted sum of ${unit(layer, j)}; ${lossWords[network.loss].derivative}: ${number(target)}.`,
})
