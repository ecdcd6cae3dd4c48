import type { Network } from '../../../engine/network.ts'
import { formatNumber } from '../../../explain/number.ts'
import { spokenUnitName } from '../../../explain/unitNames.ts'
import type { DotKind } from '../../chart/dots.ts'
import { formatCount } from '../../number/format.ts'
import type { Pair } from './space.ts'

/** With more samples nobody would listen to the place of each, nor read its label among the others. */
export const MOST_ONE_BY_ONE = 50

/** What the picture of the hidden space shows: of a few samples the place of each, of many where those of a kind are. */
export function spokenSpace(
  network: Network,
  layer: number,
  [first, second]: Pair,
  points: readonly Pair[],
  kinds: readonly DotKind[],
): string {
  const units = first === second ? [first] : [first, second]
  const names = units.map((unit) => spokenUnitName(network, layer, unit))
  const samples =
    points.length <= MOST_ONE_BY_ONE
      ? points.map((point, sample) => {
          const place = units.map((_, axis) => written(point[axis])).join(', ')
          return `sample ${sample + 1}, target ${spokenKind[kinds[sample]]}, at ${place}`
        })
      : (['one', 'none'] as const).flatMap((kind) => {
          const those = points.filter((_, sample) => kinds[sample] === kind)
          const ranges = names.map((name, axis) => `${name} ${spokenRange(those.map((point) => point[axis]))}`)
          return those.length === 0
            ? []
            : [`${formatCount(those.length)} samples, target ${spokenKind[kind]}, with ${ranges.join(' and ')}`]
        })
  return `The samples by the activations of ${names.join(' and ')}: ${samples.join('; ')}.`
}

const spokenKind = { one: 'above one half', none: 'below one half' }

const written = (value: number): string => formatNumber(value, { digits: 2 })

const spokenRange = (values: readonly number[]): string =>
  `from ${written(Math.min(...values))} to ${written(Math.max(...values))}`
