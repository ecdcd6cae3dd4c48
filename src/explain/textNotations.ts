import type { Slot } from '../engine/layout.ts'
import type { Memory } from '../engine/operations.ts'
import { functionSymbols, type Inside, type Notation } from './notation.ts'
import { formatGiven } from './number.ts'

/** How a slot is written: by its symbol or by its number. */
type WriteSlot = (slot: Slot) => string

/** For LaTeX documents: needs no package. */
export function latexNotation(numbers: Memory | null, writeSlot: WriteSlot): Notation<string> {
  const times = numbers ? ' \\times ' : ' \\, '
  return {
    numbers,
    slot: (slot, inside) => signSafe(latexNumber(writeSlot(slot)), inside),
    constant: (value) => latexNumber(formatGiven(value)),
    sum: (terms) => terms.join(' + '),
    difference: (left, right) => `${left} - ${right}`,
    product: (factors) => factors.join(times),
    quotient: (numerator, denominator) => `\\frac{${numerator}}{${denominator}}`,
    square: (base) => (base.includes('\\cdot') ? `(${base})^2` : `{${base}}^2`),
    activation: (name, argument) => `${latexFunctions[name]}(${argument})`,
    slope: (name, z) => `${latexFunctions[name]}'(${z})`,
    crossEntropy: (z, y) => `\\max(${z}, 0) - (${z})${times}${y} + \\ln(1 + e^{-|${z}|})`,
    brackets: (inner) => `(${inner})`,
  }
}

const latexFunctions: Record<keyof typeof functionSymbols, string> = {
  sigmoid: '\\sigma',
  tanh: '\\tanh',
  relu: '\\operatorname{ReLU}',
  identity: '\\operatorname{id}',
}

/** 1.5e−7 and ∞ as LaTeX writes them */
const latexNumber = (text: string): string =>
  text
    .replace(/e(−?)(\d+)$/, (_, sign, exponent) => ` \\cdot 10^{${sign}${exponent}}`)
    .replaceAll('−', '-')
    .replace('∞', '\\infty')

/** For mails and calculators. */
export function textNotation(numbers: Memory | null, writeSlot: WriteSlot): Notation<string> {
  const times = numbers ? ' × ' : ' · '
  return {
    numbers,
    slot: (slot, inside) => signSafe(writeSlot(slot), inside),
    constant: formatGiven,
    sum: (terms) => terms.join(' + '),
    difference: (left, right) => `${left} − ${right}`,
    product: (factors) => factors.join(times),
    quotient: (numerator, denominator) => `${grouped(numerator)} / ${grouped(denominator)}`,
    square: (base) => `${base}²`,
    activation: (name, argument) => `${functionSymbols[name]}(${argument})`,
    slope: (name, z) => `${functionSymbols[name]}′(${z})`,
    crossEntropy: (z, y) => `max(${z}, 0) − (${z})${times}${y} + ln(1 + exp(−|${z}|))`,
    brackets: (inner) => `(${inner})`,
  }
}

/** A number with a sign must not follow another sign. */
const signSafe = (text: string, inside: Inside): string => (inside !== null && /^[−+-]/.test(text) ? `(${text})` : text)

const grouped = (text: string): string => (text.includes(' ') ? `(${text})` : text)
