import { memo } from 'react'
import { useLesson } from '../page/lesson.ts'
import { roleOf, type Role } from '../../store/operation.ts'
import { reading } from '../../store/reading.ts'
import type { Shown } from '../number/quantity.ts'
import { fillPart, ringPart, signedInk } from '../chart/scales.ts'
import { SvgUnitLabel } from '../number/UnitLabel.tsx'
import { CORNER, LINE, type Point, type UnitShape } from './geometry.ts'
import { Label } from './Label.tsx'
import { NARROW_INPUT } from './labels.ts'
import styles from './network.module.css'
import { SvgNumeral } from '../number/SvgNumeral.tsx'
import { useFitting } from './useFitting.ts'
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
  const { form } = shape

  return (
    <>
      {shape.map && <rect {...boxOf(shape)} className={styles.veil} transform={`translate(${at.x} ${at.y})`} />}
      <g
        {...part}
        className={styles.part}
        transform={`translate(${at.x} ${at.y})`}
        data-role={role ?? undefined}
        data-layer={layer}
        data-unit={unit}
      >
        {role && <rect {...boxOf(shape, 5)} className={role === 'written' ? styles.litUnit : styles.readUnit} />}
        <rect {...boxOf(shape, form === 'tablet' ? 2 : 7)} className={styles.ring} />
        <Body layer={layer} unit={unit} shape={shape} slots={slots} />
        <DeltaMark slots={slots} shape={shape} />
        {form === 'window' && <WindowText {...{ layer, unit, shape, slots }} />}
        {form === 'card' && <CardText {...{ layer, unit, shape, slots }} />}
        {form === 'tablet' && <TabletText {...{ layer, unit, shape, slots }} />}
      </g>
    </>
  )
})

const boxOf = ({ rx, ry }: UnitShape, grow = 0) => ({
  x: -rx - grow,
  y: -ry - grow,
  width: 2 * (rx + grow),
  height: 2 * (ry + grow),
  rx: CORNER + grow,
})

interface PartProps {
  layer: number
  unit: number
  shape: UnitShape
  slots: UnitSlots
}

/** The box, filled as far as the unit is on. A map, which is painted behind the drawing, is left free. */
function Body({ layer, unit, shape, slots }: PartProps) {
  const level = useLesson((lesson) => fillPart(reading(lesson, slots.activation) ?? 0))
  const { rx, ry, map } = shape
  const left = map ? map.x + map.size : -rx
  const clip = `unit-${layer}-${unit}`
  return (
    <>
      <clipPath id={clip}>
        <rect {...boxOf(shape)} />
      </clipPath>
      <g clipPath={`url(#${clip})`}>
        <rect className={styles.unitBody} x={left} y={-ry} width={rx - left} height={2 * ry} />
        <rect className={styles.unitFill} x={left} y={ry - 2 * ry * level} width={rx - left} height={2 * ry * level} />
      </g>
      <rect {...boxOf(shape)} className={styles.unitOutline} />
    </>
  )
}

/**
 * How strongly, and which way, the loss asks the unit to change: what came back to it as a pale ring round the box and, on
 * the same track, what the slope leaves of it.
 */
function DeltaMark({ slots, shape }: { slots: UnitSlots; shape: UnitShape }) {
  return (
    <>
      <RingMark name="dLda" slot={slots.activationGradient} shape={shape} />
      <RingMark name="delta" slot={slots.delta} shape={shape} />
    </>
  )
}

function RingMark({ name, slot, shape }: { name: 'dLda' | 'delta'; slot: number | null; shape: UnitShape }) {
  const value = useLesson((lesson) => (slot === null ? null : reading(lesson, slot)))
  if (value === null) return null
  return (
    <rect
      {...boxOf(shape, 3)}
      className={name === 'delta' ? styles.deltaRing : styles.paleRing}
      data-ring={name}
      pathLength={1}
      style={{ stroke: signedInk(value), strokeDasharray: `${ringPart(value)} 1` }}
    />
  )
}

