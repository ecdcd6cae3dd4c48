import { useQuantity } from '../number/quantity.ts'
import { lazy, useState, type ReactNode } from 'react'
import type { Slot } from '../../engine/layout.ts'
import type { QuantityKind } from '../../engine/quantities.ts'
import type { Trace } from '../../engine/trace.ts'
import { kinds } from '../../explain/kinds.ts'
import { Later } from '../page/Later.tsx'
import styles from './equation.module.css'

const ChainRule = lazy(() => import('./ChainRule.tsx').then((module) => ({ default: module.ChainRule })))
const Check = lazy(() => import('./Check.tsx').then((module) => ({ default: module.Check })))

const faces = { formula: 'Formula', chain: 'Chain rule', check: 'Check' } as const
type Face = keyof typeof faces

interface Props {
  slot: Slot
  trace: Trace
  /** What it is, in words: the same whatever face is shown */
  head: ReactNode
  /** The formula, the face that every number has */
  children: ReactNode
  /** What can be done with the number */
  tools: ReactNode
}

/**
 * A derivative has a second face, the whole chain rule; a number that is about one parameter has both and a third, a check.
 */
export function Faces({ slot, trace, head, children, tools }: Props) {
  const [chosen, choose] = useState<Face>('formula')
  const quantity = useQuantity(slot)
  const offered = facesOf(quantity.kind)
  const shown = offered.includes(chosen) ? chosen : 'formula'
  return (
    <>
      <div className={styles.head}>{head}</div>
      {shown === 'formula' ? (
        children
      ) : (
        <Later key={shown}>
          {shown === 'chain' ? <ChainRule {...{ quantity, trace }} /> : <Check {...{ quantity, trace }} />}
        </Later>
      )}
      <div className={styles.foot} data-tools="">
        {tools}
        {offered.length > 1 && <FaceChoice {...{ offered, chosen: shown, choose }} />}
      </div>
    </>
  )
}

function facesOf(kind: QuantityKind): readonly Face[] {
  const { hasChain, isOfParameter } = kinds[kind]
  return ['formula', ...(hasChain ? (['chain'] as const) : []), ...(isOfParameter ? (['check'] as const) : [])]
}

interface ChoiceProps {
  offered: readonly Face[]
  chosen: Face
  choose: (face: Face) => void
}

function FaceChoice({ offered, chosen, choose }: ChoiceProps) {
  return (
    <div className={styles.faces} role="group" aria-label="What to see of it">
      {offered.map((face) => (
        <button
          key={face}
          type="button"
          className={styles.face}
          aria-pressed={face === chosen}
          onClick={() => choose(face)}
        >
          {faces[face]}
        </button>
      ))}
    </div>
  )
}
