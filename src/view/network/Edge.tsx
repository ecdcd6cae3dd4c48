import { memo } from 'react'
import type { LessonState } from '../../store/lesson.ts'
import { useLesson } from '../page/lesson.ts'
import { useTheme } from '../page/theme.ts'
import { roleOf, shownRow, type Role } from '../../store/operation.ts'
import { reading, slotOfParameter } from '../../store/reading.ts'
import { useShown, type Shown } from '../number/quantity.ts'
import { edgeWidth, signedColor, signedInk } from '../chart/scales.ts'
import { Flow } from './Flow.tsx'
import type { Geometry, Segment } from './geometry.ts'
import { freeSpot, LABEL_RY, MOST_DIGITS_IN_DRAWING, type EdgeSpot } from './labels.ts'
import styles from './network.module.css'
import { SvgNumeral, textWidth } from '../number/SvgNumeral.tsx'
import { partKey } from '../../store/parts.ts'
import { usePart } from './usePart.ts'

interface Place {
  layer: number
  unit: number
  source: number
}

interface EdgeProps extends Place {
  segment: Segment
  /** Whether Tab stops here */
  isStop: boolean
}

/** One weight: its colour is its sign and strength, its width its size. */
export const Edge = memo(function Edge({ layer, unit, source, segment, isStop }: EdgeProps) {
  const part = usePart({ layer, unit, source }, isStop)
  const weight = useWeight({ layer, unit, source })
  const theme = useTheme()
  const isTouched = useLesson((lesson) => edgeRole(lesson, { layer, unit, source }) !== null)
  return (
    <g {...part} className={styles.part} data-touched={isTouched || undefined}>
      {/* Of hundreds of edges few are pointed at, and one at most has the focus. */}
      {(part['data-pointed'] || isStop) && <rect className={styles.ring} {...around(segment, RING_WIDTH)} />}
      <line
        className={styles.edge}
        {...endsOf(segment)}
        style={{ stroke: signedColor(weight, theme), strokeWidth: edgeWidth(weight) }}
      />
    </g>
  )
})

interface ReachProps extends Place {
  segment: Segment
  /** Whether many edges are near each other */
  isDense: boolean
}

/** What makes a thin edge easy to hit. It lies below all edges: where two are near, the one that is hit is the one seen. */
export const EdgeReach = memo(function EdgeReach({ layer, unit, source, segment, isDense }: ReachProps) {
  return (
    <line
      data-about={partKey({ layer, unit, source })}
      className={styles.reach}
      {...endsOf(segment)}
      strokeWidth={isDense ? 8 : 14}
    />
  )
})

/** Round the widest edge */
const RING_WIDTH = 18

const endsOf = ({ from, to }: Segment) => ({ x1: from.x, y1: from.y, x2: to.x, y2: to.y })

