import type { ReactNode } from 'react'
import { formatChange } from '../../explain/number.ts'
import type { ChangePart, NumberPart, Phrase } from '../../explain/phrase.ts'
import { Numeral } from './Numeral.tsx'
import { UnitLabel } from './UnitLabel.tsx'

interface Props {
  phrase: Phrase
  /** How its numbers are shown, if not as they stand at the cursor */
  number?: (part: NumberPart) => ReactNode
  /** How a change is shown: only operations have some. */
  change?: (part: ChangePart) => ReactNode
}

/** A sentence with its units and numbers. */
export function PhraseText({ phrase, number = atCursor, change }: Props) {
  return phrase.map((part, index) => {
    if (typeof part === 'string') return part
    if (part.kind === 'unit') return <UnitLabel key={index} layer={part.layer} unit={part.unit} />
    return <span key={index}>{part.kind === 'change' ? change?.(part) : number(part)}</span>
  })
}

/** How much a number became more or less. */
export const ChangeText = ({ from, to }: { from: number; to: number }) => (
  <span title={String(to - from)}>{formatChange(to - from)}</span>
)

const atCursor = ({ slot }: NumberPart): ReactNode => <Numeral slot={slot} />
