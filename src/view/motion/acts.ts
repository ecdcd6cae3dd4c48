import type { Slot } from '../../engine/layout.ts'

/** A weight's edge or, from the outputs on, the line to the loss, which stands in the layer after them. */
export interface EdgePlace {
  readonly layer: number
  readonly unit: number
  readonly source: number
}

/**
 * A place in the picture, by what is there: on an edge, on the way back over it, or at a unit or the loss, where each
 * number has a place.
 */
export type Spot =
  | { readonly edge: EdgePlace; readonly part: EdgePart }
  | { readonly wayBack: EdgePlace; readonly part: 'start' | 'label' | 'end' }
  | { readonly layer: number; readonly unit: number; readonly part: UnitPart }

/** Where there is no room for both, the gradient stands in the place of the label. */
export type EdgePart = 'start' | 'label' | 'aboveLabel' | 'gradient' | 'end'

/** The loss has a middle and a target for every output. */
export type UnitPart = 'middle' | 'z' | 'a' | 'bias' | 'biasGradient' | 'dLda' | 'delta' | `target ${number}`

/** What happens in the picture while operations are carried out. All times are parts of the whole, from 0 to 1. */
export type Act = Journey | Landing | Ring | Swing | Widening

/** A number that goes from spot to spot, and what is written on it meanwhile. */
export interface Journey {
  readonly kind: 'journey'
  readonly stops: readonly { readonly spot: Spot; readonly time: number }[]
  readonly faces: readonly Face[]
}

export interface Face {
  readonly text: string
  /** What stands above it, if anything */
  readonly note?: string
  /** Its sign is the colour; none for what has no sign that matters */
  readonly value: number | null
  /** How large it is, from 0 to 1 */
  readonly amount: number
  readonly from: number
  readonly to: number
}

/** The number in a slot is unseen until then. */
export interface Landing {
  readonly kind: 'landing'
  readonly slot: Slot
  readonly time: number
}

/** What came back to a unit, or its delta, grows or shrinks round it. */
export interface Ring {
  readonly kind: 'ring'
  readonly of: 'dLda' | 'delta'
  readonly layer: number
  readonly unit: number
  readonly values: readonly [before: number, after: number]
  readonly from: number
  readonly to: number
}

/** The tangent beside the formula turns from flat to its slope. */
export interface Swing {
  readonly kind: 'swing'
  readonly from: number
  readonly to: number
}

/** An edge gets wider or thinner, beside its old width. */
export interface Widening {
  readonly kind: 'widening'
  readonly edge: EdgePlace
  readonly weights: readonly [before: number, after: number]
  /** By how much the change of its width is drawn larger than it is */
  readonly magnified: number
  readonly from: number
  readonly to: number
}

/** The same in a part of the time. */
export function within(act: Act, start: number, length: number): Act {
  const at = (time: number) => start + time * length
  switch (act.kind) {
    case 'journey':
      return {
        ...act,
        stops: act.stops.map((stop) => ({ ...stop, time: at(stop.time) })),
        faces: act.faces.map((face) => ({ ...face, from: at(face.from), to: at(face.to) })),
      }
    case 'landing':
      return { ...act, time: at(act.time) }
    default:
      return { ...act, from: at(act.from), to: at(act.to) }
  }
}