/** A box round an edge, of such a height across it. */
function around({ from, to }: Segment, height: number) {
  const length = Math.hypot(to.x - from.x, to.y - from.y)
  const angle = (Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI
  return {
    transform: `translate(${from.x} ${from.y}) rotate(${angle})`,
    y: -height / 2,
    width: length,
    height,
    rx: height / 2,
  }
}

/** The highlighter under an edge that the operation in view reads or writes. */
export function EdgeLight({ layer, unit, source, segment }: Place & { segment: Segment }) {
  const weight = useWeight({ layer, unit, source })
  const stage = useLesson((lesson) => lesson.view.operation?.stage)
  const role = useLesson((lesson) => edgeRole(lesson, { layer, unit, source }))
  if (!role) return null
  const passes = role === 'read' && (stage === 'forward' || stage === 'backward')
  const width = edgeWidth(weight) + 8
  const { from, to } = segment
  return (
    <g data-role={role} data-layer={layer} data-unit={unit} data-source={source}>
      {passes ? (
        <Flow {...{ segment, width }} backward={stage === 'backward'} />
      ) : (
        <line className={styles.flowMarker} x1={from.x} y1={from.y} x2={to.x} y2={to.y} strokeWidth={width} />
      )}
    </g>
  )
}

/** A weight is always known. */
const useWeight = (place: Place): number =>
  useLesson((lesson) => reading(lesson, slotOfParameter(lesson, place)) ?? NaN)

/** The part that an edge plays, by its weight or its gradient */
const edgeRole = (lesson: LessonState, place: Place): Role =>
  roleOf(lesson, [slotOfParameter(lesson, place), ...gradientSlots(lesson, place)])

function gradientSlots(lesson: LessonState, { layer, unit, source }: Place) {
  const { layout } = lesson.schedule
  return [layout.share(shownRow(lesson), layer, unit, source), layout.gradient(layer, unit, source)]
}

/** The weight on its edge and, once computed, its gradient above it. `at` is null where there is no room. */
export const EdgeLabel = memo(function EdgeLabel({ at, geometry, segment, ...place }: LabelProps) {
  const { layer, unit, source } = place
  const { layout } = useLesson(({ schedule }) => schedule)
  const row = useLesson(shownRow)
  const weightSlot = useLesson((lesson) => slotOfParameter(lesson, place))
  const digits = at?.digits ?? MOST_DIGITS_IN_DRAWING
  const weight = useShown(weightSlot, digits)
  const share = useShown(layout.share(row, layer, unit, source), digits)
  const sum = useShown(layout.gradient(layer, unit, source), digits)
  const weightRole = useLesson((lesson) => roleOf(lesson, [weightSlot]))
  const gradientRole = useLesson((lesson) => roleOf(lesson, gradientSlots(lesson, place)))
  // On the edge its dashed ground says that it is a gradient; where digits are few or none, there is room for letters.
  const isBare = digits === MOST_DIGITS_IN_DRAWING && at !== null
  const gradientLine = toLine(sum ?? share, isBare ? '' : sum ? '∂L/∂w' : 'share', gradientRole)
  const weightLine = toLine(weight, '', weightRole)
  const about = partKey({ layer, unit, source })
  const line = gradientLine?.role === 'written' ? gradientLine : weightLine
  const isTouched = weightRole !== null || gradientRole !== null

  return (
    <g data-about={about} className={styles.edgeLabel} data-touched={isTouched || undefined}>
      {at && at.gradientBy !== null ? (
        <>
          {weightLine && <EdgeNumber x={at.x} y={at.y} line={weightLine} />}
          {gradientLine && <EdgeNumber x={at.x} y={at.y + at.gradientBy} line={gradientLine} />}
        </>
      ) : at ? (
        line && <EdgeNumber x={at.x} y={at.y} line={line} isNarrow />
      ) : (
        line?.role === 'written' && <LoneLabel {...{ line, geometry, layer, segment }} />
      )}
    </g>
  )
})

/** The number pointed at on an edge that has no room for its label: the weight, if the edge itself is pointed at. */
export function PointedLabel({
  geometry,
  segment,
  layer,
  unit,
  source,
}: Place & { segment: Segment; geometry: Geometry }) {
  const weightSlot = useLesson((lesson) => slotOfParameter(lesson, { layer, unit, source }))
  const slot = useLesson(({ pointed }) => (pointed.length === 1 ? pointed[0] : weightSlot))
  const shown = useShown(slot, MOST_DIGITS_IN_DRAWING)
  const about = partKey({ layer, unit, source })
  if (!shown) return null
  const { kind, sample } = shown.quantity
  const line = toLine(shown, kind === 'w' ? '' : sample === 'batch' ? '∂L/∂w' : 'share', null)
  return <g data-about={about}>{line && <LoneLabel {...{ line, geometry, layer, segment }} />}</g>
}

interface LoneLabelProps {
  line: Line
  geometry: Geometry
  layer: number
  segment: Segment
}

/** Where there is no room for all labels, there may be for the one that has just been computed, or for its number alone. */
function LoneLabel({ line, geometry, layer, segment }: LoneLabelProps) {
  for (const label of [line, { ...line, symbol: '' }]) {
    const width = Math.max(textWidth(label.shown.text, label.symbol), textWidth(USUAL, label.symbol))
    const spot = freeSpot(geometry, layer, segment, width + 2 * PADDING)
    if (spot) return <EdgeNumber x={spot.x} y={spot.y} line={label} />
  }
  return null
}

interface Line {
  readonly shown: Shown
  /** None for the weight itself */
  readonly symbol: string
  readonly role: Role
}

const toLine = (shown: Shown | null, symbol: string, role: Role): Line | null => shown && { shown, symbol, role }

interface LabelProps extends Place {
  segment: Segment
  at: EdgeSpot | null
  geometry: Geometry
}

/** A number as long as most: so that a shorter one does not stand elsewhere */
const USUAL = '−1.2e−5'
/** At both ends of the number, to the end of its ground */
const PADDING = 5
/** For a symbol above its number */
const SYMBOL_ABOVE = 16

interface NumberProps {
  x: number
  y: number
  line: Line
  /** Whether it takes no more room across than its number: its symbol stands above it */
  isNarrow?: boolean
}

/** A number on a ground of its own, which sits on the edge like a bead; a gradient's is dashed, as all is that comes back. */
function EdgeNumber({ x, y, line: { shown, symbol, role }, isNarrow = false }: NumberProps) {
  const isStacked = isNarrow && symbol !== ''
  const widths = isStacked ? [textWidth(shown.text), textWidth('', symbol)] : [textWidth(shown.text, symbol)]
  const width = Math.max(...widths) + 2 * PADDING
  const above = isStacked ? SYMBOL_ABOVE : 0
  const isWritten = role === 'written'
  return (
    <g data-role={role ?? undefined}>
      <rect
        className={shown.quantity.kind === 'gw' ? styles.gradientGround : styles.weightGround}
        style={{ stroke: signedInk(shown.value), ...(role && { fill: `var(--accent${isWritten ? '' : '-soft'})` }) }}
        x={x - width / 2}
        y={y - LABEL_RY - above}
        width={width}
        height={2 * LABEL_RY + above}
        rx={LABEL_RY}
      />
      {isStacked && (
        <text className={`symbol ${isWritten ? styles.litText : ''}`} x={x} y={y + 4 - above}>
          {symbol}
        </text>
      )}
      <text className={isWritten ? styles.litText : undefined} x={x} y={y + 6.5}>
        <SvgNumeral shown={shown} symbol={isStacked ? '' : symbol} signed={!isWritten} />
      </text>
    </g>
  )
}
