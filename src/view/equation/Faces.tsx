import { useQuantity } from '../number/quantity.ts'
import { lazy, useState, type ReactNode } from 'react'
import type { Slot } from '../../engine/layout.ts'
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

/** A number that is about one parameter has three faces: how it was computed, the whole chain rule, and a check. */
export function Faces({ slot, trace, head, children, tools }: Props) {
  const [chosen, choose] = useState<Face>('formula')
  const quantity = useQuantity(slot)
  const { isOfParameter } = kinds[quantity.kind]
  const shown = isOfParameter ? chosen : 'formula'
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
        {isOfParameter && <FaceChoice {...{ chosen, choose }} />}
      </div>
    </>
  )
}

function FaceChoice({ chosen, choose }: { chosen: Face; choose: (face: Face) => void }) {
  return (
    <div className={styles.faces} role="group" aria-label="What to see of it">
      {(Object.keys(faces) as Face[]).map((face) => (
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
