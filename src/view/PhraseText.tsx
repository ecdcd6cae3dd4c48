import type { Phrase } from '../explain/phrase.ts'
import { Numeral } from './Numeral.tsx'
import { valueAt, valueBefore } from './quantity.ts'
import { UnitLabel } from './UnitLabel.tsx'

/** A sentence with its units and numbers. */
export function PhraseText({ phrase }: { phrase: Phrase }) {
  return phrase.map((part, index) => {
    if (typeof part === 'string') return part
    if (part.kind === 'unit') return <UnitLabel key={index} layer={part.layer} unit={part.unit} />
    return <Numeral key={index} slot={part.slot} read={part.before ? valueBefore : valueAt} />
  })
}
