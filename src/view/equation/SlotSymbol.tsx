import type { ReactNode } from 'react'
import type { Slot } from '../../engine/layout.ts'
import { quantityOf } from '../../engine/quantities.ts'
import { sampleAt } from '../../experiment/experiment.ts'
import type { UnitName } from '../../explain/unitNames.ts'
import { symbolOf, type Symbol } from '../../explain/symbol.ts'
import { useLesson } from '../page/lesson.ts'
import styles from './equation.module.css'

interface Props {
  slot: Slot
  iteration: number
  /** With ∂L/∂w on one line, for running text */
  flat?: boolean
}

/** The symbol of the quantity in a slot: z with the unit's name below it. */
export function SlotSymbol({ slot, iteration, flat = false }: Props) {
  const schedule = useLesson((lesson) => lesson.schedule)
  const experiment = useLesson((lesson) => lesson.experiment)
  const isPointed = useLesson(({ pointed }) => pointed.includes(slot))
  const sampleIn = (row: number) => sampleAt(experiment, iteration, row) + 1
  return (
    <mrow data-slot={slot} className={isPointed ? styles.pointed : undefined}>
      {draw(symbolOf(quantityOf(schedule, slot), schedule.network, sampleIn), flat)}
    </mrow>
  )
}

function draw(symbol: Symbol, flat: boolean): ReactNode {
  switch (symbol.kind) {
    case 'letter':
      return <mi>{symbol.letter}</mi>
    case 'unit':
      return <UnitSymbol {...symbol.unit} />
    case 'ofUnits':
      return (
        <msub>
          <mi>{symbol.letter}</mi>
          <mrow>
            {symbol.units.map((unit, index) => (
              <UnitSymbol key={index} {...unit} />
            ))}
          </mrow>
        </msub>
      )
    case 'numbered':
      return (
        <msub>
          <mi>{symbol.letter}</mi>
          <mn>{symbol.number}</mn>
        </msub>
      )
    case 'derivative':
      return <Derivative of={draw(symbol.of, flat)} sample={symbol.sample} flat={flat} />
  }
}

/** ∂top/∂by, with null for the loss on top */
export function DerivativeSymbol({ top, by, iteration }: { top: Slot | null; by: Slot; iteration: number }) {
  return (
    <mfrac>
      <mrow>
        <mo>∂</mo>
        {top === null ? <mi>L</mi> : <SlotSymbol slot={top} iteration={iteration} />}
      </mrow>
      <mrow>
        <mo>∂</mo>
        <SlotSymbol slot={by} iteration={iteration} />
      </mrow>
    </mfrac>
  )
}

interface DerivativeProps {
  of: ReactNode
  sample: number | null
  flat: boolean
}

/** ∂L/∂…, or one sample's share of it, (∂L/∂…)₂ */
function Derivative({ of, sample, flat }: DerivativeProps) {
  const above = (
    <mrow>
      <mo>∂</mo>
      <mi>L</mi>
    </mrow>
  )
  const below = (
    <mrow>
      <mo>∂</mo>
      {of}
    </mrow>
  )
  const derivative = flat ? (
    <mrow>
      {above}
      <mo>/</mo>
      {below}
    </mrow>
  ) : (
    <mfrac>
      {above}
      {below}
    </mfrac>
  )
  if (sample === null) return derivative
  return (
    <msub>
      <mrow>
        <mo>(</mo>
        {derivative}
        <mo>)</mo>
      </mrow>
      <mn>{sample}</mn>
    </msub>
  )
}

function UnitSymbol({ letter, index, layer }: UnitName) {
  if (index === null) return <mi>{letter}</mi>
  if (layer === null) {
    return (
      <msub>
        <mi>{letter}</mi>
        <mn>{index}</mn>
      </msub>
    )
  }
  return (
    <msubsup>
      <mi>{letter}</mi>
      <mn>{index}</mn>
      <mrow>
        <mo stretchy="false">(</mo>
        <mn>{layer}</mn>
        <mo stretchy="false">)</mo>
      </mrow>
    </msubsup>
  )
}
