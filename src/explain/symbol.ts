import { outputLayer, type Network } from '../engine/network.ts'
import { unitName, type UnitName } from './unitNames.ts'
import type { Quantity } from '../engine/quantities.ts'

/** The symbol of a quantity, as data: MathML, LaTeX and plain text are ways of writing it. */
export type Symbol =
  /** η, L */
  | { readonly kind: 'letter'; readonly letter: string }
  /** h₁, of a unit that stands for its activation */
  | { readonly kind: 'unit'; readonly unit: UnitName }
  /** z with the name of a unit below it; w with two */
  | { readonly kind: 'ofUnits'; readonly letter: string; readonly units: readonly UnitName[] }
  /** L₂, y₁ */
  | { readonly kind: 'numbered'; readonly letter: string; readonly number: number }
  /** ∂L/∂w; with a sample its share of it, (∂L/∂w)₂ */
  | { readonly kind: 'derivative'; readonly of: Symbol; readonly sample: number | null }

/** @param sampleIn the number of the sample in a row of the batch, from 1 */
export function symbolOf(quantity: Quantity, network: Network, sampleIn: (row: number) => number): Symbol {
  const { kind, layer, unit, source, sample } = quantity
  const last = outputLayer(network)
  const name = unitName(network, layer, unit)
  const ofUnit = (letter: string): Symbol => ({ kind: 'ofUnits', letter, units: [name] })
  const activation: Symbol = layer === 0 || layer === last ? { kind: 'unit', unit: name } : ofUnit('a')
  const weight = (): Symbol => ({ kind: 'ofUnits', letter: 'w', units: [name, unitName(network, layer - 1, source!)] })
  const share = typeof sample === 'number' ? sampleIn(sample) : null
  switch (kind) {
    case 'eta':
      return { kind: 'letter', letter: 'η' }
    case 'x':
    case 'a':
      return activation
    case 'target':
      return network.sizes[last] > 1
        ? { kind: 'numbered', letter: 'y', number: unit + 1 }
        : { kind: 'letter', letter: 'y' }
    case 'z':
      return ofUnit('z')
    case 'b':
      return ofUnit('b')
    case 'w':
      return weight()
    case 'delta':
      return ofUnit('δ')
    case 'loss':
      return share === null ? { kind: 'letter', letter: 'L' } : { kind: 'numbered', letter: 'L', number: share }
    case 'dLda':
      return { kind: 'derivative', of: activation, sample: null }
    case 'gw':
      return { kind: 'derivative', of: weight(), sample: share }
    case 'gb':
      return { kind: 'derivative', of: ofUnit('b'), sample: share }
  }
}

const latexLetters: Record<string, string> = { η: '\\eta', δ: '\\delta', ŷ: '\\hat{y}' }
const latexLetter = (letter: string): string => latexLetters[letter] ?? letter

function latexUnit({ letter, index, layer }: UnitName): string {
  const below = index === null ? '' : `_{${index}}`
  return `${latexLetter(letter)}${below}${layer === null ? '' : `^{(${layer})}`}`
}

export function latexSymbol(symbol: Symbol): string {
  switch (symbol.kind) {
    case 'letter':
      return latexLetter(symbol.letter)
    case 'unit':
      return latexUnit(symbol.unit)
    case 'ofUnits':
      return `${latexLetter(symbol.letter)}_{${symbol.units.map(latexUnit).join(' ')}}`
    case 'numbered':
      return `${symbol.letter}_{${symbol.number}}`
    case 'derivative': {
      const derivative = `\\frac{\\partial L}{\\partial ${latexSymbol(symbol.of)}}`
      return symbol.sample === null ? derivative : `\\left(${derivative}\\right)_{${symbol.sample}}`
    }
  }
}

const textUnit = ({ letter, index, layer }: UnitName): string =>
  `${letter}${index ?? ''}${layer === null ? '' : `(${layer})`}`

/** For where formulas are typed: z_h1, w_h1,x2, (∂L/∂w_h1,x2)_2. */
export function textSymbol(symbol: Symbol): string {
  switch (symbol.kind) {
    case 'letter':
      return symbol.letter
    case 'unit':
      return textUnit(symbol.unit)
    case 'ofUnits':
      return `${symbol.letter}_${symbol.units.map(textUnit).join(',')}`
    case 'numbered':
      return `${symbol.letter}_${symbol.number}`
    case 'derivative': {
      const derivative = `∂L/∂${textSymbol(symbol.of)}`
      return symbol.sample === null ? derivative : `(${derivative})_${symbol.sample}`
    }
  }
}
