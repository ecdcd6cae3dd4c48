import type { Explain } from '../explanation.ts'
import { change, number, say, unit } from '../phrase.ts'

export const update: Explain = ({ layer, unit: j, source, target }, { layout }) => {
  const old = layout.parameter(layer, j, source)
  return {
    title:
      source === null
        ? say`New bias of ${unit(layer, j)}`
        : say`New weight from ${unit(layer - 1, source)} to ${unit(layer, j)}`,
    sentence: say`Learning rate times gradient is taken from the old ${source === null ? 'bias' : 'weight'}, which changes it by ${change(old, target)}: from ${number(old)} to ${number(target)}.`,
  }
}
