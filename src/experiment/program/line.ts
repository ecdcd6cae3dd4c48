import type { GeneralOperation } from '../../engine/formula/inGeneral.ts'
import type { ProgramArray } from './arrays.ts'

export interface ProgramLine {
  /** With its indentation */
  readonly text: string
  /** What it carries out of an iteration, for all units and samples at once; nothing for most lines outside the loop */
  readonly operations: readonly GeneralOperation[]
  readonly writes: ProgramArray | null
  /** In the order of the text */
  readonly reads: readonly ProgramArray[]
}

/** A line that carries nothing out. */
export const plain = (text: string): ProgramLine => ({ text, operations: [], writes: null, reads: [] })

export const INDENT = '    '