/**
 * The numbers of a unit that is a window: what comes forward below it, what comes back above it. Where columns are far
 * apart each has a place of its own; where not, two share one.
 */
function WindowText({ layer, unit, shape, slots }: PartProps) {
  const { ry, isWide, lineWidth: width } = shape
  const below = ry + 19
  return (
    <>
      <Name layer={layer} unit={unit} x={0} y={-ry + 20} />
      {layer === 0 ? (
        <UnitNumber slot={slots.activation} y={below} width={isWide ? Infinity : NARROW_INPUT} />
      ) : isWide ? (
        <>
          <UnitNumber slot={slots.weightedSum} symbol="z" x={-SIDE} y={below} isBefore />
          <UnitNumber slot={slots.activation} symbol="a" x={SIDE} y={below} />
          <UnitNumber slot={slots.bias} symbol="b" x={-SIDE} y={below + LINE} isQuiet isBefore />
          <BiasGradient slots={slots} x={SIDE} y={below + LINE} />
          <UnitNumber slot={slots.activationGradient} symbol="∂L/∂a" x={BACK} y={-ry - 9} isSigned isBefore />
          <UnitNumber slot={slots.delta} symbol="δ" x={BACK + 2 * SIDE} y={-ry - 9} isSigned />
        </>
      ) : (
        <>
          <Forward slots={slots} y={below} width={width} />
          <BiasOrGradient slots={slots} y={below + LINE} width={width} />
          <UnitNumber slot={slots.activationGradient} symbol="∂L/∂a" y={-ry - 9 - LINE} width={width} isSigned />
          <UnitNumber slot={slots.delta} symbol="δ" y={-ry - 9} width={width} isSigned />
        </>
      )}
    </>
  )
}

/** Beside the middle of the unit, for two numbers side by side */
const SIDE = 6
/** Of what comes back the left number is the longer one. */
const BACK = 8

/** Name and activation in the box, what comes back above it, the bias below. */
function CardText({ layer, unit, shape, slots }: PartProps) {
  const { ry, textX } = shape
  return (
    <>
      <Name layer={layer} unit={unit} x={textX} y={-3} />
      <g transform={`translate(${textX} 0)`}>
        <Forward slots={slots} y={15} width={2 * shape.rx - (shape.map?.size ?? 0) - 4} />
      </g>
      {layer > 0 && <Backward slots={slots} y={-ry - 9} />}
      {layer > 0 && <BiasOrGradient slots={slots} y={ry + 18} isShy={!shape.hasBias} />}
    </>
  )
}

/** Two lines: above, what is newest of what comes back and of the bias; below, the name with the activation. */
function TabletText({ layer, unit, shape, slots }: PartProps) {
  const isBiasLookedAt = useLesson((lesson) => roleOf(lesson, [slots.bias, slots.share, slots.gradient]) !== null)
  const { textX, map, rx } = shape
  const width = 2 * rx - (map?.size ?? 0) - 6
  return (
    <g transform={`translate(${textX} 0)`}>
      {layer > 0 &&
        (isBiasLookedAt ? (
          <BiasOrGradient slots={slots} y={-3} width={width} />
        ) : (
          <Backward slots={slots} y={-3} width={width} />
        ))}
      <NamedNumber layer={layer} unit={unit} slots={slots} y={layer === 0 ? 6 : 15} width={width} />
    </g>
  )
}

/** In one line with the activation, or with z before that is known. */
function NamedNumber({ layer, unit, slots, y, width }: Omit<PartProps, 'shape'> & { y: number; width: number }) {
  const { shown, symbol } = useForward(slots, width - NAME_WIDTH)
  return (
    <text y={y}>
      <tspan className={styles.unitName}>
        <SvgUnitLabel layer={layer} unit={unit} />
      </tspan>
      {shown && (
        <tspan dx="5">
          <SvgNumeral shown={shown} symbol={symbol} />
        </tspan>
      )}
    </text>
  )
}

