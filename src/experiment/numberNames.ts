import { quantityOf } from '../engine/quantities.ts'
import type { Slot } from '../engine/layout.ts'
import { isKnown } from '../engine/trace.ts'
import type { Schedule } from '../engine/schedule.ts'
import type { Origin } from '../engine/uses.ts'
import type { Cursor } from './cursor.ts'
import { rowAt, sampleAt, type Experiment } from './experiment.ts'

/*
 * The name of a number in a link says what the page says of it to programs: kind, layer, unit, source and sample, as far as
 * it has them. `gw.1.0.1.3` is sample 3's share of the gradient of the weight from unit 1 to unit 0 of layer 1. A parameter is
 * the one that its update leaves. `@120` names an iteration other than that of the moment, `@start` a start parameter.
 */

/** How a number that was made in an iteration is called at a moment. */
export function nameOfNumber(
  experiment: Experiment,
  schedule: Schedule,
  origin: Origin,
  { iteration }: Cursor,
): string {
  const { slot, iteration: made } = origin
  const name = nameInIteration(experiment, schedule, origin)
  if (isStart(schedule, slot)) return `${name}@start`
  return made === iteration ? name : `${name}@${made}`
}

/** The number that a name calls at a moment; null if there is none, or none that is known by then. */
export function numberNamed(name: string, experiment: Experiment, schedule: Schedule, cursor: Cursor): Origin | null {
  const [, plain = '', when] = /^([a-zA-Z\d.]+)(?:@(start|\d{1,10}))?$/.exec(name) ?? []
  const iteration = when === undefined ? cursor.iteration : when === 'start' ? 0 : Number(when)
  if (iteration > cursor.iteration) return null
  const [kind, ...numbers] = plain.split('.', MOST_PARTS)
  const at = numbers.map(Number)
  const slot = when === 'start' ? startSlot(schedule, kind, at) : slotNamed(experiment, schedule, iteration, kind, at)
  const { layout, count } = schedule
  const step = iteration === cursor.iteration ? cursor.step : count
  if (slot === null || !Number.isInteger(slot) || slot < 0 || !isKnown(layout, slot, step)) return null
  // Units and layers that the network has not would be other numbers, which have other names.
  return nameInIteration(experiment, schedule, { slot, iteration }) === plain ? { slot, iteration } : null
}

/** A kind and up to four numbers */
const MOST_PARTS = 5

function nameInIteration(experiment: Experiment, schedule: Schedule, { slot, iteration }: Origin): string {
  const { kind, layer, unit, source, sample: row } = quantityOf(schedule, slot)
  if (kind === 'eta') return kind
  const sample = typeof row === 'number' ? sampleAt(experiment, iteration, row) : null
  return [kind, layer, unit, source, sample].filter((part) => part !== null).join('.')
}

/** Whether a slot holds a parameter as the iteration found it, although the iteration makes another of it. */
function isStart(schedule: Schedule, slot: Slot): boolean {
  if (slot >= schedule.layout.parameterCount) return false
  const { layer, unit, source } = quantityOf(schedule, slot)
  return schedule.layout.updated(layer, unit, source) !== null
}

function startSlot({ layout }: Schedule, kind: string, [layer, unit, source]: number[]): Slot | null {
  if (kind === 'w') return layout.parameter(layer, unit, source)
  return kind === 'b' ? layout.parameter(layer, unit, null) : null
}

/** Of places that the network has not it may be any number, or none. */
function slotNamed(
  experiment: Experiment,
  { layout }: Schedule,
  iteration: number,
  kind: string,
  numbers: readonly number[],
): Slot | null {
  const [layer, unit, third, fourth] = numbers
  const rowOf = (sample: number) => rowAt(experiment, iteration, sample) ?? NaN
  switch (kind) {
    case 'eta':
      return layout.learningRate
    case 'w':
      return layout.updated(layer, unit, third) ?? layout.parameter(layer, unit, third)
    case 'b':
      return layout.updated(layer, unit, null) ?? layout.parameter(layer, unit, null)
    case 'x':
    case 'a':
      return layout.activation(rowOf(third), layer, unit)
    case 'target':
      return layout.target(rowOf(third), unit)
    case 'z':
      return layout.weightedSum(rowOf(third), layer, unit)
    case 'loss':
      return numbers.length === 2 ? layout.batchLoss : layout.loss(rowOf(third))
    case 'dLda':
      return layout.activationGradient(rowOf(third), layer, unit)
    case 'delta':
      return layout.delta(rowOf(third), layer, unit)
    case 'gw':
      return numbers.length === 3
        ? layout.gradient(layer, unit, third)
        : layout.share(rowOf(fourth), layer, unit, third)
    case 'gb':
      return numbers.length === 2 ? layout.gradient(layer, unit, null) : layout.share(rowOf(third), layer, unit, null)
    default:
      return null
  }
}
