import type { ParameterPlace } from '../../engine/place.ts'
import type { Explain } from '../explanation.ts'
import { number, say, unit, type Phrase } from '../phrase.ts'

export const share: Explain = ({ layer, unit: j, source, target }) => ({
  title: gradientTitle({ layer, unit: j, source }),
  sentence:
    source === null
      ? say`This sample's share: a bias moves the weighted sum one to one, so it is the δ of ${unit(layer, j)} itself, ${number(target)}.`
      : say`This sample's share: the δ where the edge ends times the activation where it starts, ${number(target)}.`,
})

export const gradient: Explain = ({ layer, unit: j, source, target }) => ({
  title: gradientTitle({ layer, unit: j, source }),
  sentence: say`The shares of all samples added up: together they say how the loss of the batch changes with this ${source === null ? 'bias' : 'weight'}, ${number(target)}.`,
})

const gradientTitle = ({ layer, unit: j, source }: ParameterPlace): Phrase =>
  source === null
    ? say`Gradient of the bias of ${unit(layer, j)}`
    : say`Gradient of the weight from ${unit(layer - 1, source)} to ${unit(layer, j)}`
