import type { Explain } from '../explanation.ts'
import { number, say, unit } from '../phrase.ts'

export const update: Explain = ({ layer, unit: j, source, target }, { layout }) => {
  const old = number(layout.parameter(layer, j, source))
  return {
    title:
      source === null
        ? say`New bias of ${unit(layer, j)}`
        : say`New weight from ${unit(layer - 1, source)} to ${unit(layer, j)}`,
    sentence: say`The old ${source === null ? 'bias' : 'weight'} minus learning rate times gradient, a small step downhill: from ${old} to ${number(target)}.`,
  }
}
