import type { QuantityKind } from '../engine/quantities.ts'
import type { GeneralNumber } from '../engine/formula/inGeneral.ts'
import type { Term } from './generalFormulas.ts'

/** The symbol of a number in a general formula, as data. */
export type GeneralSymbol =
  | Letter
  /** ∂L/∂w or ∂a/∂z; with a sample its share of it, (∂L/∂w)_n */
  | { readonly kind: 'derivative'; readonly top: Letter; readonly of: Letter; readonly sample: string | null }

/** A letter with a letter for each index below it: w with j i */
export interface Letter {
  readonly kind: 'letter'
  readonly letter: string
  readonly below: string
}

/** @param outputs how many there are, in a formula that is about outputs only; else null */
export function generalSymbol(term: Term, outputs: number | null): GeneralSymbol {
  switch (term.kind) {
    case 'derivative': {
      const { top, of } = term
      return { kind: 'derivative', top: top ? letterOf(top, outputs) : loss, of: letterOf(of, outputs), sample: null }
    }
    case 'dLda':
      return { kind: 'derivative', top: loss, of: letterOf(term, outputs), sample: null }
    case 'gw':
    case 'gb':
      return {
        kind: 'derivative',
        top: loss,
        of: letterOf(term, outputs),
        sample: term.sample === 'batch' ? null : term.sample,
      }
    default:
      return letterOf(term, outputs)
  }
}

const loss: Letter = { kind: 'letter', letter: 'L', below: '' }

/** Of a derivative, the letter of what it is taken by */
const letters: Record<QuantityKind, string> = {
  w: 'w',
  b: 'b',
  eta: 'η',
  x: 'a',
  a: 'a',
  z: 'z',
  target: 'y',
  loss: 'L',
  dLda: 'a',
  delta: 'δ',
  gw: 'w',
  gb: 'b',
}

function letterOf({ kind, unit, source, sample }: GeneralNumber, outputs: number | null): Letter {
  if (kind === 'loss') return sample === 'n' ? { ...loss, below: 'n' } : loss
  const letter = outputs !== null && letters[kind] === 'a' ? 'ŷ' : letters[kind]
  const below = `${unit ?? ''}${source ?? ''}`
  if (outputs !== 1) return { kind: 'letter', letter, below }
  // A single output has no number: only its delta says what it belongs to.
  return { kind: 'letter', letter, below: kind === 'delta' ? 'ŷ' : '' }
}
