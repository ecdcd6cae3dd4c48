import type { Dataset } from '../../experiment/data/dataset.ts'
import { linear } from './linear.ts'

/** A sample in a drawing. */
export interface Dot {
  readonly x: number
  readonly y: number
  readonly kind: DotKind
}

/** Whether the target is 1 */
export type DotKind = 'one' | 'none'

export const dotKind = ([target]: readonly number[]): DotKind => (target > 0.5 ? 'one' : 'none')

/** The dots of a kind as a single path: a thousand circles would each be laid out. */
export function dotsPath(dots: readonly Dot[], kind: DotKind, r: number): string {
  const circle = `a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`
  const places = dots.filter((dot) => dot.kind === kind)
  return places.map(({ x, y }) => `M${x - r} ${y}${circle}`).join('')
}

/** The largest radius of a dot, as a part of the side of the square that is its share of the drawing */
const DOT_SHARE = 0.2

/** Smaller than wanted where so many samples would cover a drawing. */
export const dotRadius = (wanted: number, size: number, { inputs }: Dataset): number =>
  Math.min(wanted, (size * DOT_SHARE) / Math.sqrt(inputs.length))

interface SampleDots extends Readonly<Record<DotKind, string>> {
  readonly dots: readonly Dot[]
}

const drawn = new WeakMap<Dataset, Record<string, SampleDots>>()

/** The samples over their plane, in a drawing of some size. Of one data set dozens of maps ask, so the answers are kept. */
export function sampleDots(dataset: Dataset, size: number, radius: number): SampleDots {
  const known = drawn.get(dataset) ?? {}
  drawn.set(dataset, known)
  return (known[`${size} ${radius}`] ??= drawSamples(dataset, size, radius))
}

function drawSamples({ inputs, targets, plane }: Dataset, size: number, radius: number): SampleDots {
  const across = linear(plane.x, [0, size])
  const up = linear(plane.y, [size, 0])
  const dots = inputs.map(([x1, x2], sample) => ({ x: across(x1), y: up(x2), kind: dotKind(targets[sample]) }))
  return { dots, none: dotsPath(dots, 'none', radius), one: dotsPath(dots, 'one', radius) }
}
