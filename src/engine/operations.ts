import { activations } from './activations.ts'
import type { Slot } from './layout.ts'
import { lossNamed } from './losses.ts'
import { activationOf, lossDivisor, outputDivisor, outputLayer } from './network.ts'
import type { Operation, OperationName, Place } from './place.ts'
import type { Schedule } from './schedule.ts'

/** Every number of an iteration, by its slot. */
export type Memory = Float64Array

/** One equation of backpropagation. */
interface Equation {
  /** The slots that the operation reads, in the order of its formula. Said only here. */
  operands(place: Place, schedule: Schedule): Slot[]
  /**
   * The number that the operation writes. It is computed from the operands alone, added up in their order: the batch
   * kernels add in the same order, so that both give the same bits.
   */
  evaluate(operands: readonly Slot[], memory: Memory, place: Place, schedule: Schedule): number
}

const operations: Record<OperationName, Equation> = {
  // z_j = Σ_i w_ji a_i + b_j
  weightedSum: {
    operands: ({ sample, layer, unit }, { network, layout }) => [
      ...range(network.sizes[layer - 1]).flatMap((source) => [
        layout.parameter(layer, unit, source),
        layout.activation(row(sample), layer - 1, source),
      ]),
      layout.parameter(layer, unit, null),
    ],
    evaluate: (operands, memory) => {
      const bias = operands.length - 1
      return sumOfProducts(operands, bias, memory) + memory[operands[bias]]
    },
  },

  // a_j = σ(z_j)
  activation: {
    operands: ({ sample, layer, unit }, { layout }) => [layout.weightedSum(row(sample), layer, unit)],
    evaluate: ([z], memory, { layer }, { network }) => activations[activationOf(network, layer)].value(memory[z]),
  },

  // L_n = (1/D) Σ_k term(a_k, y_k)
  loss: {
    operands: ({ sample }, { network, layout }) => {
      const last = outputLayer(network)
      const paired = lossNamed(network.loss).pairedWith !== undefined
      return range(network.sizes[last]).flatMap((unit) => [
        // A paired loss is computed from z: see losses.ts.
        paired ? layout.weightedSum(row(sample), last, unit) : layout.activation(row(sample), last, unit),
        layout.target(row(sample), unit),
      ])
    },
    evaluate: (operands, memory, _place, { network }) => {
      const { term } = lossNamed(network.loss)
      let total = 0
      for (let k = 0; k < operands.length; k += 2) total += term(memory[operands[k]], memory[operands[k + 1]])
      return total / outputDivisor(network)
    },
  },

  // ∂L/∂a_k of an output
  lossDerivative: {
    operands: ({ sample, layer, unit }, { layout }) => [
      layout.activation(row(sample), layer, unit),
      layout.target(row(sample), unit),
    ],
    evaluate: ([a, y], memory, _place, { network, batchSize }) =>
      lossNamed(network.loss).slope(memory[a], memory[y]) / lossDivisor(network, batchSize),
  },

  // ∂L/∂a_j = Σ_k w_kj δ_k of a hidden unit
  backSum: {
    operands: ({ sample, layer, unit }, { network, layout }) =>
      range(network.sizes[layer + 1]).flatMap((next) => [
        layout.parameter(layer + 1, next, unit),
        layout.delta(row(sample), layer + 1, next),
      ]),
    evaluate: (operands, memory) => sumOfProducts(operands, operands.length, memory),
  },

  // δ_j = ∂L/∂a_j · σ′(z_j)
  delta: {
    operands: ({ sample, layer, unit }, { layout }) => [
      trained(layout.activationGradient(row(sample), layer, unit)),
      layout.weightedSum(row(sample), layer, unit),
      layout.activation(row(sample), layer, unit),
    ],
    evaluate: ([dLda, z, a], memory, { layer }, { network }) =>
      memory[dLda] * activations[activationOf(network, layer)].slope(memory[z], memory[a]),
  },

  // δ_k of an output whose loss and activation are differentiated together
  pairedDelta: {
    operands: ({ sample, layer, unit }, { layout }) => [
      layout.activation(row(sample), layer, unit),
      layout.target(row(sample), unit),
    ],
    evaluate: ([a, y], memory, _place, { network, batchSize }) =>
      lossNamed(network.loss).slope(memory[a], memory[y]) / lossDivisor(network, batchSize),
  },

  // this sample's share of ∂L/∂w_ji: δ_j a_i; of ∂L/∂b_j: δ_j
  share: {
    operands: ({ sample, layer, unit, source }, { layout }) => [
      layout.delta(row(sample), layer, unit),
      ...(source === null ? [] : [layout.activation(row(sample), layer - 1, source)]),
    ],
    evaluate: ([delta, a], memory) => (a === undefined ? memory[delta] : memory[delta] * memory[a]),
  },

  // L = Σ_n L_n, or their mean
  batchLoss: {
    operands: (_place, { batchSize, layout }) => range(batchSize).map((sample) => layout.loss(sample)),
    evaluate: (operands, memory, _place, { network, batchSize }) =>
      sum(operands, memory) / (network.reduction === 'mean' ? batchSize : 1),
  },

  // ∂L/∂w_ji or ∂L/∂b_j: the samples' shares added up
  gradient: {
    operands: ({ layer, unit, source }, { batchSize, layout }) =>
      range(batchSize).map((sample) => trained(layout.share(sample, layer, unit, source))),
    evaluate: sum,
  },

  // w ← w − η ∂L/∂w
  update: {
    operands: ({ layer, unit, source }, { layout }) => [
      layout.parameter(layer, unit, source),
      layout.learningRate,
      trained(layout.gradient(layer, unit, source)),
    ],
    evaluate: ([parameter, learningRate, gradient], memory) =>
      memory[parameter] - memory[learningRate] * memory[gradient],
  },
}

/** The slots that an operation reads: they light in the picture, fill the formula and answer "why?". */
export const operandsOf = (schedule: Schedule, operation: Operation): Slot[] =>
  operations[operation.name].operands(operation, schedule)

/** The number that an operation writes. */
export const evaluate = (schedule: Schedule, operation: Operation, operands: readonly Slot[], memory: Memory): number =>
  operations[operation.name].evaluate(operands, memory, operation, schedule)

function sum(slots: readonly Slot[], memory: Memory): number {
  let total = 0
  for (const slot of slots) total += memory[slot]
  return total
}

/** Operands 0·1 + 2·3 + … up to `end`. */
function sumOfProducts(operands: readonly Slot[], end: number, memory: Memory): number {
  let total = 0
  for (let i = 0; i < end; i += 2) total += memory[operands[i]] * memory[operands[i + 1]]
  return total
}

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index)

/** The row of a step that is about one sample. */
function row(sample: Place['sample']): number {
  if (sample === 'batch') throw new Error('This operation belongs to one sample, not to the batch.')
  return sample
}

/** A slot that this operation has, because it would not be there otherwise. */
function trained(slot: Slot | null): Slot {
  if (slot === null) throw new Error('This network does not compute that number.')
  return slot
}
