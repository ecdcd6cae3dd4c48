import type { ReactNode } from 'react'
import type { NumberPart, Phrase } from '../../explain/phrase.ts'
import { Numeral } from './Numeral.tsx'
import { UnitLabel } from './UnitLabel.tsx'

interface Props {
  phrase: Phrase
  /** How its numbers are shown, if not as they stand at the cursor */
  number?: (part: NumberPart) => ReactNode
}

/** A sentence with its units and numbers. */
export function PhraseText({ phrase, number = atCursor }: Props) {
  return phrase.map((part, index) => {
    if (typeof part === 'string') return part
    if (part.kind === 'unit') return <UnitLabel key={index} layer={part.layer} unit={part.unit} />
    return <span key={index}>{number(part)}</span>
  })
}

const atCursor = ({ slot }: NumberPart): ReactNode => <Numeral slot={slot} />
