import type { Slot } from '../engine/layout.ts'

/** A sentence in which units and numbers keep their identity, so that each face of it can show them its own way. */
export type Phrase = readonly PhrasePart[]

export type PhrasePart = string | UnitPart | NumberPart | ChangePart

interface UnitPart {
  readonly kind: 'unit'
  readonly layer: number
  readonly unit: number
}

export interface NumberPart {
  readonly kind: 'number'
  readonly slot: Slot
}

/** How much the number in a slot is more than that in another */
export interface ChangePart {
  readonly kind: 'change'
  readonly from: Slot
  readonly to: Slot
}

export const unit = (layer: number, index: number): UnitPart => ({ kind: 'unit', layer, unit: index })
export const number = (slot: Slot): NumberPart => ({ kind: 'number', slot })
export const change = (from: Slot, to: Slot): ChangePart => ({ kind: 'change', from, to })

/** say`The delta of ${unit(1, 0)} is ${number(slot)}.` */
export function say(texts: TemplateStringsArray, ...parts: PhrasePart[]): Phrase {
  return texts
    .flatMap((text, index) => (index < parts.length ? [text, parts[index]] : [text]))
    .filter((part) => part !== '')
}
