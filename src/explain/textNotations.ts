import { activations } from '../engine/activations.ts'
import type { Slot } from '../engine/layout.ts'
import type { Inside, Notation } from './notation.ts'
import { formatGiven } from './number.ts'

/** What stands in the formula's numbers; null where they are written by their symbols. */
type NumberOf<Of> = ((of: Of) => number) | null

/** For LaTeX documents: needs no package. */
export function latexNotation<Of = Slot>(
  numberOf: NumberOf<Of>,
  writeNumber: (of: Of) => string,
): Notation<string, Of> {
  const times = numberOf ? ' \\times ' : ' \\, '
  return {
    numberOf,
    number: (of, inside) => signSafe(latexNumber(writeNumber(of)), inside),
    constant: (value) => latexNumber(formatGiven(value)),
    sum: (terms) => terms.join(' + '),
    difference: (left, right) => `${left} - ${right}`,
    product: (factors) => factors.join(times),
    quotient: (numerator, denominator) => `\\frac{${numerator}}{${denominator}}`,
    square: (base) => (base.includes('\\cdot') ? `(${base})^2` : `{${base}}^2`),
    negative: (argument) => `-${argument}`,
    exp: (argument) => `e^{${argument}}`,
    ln: (argument) => `\\ln(${argument})`,
    abs: (argument) => `|${argument}|`,
    max: (left, right) => `\\max(${left}, ${right})`,
    choice: (condition, above, otherwise) => `${above} \\mbox{ if } ${condition} > 0 \\mbox{, otherwise } ${otherwise}`,
    activation: (name, argument) => `${latexFunction(activations[name].symbol)}(${argument})`,
    slope: (name, z) => `${latexFunction(activations[name].symbol)}'(${z})`,
    sumOver: (index, term) => `\\sum_{${index}} ${term}`,
    brackets: (inner) => `(${inner})`,
  }
}

const latexFunctions: Record<string, string> = { σ: '\\sigma', tanh: '\\tanh' }
const latexFunction = (symbol: string): string => latexFunctions[symbol] ?? `\\operatorname{${symbol}}`

/** 1.5e−7 and ∞ as LaTeX writes them */
const latexNumber = (text: string): string =>
  text
    .replace(/e(−?)(\d+)$/, (_, sign, exponent) => ` \\cdot 10^{${sign}${exponent}}`)
    .replaceAll('−', '-')
    .replace('∞', '\\infty')

/** For mails and calculators. */
export function textNotation<Of = Slot>(numberOf: NumberOf<Of>, writeNumber: (of: Of) => string): Notation<string, Of> {
  const times = numberOf ? ' × ' : ' · '
  return {
    numberOf,
    number: (of, inside) => signSafe(writeNumber(of), inside),
    constant: formatGiven,
    sum: (terms) => terms.join(' + '),
    difference: (left, right) => `${left} − ${right}`,
    product: (factors) => factors.join(times),
    quotient: (numerator, denominator) => `${grouped(numerator)} / ${grouped(denominator)}`,
    square: (base) => `${base}²`,
    negative: (argument) => `−${argument}`,
    exp: (argument) => `exp(${argument})`,
    ln: (argument) => `ln(${argument})`,
    abs: (argument) => `|${argument}|`,
    max: (left, right) => `max(${left}, ${right})`,
    choice: (condition, above, otherwise) => `${above} if ${condition} > 0, otherwise ${otherwise}`,
    activation: (name, argument) => `${activations[name].symbol}(${argument})`,
    slope: (name, z) => `${activations[name].symbol}′(${z})`,
    sumOver: (index, term) => `Σ_${index} ${term}`,
    brackets: (inner) => `(${inner})`,
  }
}

/** A number with a sign must not follow another sign. */
const signSafe = (text: string, inside: Inside): string => (inside !== null && /^[−+-]/.test(text) ? `(${text})` : text)

const grouped = (text: string): string => (text.includes(' ') ? `(${text})` : text)
