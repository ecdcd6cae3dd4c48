import { activations, type ActivationName } from '../../engine/activations.ts'
import { number, type Expression } from '../../engine/formula/expression.ts'
import { lossNamed, type Loss } from '../../engine/losses.ts'
import type { Network } from '../../engine/network.ts'
import { INDENT } from './line.ts'
import { ATOM, isConstant, numpyOf, slopeName, valueName } from './numpy.ts'

/** The functions that a network needs and NumPy does not have, line by line. */
export function definitionsFor(network: Network): string[] {
  const loss = lossNamed(network.loss)
  const { activations: names } = network
  // With a loss that is differentiated together with it, the slope of the outputs' activation is not needed.
  const differentiated = loss.pairedWith ? names.slice(0, -1) : names
  const definitions = [...names.map(valueDefinition), ...differentiated.map(slopeDefinition), lossDefinition(loss)]
  return [...new Set(definitions)].flatMap((definition) => definition?.split('\n') ?? [])
}

const z = number('z')

function valueDefinition(name: ActivationName): string | null {
  const { numpy, definition } = activations[name]
  const value = definition(z)
  return numpy !== undefined || value === z ? null : functionOf(name, 'z', value)
}

/** Of z alone: where the slope is computed from a, a is computed anew. */
function slopeDefinition(name: ActivationName): string | null {
  const slope = activations[name].slopeDefinition(z, number(`${valueName(name)}(z)`))
  return isConstant(slope) ? null : functionOf(slopeName(name), 'z', slope)
}

function lossDefinition({ numpy, pairedWith, termDefinition }: Loss): string | null {
  if (numpy === undefined) return null
  const output = pairedWith ? 'z' : 'a'
  const definition = functionOf(numpy, `${output}, y`, termDefinition(number(output), number('y')))
  return pairedWith ? definition.replace(':\n', `:  # of a = ${valueName(pairedWith)}(z)\n`) : definition
}

/** A Python function of numbers that are written as they are called. */
const functionOf = (name: string, parameters: string, value: Expression<string>): string =>
  `def ${name}(${parameters}):\n${INDENT}return ${numpyOf(value, asCalled).text}`

const asCalled = {
  code: (text: string) => ({ text, binding: ATOM, axes: [], reads: [] }),
  count(): never {
    throw new Error('A function does not know how many numbers there are.')
  },
}
