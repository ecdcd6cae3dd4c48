import type { Schedule } from '../engine/schedule.ts'
import { spokenUnitName } from './unitNames.ts'
import { say, unit, type Phrase } from './phrase.ts'
import type { Quantity } from '../engine/quantities.ts'

/** What the number in a slot is called in running text: delta of h₁. Which sample it is about is said beside it. */
export function quantityName({ kind, layer, unit: j, source, sample }: Quantity): Phrase {
  const owner = unit(layer, j)
  const weight = () => say`weight from ${unit(layer - 1, source!)} to ${owner}`
  switch (kind) {
    case 'eta':
      return say`learning rate`
    case 'x':
      return say`input ${owner}`
    case 'target':
      return say`target of ${owner}`
    case 'w':
      return weight()
    case 'b':
      return say`bias of ${owner}`
    case 'z':
      return say`weighted sum of ${owner}`
    case 'a':
      return say`activation of ${owner}`
    case 'loss':
      return sample === 'batch' ? say`loss of the batch` : say`loss of the sample`
    case 'dLda':
      return say`∂L/∂a of ${owner}`
    case 'delta':
      return say`delta of ${owner}`
    case 'gw':
      return gradientName(weight(), sample)
    case 'gb':
      return gradientName(say`bias of ${owner}`, sample)
  }
}

const gradientName = (parameter: Phrase, sample: Quantity['sample']): Phrase =>
  sample === 'batch'
    ? ['gradient of the ', ...parameter, ' over the batch']
    : ['share of the gradient of the ', ...parameter]

/** The name as plain text, for assistive technology. */
export const spokenName = ({ network }: Schedule, quantity: Quantity): string =>
  quantityName(quantity)
    .map((part) => {
      if (typeof part === 'string') return part.replace('∂L/∂a', 'derivative of the loss by the activation')
      return part.kind === 'unit' ? spokenUnitName(network, part.layer, part.unit) : ''
    })
    .join('')
