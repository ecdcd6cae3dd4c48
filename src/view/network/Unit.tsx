import { memo } from 'react'
import { useLesson } from '../page/lesson.ts'
import { roleOf, type Role } from '../../store/operation.ts'
import { useShown, type Shown } from '../number/quantity.ts'
import { fillPart, ringPart, signedInk } from '../chart/scales.ts'
import { SvgUnitLabel } from '../number/UnitLabel.tsx'
import type { Point, UnitShape } from './geometry.ts'
import { MOST_DIGITS_IN_DRAWING } from './labels.ts'
import styles from './network.module.css'
import { SvgNumeral, textWidth } from '../number/SvgNumeral.tsx'
import { useUnitSlots, type UnitSlots } from './unitSlots.ts'
import { usePart } from './usePart.ts'

interface Props {
  layer: number
  unit: number
  at: Point
  shape: UnitShape
  /** Whether Tab stops here */
  isStop: boolean
}

/** One unit: how strongly it is on is its fill, which way and how strongly it should change is its ring. */
export const Unit = memo(function Unit({ layer, unit, at, shape, isStop }: Props) {
  const part = usePart({ layer, unit, source: null }, isStop)
  const slots = useUnitSlots(layer, unit)
  const role = useLesson((lesson) => roleOf(lesson, Object.values(slots)))
  const a = useShown(slots.activation, MOST_DIGITS_IN_DRAWING)
  const z = useShown(slots.weightedSum, MOST_DIGITS_IN_DRAWING)
  const delta = useShown(slots.delta, MOST_DIGITS_IN_DRAWING)
  const { rx, ry } = shape.unit
  const corner = shape.roomy ? ry : 8
  const box = (grow: number) => ({
    x: -rx - grow,
    y: -ry - grow,
    width: 2 * (rx + grow),
    height: 2 * (ry + grow),
    rx: corner + grow,
  })
  const isInput = layer === 0
  const level = a ? fillPart(a.value) : 0
  const clip = `unit-${layer}-${unit}`

  return (
    <g
      {...part}
      className={styles.part}
      transform={`translate(${at.x} ${at.y})`}
      data-role={role ?? undefined}
      data-layer={layer}
      data-unit={unit}
    >
      {role && <rect {...box(shape.roomy ? 9 : 4)} className={role === 'written' ? styles.litUnit : styles.readUnit} />}
      <rect {...box(shape.roomy ? 11 : 3)} className={styles.ring} />
      <clipPath id={clip}>
        <rect {...box(0)} />
      </clipPath>
      <rect {...box(0)} className={styles.unitBody} />
      <rect
        className={styles.unitFill}
        clipPath={`url(#${clip})`}
        x={-rx}
        y={ry - 2 * ry * level}
        width={2 * rx}
        height={2 * ry * level}
      />
      <rect {...box(0)} className={styles.unitOutline} />
      {!isInput && delta && <DeltaMark value={delta.value} shape={shape} />}
      {shape.roomy ? (
        <RoomyText {...{ layer, unit, shape, slots, a, z, delta }} />
      ) : (
        <DenseText {...{ layer, unit, slots, a, z, delta }} />
      )}
    </g>
  )
})

/** How strongly, and which way, the loss asks the unit to change: a ring round a circle, a bar in a tablet. */
function DeltaMark({ value, shape }: { value: number; shape: UnitShape }) {
  const { rx, ry } = shape.unit
  const part = ringPart(value)
  if (!shape.roomy) {
    return <rect x={-rx} y={ry - 2 * ry * part} width={5} height={2 * ry * part} style={{ fill: signedInk(value) }} />
  }
  const radius = ry + 3.5
  return (
    <circle
      className={styles.unitRing}
      r={radius}
      pathLength={1}
      transform="rotate(-90)"
      style={{ stroke: signedInk(value), strokeDasharray: `${part} 1` }}
    />
  )
}

interface TextProps {
  layer: number
  unit: number
  slots: UnitSlots
  a: Shown | null
  z: Shown | null
  delta: Shown | null
}

/** Name and activation inside the circle, delta above it, bias below. */
function RoomyText({ layer, unit, shape, slots, a, z, delta }: TextProps & { shape: UnitShape }) {
  const isInput = layer === 0
  const { ry } = shape.unit
  const showsZ = !isInput && !a && z
  /** Too narrow for a sign, a number and its symbol in one line */
  const isNarrow = ry < 38
  return (
    <>
      <text className={styles.unitName} y={-8}>
        {showsZ && isNarrow && <tspan className="symbol">z of </tspan>}
        <SvgUnitLabel layer={layer} unit={unit} />
      </text>
      <text className={styles.unitValue} y={11} fontSize={ry < 32 ? 14 : 15}>
        {a ? <SvgNumeral shown={a} /> : showsZ && <SvgNumeral shown={z} symbol={isNarrow ? '' : 'z'} />}
      </text>
      {!isInput && (
        <>
          <BackwardLabel y={-ry - 10} slots={slots} delta={delta} />
          <BiasLabel y={ry + 19} slots={slots} wide={shape.wide} outside />
        </>
      )}
    </>
  )
}

