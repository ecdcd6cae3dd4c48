import type { GeneralOperation } from '../../engine/formula/inGeneral.ts'
import type { ProgramArray } from './arrays.ts'

export interface ProgramLine {
  /** With its indentation */
  readonly text: string
  /** The text in the program of so many iterations, where it says how many those are */
  readonly textFor?: (iterations: number) => string
  /** What it carries out of an iteration, for all units and samples at once; nothing for most lines outside the loop */
  readonly operations: readonly GeneralOperation[]
  readonly writes: ProgramArray | null
  /** In the order of the text */
  readonly reads: readonly ProgramArray[]
}

/** A line that carries nothing out. */
export const plain = (text: string): ProgramLine => ({ text, operations: [], writes: null, reads: [] })

/** A line that says how many iterations are run. */
export const counting = (iterations: number, textFor: (iterations: number) => string): ProgramLine => ({
  ...plain(textFor(iterations)),
  textFor,
})

export const INDENT = '    '