/** About the width of h₁ with a gap */
const NAME_WIDTH = 27

function Name({ layer, unit, x, y }: { layer: number; unit: number; x: number; y: number }) {
  return (
    <text className={styles.unitName} x={x} y={y}>
      <SvgUnitLabel layer={layer} unit={unit} />
    </text>
  )
}

interface NumberProps {
  slot: number | null
  symbol?: string
  x?: number
  y: number
  /** Of the line that it must fit into */
  width?: number
  isBefore?: boolean
  isSigned?: boolean
  /** For what is not of the moment */
  isQuiet?: boolean
}

/** One number in a place of its own. */
function UnitNumber({ slot, y, width = Infinity, ...label }: NumberProps) {
  const shown = useFitting(slot, width, label.symbol)
  const role = useLesson((lesson) => roleOf(lesson, [slot]))
  return shown && <Label {...{ shown, role, y }} {...label} />
}

interface LineProps {
  slots: UnitSlots
  x?: number
  y: number
  /** Of the box that it must fit into; none outside of one */
  width?: number
}

/** The activation or, before it is known, the weighted sum. */
function Forward({ slots, y, width = Infinity }: LineProps) {
  const { shown, symbol, slot } = useForward(slots, width)
  const role = useLesson((lesson) => roleOf(lesson, [slot]))
  return shown && <Label {...{ shown, symbol, role, y }} />
}

function useForward(slots: UnitSlots, width: number): { shown: Shown | null; symbol: string; slot: number | null } {
  const a = useFitting(slots.activation, width)
  const z = useFitting(slots.weightedSum, width, 'z')
  return a || !z ? { shown: a, symbol: '', slot: slots.activation } : { shown: z, symbol: 'z', slot: slots.weightedSum }
}

/** Delta or, before it is known, ∂L/∂a. */
function Backward({ slots, y, width = Infinity }: LineProps) {
  const delta = useFitting(slots.delta, width, 'δ')
  const activationGradient = useFitting(slots.activationGradient, width, '∂L/∂a')
  const role = useLesson((lesson) => roleOf(lesson, [slots.delta, slots.activationGradient]))
  const shown = delta ?? activationGradient
  return shown && <Label {...{ shown, role, y }} symbol={delta ? 'δ' : '∂L/∂a'} isSigned />
}

function BiasGradient({ slots, x, y }: LineProps) {
  const { shown, symbol, role } = useBiasGradient(slots, Infinity)
  return shown && <Label {...{ shown, symbol, role, y }} {...(x !== undefined && { x })} isSigned />
}

/** The bias, or its gradient in its place while that is written; one that is shy only while it is looked at. */
function BiasOrGradient({ slots, y, width = Infinity, isShy = false }: LineProps & { isShy?: boolean }) {
  const bias = useFitting(slots.bias, width, 'b')
  const biasRole = useLesson((lesson) => roleOf(lesson, [slots.bias]))
  const gradient = useBiasGradient(slots, width)
  if (gradient.shown && gradient.role === 'written')
    return <Label {...gradient} shown={gradient.shown} y={y} isSigned />
  if (isShy && biasRole === null) return null
  return bias && <Label shown={bias} symbol="b" role={biasRole} y={y} isQuiet />
}

/** One sample's share or, once it is known, the gradient over the batch. */
function useBiasGradient(slots: UnitSlots, width: number): { shown: Shown | null; symbol: string; role: Role } {
  const share = useFitting(slots.share, width, 'share')
  const sum = useFitting(slots.gradient, width, '∂L/∂b')
  const role = useLesson((lesson) => roleOf(lesson, [slots.share, slots.gradient]))
  return { shown: sum ?? share, symbol: sum ? '∂L/∂b' : 'share', role }
}
