import { useLesson } from '../lesson.ts'
import { currentStep, roleOf, shownRow } from '../operation.ts'
import { useShown } from '../quantity.ts'
import { edgeWidth, signedColor } from '../scales.ts'
import { Flow } from './Flow.tsx'
import { pointAlong, type Point, type Segment } from './geometry.ts'
import styles from './network.module.css'
import { SvgNumeral, textWidth } from './SvgNumeral.tsx'

interface Place {
  layer: number
  unit: number
  source: number
}

/** One weight: its colour is its sign and strength, its width its size. */
export function Edge({ layer, unit, source, segment }: Place & { segment: Segment }) {
  const slot = useLesson(({ schedule }) => schedule.layout.weight(layer, unit, source))
  const weight = useLesson(({ frame }) => frame[slot])
  const { from, to } = segment
  return (
    <line
      className={styles.edge}
      x1={from.x}
      y1={from.y}
      x2={to.x}
      y2={to.y}
      style={{ stroke: signedColor(weight), strokeWidth: edgeWidth(weight) }}
    />
  )
}

/** The highlighter under an edge that the operation at the cursor reads or writes. */
export function EdgeLight({ layer, unit, source, segment }: Place & { segment: Segment }) {
  const moment = useLesson(({ cursor }) => `${cursor.iteration} ${cursor.step}`)
  const stage = useLesson((lesson) => currentStep(lesson)?.stage)
  const role = useLesson((lesson) => roleOf(lesson, edgeSlots(lesson, { layer, unit, source })))
  if (!role) return null
  const passes = role === 'read' && (stage === 'forward' || stage === 'backward')
  if (passes) return <Flow segment={segment} backward={stage === 'backward'} moment={moment} />
  const { from, to } = segment
  return <line className={styles.flowMarker} x1={from.x} y1={from.y} x2={to.x} y2={to.y} />
}

type Lesson = Parameters<Parameters<typeof useLesson>[0]>[0]

function edgeSlots(lesson: Lesson, { layer, unit, source }: Place) {
  const { layout } = lesson.schedule
  return [
    layout.weight(layer, unit, source),
    layout.weightGradient(shownRow(lesson), layer, unit, source),
    layout.batchWeightGradient(layer, unit, source),
  ]
}

/** The weight on its edge and, once computed, its gradient below it. `at` is null where there is no room. */
export function EdgeLabel({ layer, unit, source, segment, at }: Place & { segment: Segment; at: Point | null }) {
  const slots = useLesson(({ schedule }) => schedule.layout)
  const row = useLesson(shownRow)
  const weightSlot = slots.weight(layer, unit, source)
  const weight = useShown(weightSlot)
  const share = useShown(slots.weightGradient(row, layer, unit, source))
  const sum = useShown(slots.batchWeightGradient(layer, unit, source))
  const written = useLesson((lesson) => roleOf(lesson, edgeSlots(lesson, { layer, unit, source })) === 'written')
  const writesWeight = useLesson((lesson) => currentStep(lesson)?.target === weightSlot)
  if (!at && !written) return null

  const { x, y } = at ?? pointAlong(segment, 0.5)
  const gradient = sum ?? share
  const symbol = sum ? 'Σ∂w' : '∂w'
  const lit = (text: string, dy: number) => {
    const width = textWidth(text)
    return <rect className={styles.litLabel} x={x - width / 2} y={y + dy - 14} width={width} height={19} rx={4} />
  }
  return (
    <g>
      {written && weight && writesWeight && lit(weight.text, -5)}
      {written && gradient && !writesWeight && lit(`${symbol} ${gradient.text}`, 14)}
      {weight && (
        <text className={styles.label} x={x} y={y - 5}>
          <SvgNumeral shown={weight} signed />
        </text>
      )}
      {gradient && (
        <text className={styles.label} x={x} y={y + 14}>
          <SvgNumeral shown={gradient} symbol={symbol} signed />
        </text>
      )}
    </g>
  )
}