/** Two lines in a tablet: the name with the activation, and what is newest of delta and bias. */
function DenseText({ layer, unit, slots, a, z, delta }: TextProps) {
  const isInput = layer === 0
  const biasRole = useLesson((lesson) => roleOf(lesson, [slots.bias, slots.share, slots.gradient]))
  const value = a ? <SvgNumeral shown={a} /> : !isInput && z && <SvgNumeral shown={z} symbol="z" />
  return (
    <>
      <text className={styles.tabletLine} y={isInput ? 5 : -4}>
        <tspan className={styles.unitName}>
          <SvgUnitLabel layer={layer} unit={unit} />
        </tspan>
        {value && <tspan dx="5">{value}</tspan>}
      </text>
      {!isInput &&
        (biasRole ? (
          <BiasLabel y={15} slots={slots} wide={false} outside={false} />
        ) : (
          <BackwardLabel y={15} slots={slots} delta={delta} />
        ))}
    </>
  )
}

/** Delta, or before it is known, ∂L/∂a. */
function BackwardLabel({ y, slots, delta }: { y: number; slots: UnitSlots; delta: Shown | null }) {
  const dLda = useShown(slots.activationGradient, MOST_DIGITS_IN_DRAWING)
  const role = useLesson((lesson) => roleOf(lesson, [slots.delta, slots.activationGradient]))
  const shown = delta ?? dLda
  if (!shown) return null
  const symbol = delta ? 'δ' : '∂L/∂a'
  return (
    <g>
      <LabelGround y={y} text={`${symbol} ${shown.text}`} role={role} />
      <text className={role === 'written' ? styles.litText : styles.delta} y={y}>
        <SvgNumeral shown={shown} symbol={symbol} signed={role !== 'written'} />
      </text>
    </g>
  )
}

/** The bias, with its gradient beside it where there is room; where there is not, the one of the two that matters. */
function BiasLabel({ y, slots, wide, outside }: { y: number; slots: UnitSlots; wide: boolean; outside: boolean }) {
  const bias = useShown(slots.bias, MOST_DIGITS_IN_DRAWING)
  const share = useShown(slots.share, MOST_DIGITS_IN_DRAWING)
  const sum = useShown(slots.gradient, MOST_DIGITS_IN_DRAWING)
  const biasRole = useLesson((lesson) => roleOf(lesson, [slots.bias]))
  const gradientRole = useLesson((lesson) => roleOf(lesson, [slots.share, slots.gradient]))
  const gradient = sum ?? share
  const symbol = sum ? '∂L/∂b' : 'share'
  const biasText = `b ${bias?.text}`
  const gradientText = `${symbol} ${gradient?.text}`
  const gap = 10
  const both = wide && gradient
  const showsGradient = both || (gradient && gradientRole === 'written')
  const showsBias = bias && (both || !showsGradient)
  const biasX = both ? -(textWidth(gradientText) + gap) / 2 : 0
  const gradientX = both ? (textWidth(biasText) + gap) / 2 : 0
  return (
    <>
      {showsBias && (
        <g transform={`translate(${biasX} 0)`}>
          <LabelGround y={y} text={biasText} role={biasRole} outside={outside} />
          <text className={biasRole === 'written' ? styles.litText : styles.bias} y={y}>
            <SvgNumeral shown={bias} symbol="b" />
          </text>
        </g>
      )}
      {showsGradient && gradient && (
        <g transform={`translate(${gradientX} 0)`}>
          <LabelGround y={y} text={gradientText} role={gradientRole} outside={outside} />
          <text className={gradientRole === 'written' ? styles.litText : styles.bias} y={y}>
            <SvgNumeral shown={gradient} symbol={symbol} signed={gradientRole !== 'written'} />
          </text>
        </g>
      )}
    </>
  )
}

/**
 * The highlighter behind a number that the operation at the cursor writes or, paler, reads; paper behind the others, if
 * they stand `outside` of their unit, where an edge may pass.
 */
function LabelGround({ y, text, role, outside = false }: { y: number; text: string; role: Role; outside?: boolean }) {
  if (!role && !outside) return null
  const width = textWidth(text)
  const className = role === 'written' ? styles.litLabel : role === 'read' ? styles.readLabel : styles.labelGround
  return <rect className={className} x={-width / 2} y={y - 14} width={width} height={19} rx={4} />
}
