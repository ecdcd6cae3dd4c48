import type { Origin } from '../engine/uses.ts'
import type { PanelName } from './panelNames.ts'

/** What is looked at from a moment of the run, which it does not move. */
export interface Looking {
  readonly panel: PanelName
  /** The row of the batch that a person chose; null while the picture follows the cursor */
  readonly row: number | null
  /** The numbers asked about, one after the other */
  readonly trail: readonly Origin[]
}

/** The operation at the cursor, beside the overview */
export const lookingAtRun: Looking = { panel: 'overview', row: null, trail: [] }
