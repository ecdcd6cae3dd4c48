import { activations, type ActivationName } from '../../engine/activations.ts'
import { partsOf, type Expression, type Index } from '../../engine/formula/expression.ts'
import type { ProgramArray } from './arrays.ts'

/** A piece of NumPy code that computes numbers for all units and samples at once. */
export interface Numpy {
  readonly text: string
  readonly binding: Binding
  /** What its axes run over, in their order; none for a single number */
  readonly axes: readonly Index[]
  /** In the order of the text */
  readonly reads: readonly ProgramArray[]
}

/** How tightly the outermost operator of a piece holds its operands. */
type Binding = number
const SUM: Binding = 0
const PRODUCT: Binding = 1
const SIGN: Binding = 2
const POWER: Binding = 3
export const ATOM: Binding = 4

/** What the code of a formula depends on. */
export interface NumpyNames<Of> {
  /** The code for a number: an array, if the formula is about many */
  code(of: Of): Numpy
  /** The code for how many samples, units or pairs of both there are */
  count(over: readonly Index[]): string
}

/**
 * The code for a formula in general. A sum over the index that two factors share is a matrix product, any other sum over
 * an index goes along the axis of that index.
 *
 * @param axes those of the result
 */
export function numpyOf<Of>(expression: Expression<Of>, names: NumpyNames<Of>, axes: readonly Index[] = []): Numpy {
  const part = (child: Expression<Of>): Numpy => numpyOf(child, names, axes)
  switch (expression.kind) {
    case 'number':
      return names.code(expression.of)
    case 'constant':
      return atom(String(expression.value))
    case 'count':
      return atom(names.count(expression.over))
    case 'sum':
      return operation(SUM, ' + ', expression.terms.map(part))
    case 'difference':
      return operation(SUM, ' - ', [expression.left, expression.right].map(part))
    case 'product':
      return operation(PRODUCT, ' * ', expression.factors.map(part))
    case 'quotient': {
      const { numerator, denominator } = expression
      if (numerator.kind === 'sumOver' && denominator.kind === 'count' && denominator.over.join() === numerator.index) {
        return along('mean', part(numerator.term), numerator.index)
      }
      return operation(PRODUCT, ' / ', [numerator, denominator].map(part))
    }
    case 'sumOver': {
      const { index, term } = expression
      const factors = term.kind === 'product' ? term.factors.map(part) : []
      const isMatrixProduct = factors.length === 2 && factors.every((factor) => factor.axes.includes(index))
      return isMatrixProduct ? matrixProduct(factors, index, axes) : along('sum', part(term), index)
    }
    case 'square': {
      const base = part(expression.base)
      return { ...base, text: `${inBrackets(base, POWER + 1)}**2`, binding: POWER }
    }
    case 'negative': {
      const argument = part(expression.argument)
      return { ...argument, text: `-${inBrackets(argument, SIGN)}`, binding: SIGN }
    }
    case 'exp':
    case 'log1p':
      return called(`np.${expression.kind}`, [part(expression.argument)])
    case 'ln':
      return called('np.log', [part(expression.argument)])
    case 'abs':
      return called('abs', [part(expression.argument)])
    case 'max':
      return called('np.maximum', [expression.left, expression.right].map(part))
    case 'choice': {
      const condition = part(expression.condition)
      const isAbove = { ...condition, text: `${inBrackets(condition, SUM)} > 0` }
      return called('np.where', [isAbove, part(expression.above), part(expression.otherwise)])
    }
    case 'activation': {
      const { name, argument } = expression
      // The identity needs no function.
      const isItself = activations[name].definition(argument) === argument
      return isItself ? part(argument) : called(valueName(name), [part(argument)])
    }
    case 'slope': {
      const definition = activations[expression.name].slopeDefinition(expression.z, expression.a)
      return isConstant(definition) ? part(definition) : called(slopeName(expression.name), [part(expression.z)])
    }
  }
}

/** What an activation is called in the program, and its slope, which is a function of z alone there. */
export const valueName = (name: ActivationName): string => activations[name].numpy ?? name
export const slopeName = (name: ActivationName): string => `${name}_slope`

export const isConstant = <Of>(expression: Expression<Of>): boolean =>
  expression.kind !== 'number' && partsOf(expression).every(isConstant)

export const called = (name: string, pieces: readonly Numpy[]): Numpy => ({
  ...joined(pieces),
  text: `${name}(${pieces.map(({ text }) => text).join(', ')})`,
  binding: ATOM,
})

const atom = (text: string): Numpy => ({ text, binding: ATOM, axes: [], reads: [] })

/** Only the first operand may have an operator that binds no more tightly. */
const operation = (binding: Binding, operator: string, pieces: readonly Numpy[]): Numpy => ({
  ...joined(pieces),
  text: pieces.map((piece, index) => inBrackets(piece, index === 0 ? binding : binding + 1)).join(operator),
  binding,
})

/** NumPy takes an array with fewer axes for each row of one that has more. */
const joined = (pieces: readonly Numpy[]): Pick<Numpy, 'axes' | 'reads'> => ({
  axes: pieces.map(({ axes }) => axes).reduce((longest, axes) => (axes.length > longest.length ? axes : longest)),
  reads: pieces.flatMap(({ reads }) => reads),
})

const inBrackets = ({ text, binding }: Numpy, least: Binding): string => (binding < least ? `(${text})` : text)

function matrixProduct(factors: readonly Numpy[], index: Index, [row, column]: readonly Index[]): Numpy {
  const [left, right] = factors[0].axes.includes(row) ? factors : [...factors].reverse()
  return {
    text: `${asMatrix(left, row)} @ ${asMatrix(right, index)}`,
    binding: PRODUCT,
    axes: [row, column],
    reads: [...left.reads, ...right.reads],
  }
}

/** A matrix with a row for each value of an index */
function asMatrix(piece: Numpy, rows: Index): string {
  const text = inBrackets(piece, ATOM)
  return piece.axes[0] === rows ? text : `${text}.T`
}

function along(method: 'sum' | 'mean', piece: Numpy, index: Index): Numpy {
  const axis = piece.axes.indexOf(index)
  return {
    ...piece,
    text: `${inBrackets(piece, ATOM)}.${method}(${piece.axes.length === 1 ? '' : `axis=${axis}`})`,
    binding: ATOM,
    axes: piece.axes.filter((each) => each !== index),
  }
}
