import type { QuantityKind } from '../engine/quantities.ts'

/** What is true of every number of a kind. */
interface KindFacts {
  /** Whether the sign is half the meaning: then a plus is written, too. */
  readonly isSigned: boolean
  /** Whether a person typed it: then it is shown as it was typed. */
  readonly isTyped: boolean
  /** Whether it is about one weight or bias */
  readonly isOfParameter: boolean
  /** Whether a chain of derivatives leads from the loss to it */
  readonly hasChain: boolean
  /** What is written before it in a list, and what is said; empty where its place says it all. */
  readonly symbol: string
  readonly words: string
}

const given = { isSigned: false, isTyped: true, isOfParameter: false, hasChain: false }
const plain = { ...given, isTyped: false }
const signed = { ...plain, isSigned: true }
const ofParameter = { ...signed, isOfParameter: true, hasChain: true }

/** In the order in which a list has them */
export const kinds: Record<QuantityKind, KindFacts> = {
  eta: { ...given, symbol: 'η', words: 'learning rate' },
  x: { ...given, symbol: '', words: 'input' },
  z: { ...signed, symbol: 'z', words: 'weighted sum' },
  a: { ...plain, symbol: 'a', words: 'activation' },
  dLda: { ...signed, hasChain: true, symbol: '∂L/∂a', words: 'derivative of the loss by the activation' },
  delta: { ...signed, hasChain: true, symbol: 'δ', words: 'delta' },
  w: { ...ofParameter, symbol: 'w', words: '' },
  gw: { ...ofParameter, symbol: '∂L/∂w', words: 'gradient' },
  b: { ...ofParameter, symbol: 'b', words: 'bias' },
  gb: { ...ofParameter, symbol: '∂L/∂b', words: 'gradient of the bias' },
  loss: { ...plain, symbol: '', words: '' },
  target: { ...given, symbol: 'target', words: 'target' },
}
