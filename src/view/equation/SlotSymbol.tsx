import type { ReactNode } from 'react'
import type { Slot } from '../../engine/layout.ts'
import { unitName } from '../../explain/names.ts'
import type { Quantity } from '../../explain/quantities.ts'
import { useLesson } from '../lesson.ts'
import { quantityIn } from '../quantity.ts'

/** The symbol of the quantity in a slot: z with the unit's name below it. */
export function SlotSymbol({ slot }: { slot: Slot }) {
  const schedule = useLesson((lesson) => lesson.schedule)
  return <QuantitySymbol quantity={quantityIn(schedule, slot)} />
}

function QuantitySymbol({ quantity }: { quantity: Quantity }) {
  const { kind, layer, unit, source, sample } = quantity
  const last = useLesson(({ schedule }) => schedule.network.sizes.length - 1)
  const name = <UnitSymbol layer={layer} unit={unit} />
  switch (kind) {
    case 'eta':
      return <mi>η</mi>
    case 'x':
      return name
    case 'target':
      return <mi>y</mi>
    case 'a':
      return layer === last ? name : <Indexed letter="a">{name}</Indexed>
    case 'z':
      return <Indexed letter="z">{name}</Indexed>
    case 'b':
      return <Indexed letter="b">{name}</Indexed>
    case 'w':
      return <WeightSymbol {...{ layer, unit, source: source! }} />
    case 'delta':
      return <Indexed letter="δ">{name}</Indexed>
    case 'loss':
      return sample === 'batch' ? <mi>L</mi> : <Indexed letter="L">{<mn>{Number(sample) + 1}</mn>}</Indexed>
    case 'dLda':
      return <Derivative of={layer === last ? name : <Indexed letter="a">{name}</Indexed>} sample={null} />
    case 'gw':
      return <Derivative of={<WeightSymbol {...{ layer, unit, source: source! }} />} sample={sample} />
    case 'gb':
      return <Derivative of={<Indexed letter="b">{name}</Indexed>} sample={sample} />
  }
}

function WeightSymbol({ layer, unit, source }: { layer: number; unit: number; source: number }) {
  return (
    <Indexed letter="w">
      <UnitSymbol layer={layer} unit={unit} />
      <UnitSymbol layer={layer - 1} unit={source} />
    </Indexed>
  )
}

function Indexed({ letter, children }: { letter: string; children: ReactNode }) {
  return (
    <msub>
      <mi>{letter}</mi>
      <mrow>{children}</mrow>
    </msub>
  )
}

/** ∂L/∂…, or one sample's share of it, (∂L/∂…)₂ */
function Derivative({ of, sample }: { of: ReactNode; sample: Quantity['sample'] }) {
  const derivative = (
    <mfrac>
      <mrow>
        <mo>∂</mo>
        <mi>L</mi>
      </mrow>
      <mrow>
        <mo>∂</mo>
        {of}
      </mrow>
    </mfrac>
  )
  if (typeof sample !== 'number') return derivative
  return (
    <msub>
      <mrow>
        <mo>(</mo>
        {derivative}
        <mo>)</mo>
      </mrow>
      <mn>{sample + 1}</mn>
    </msub>
  )
}

function UnitSymbol({ layer, unit }: { layer: number; unit: number }) {
  const network = useLesson(({ schedule }) => schedule.network)
  const { letter, index, layer: namedLayer } = unitName(network, layer, unit)
  if (index === null) return <mi>{letter}</mi>
  if (namedLayer === null) {
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
        <mn>{namedLayer}</mn>
        <mo stretchy="false">)</mo>
      </mrow>
    </msubsup>
  )
}
