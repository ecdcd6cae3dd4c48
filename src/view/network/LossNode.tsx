import { memo } from 'react'
import { outputLayer } from '../../engine/network.ts'
import { useLesson } from '../page/lesson.ts'
import type { LessonState } from '../../store/lesson.ts'
import { roleOf, shownRow } from '../../store/operation.ts'
import { useShown } from '../number/quantity.ts'
import { Flow } from './Flow.tsx'
import { edgeToLoss, LINE, type Geometry } from './geometry.ts'
import { Label } from './Label.tsx'
import { MOST_DIGITS_IN_DRAWING } from './labels.ts'
import styles from './network.module.css'
import { SvgNumeral } from '../number/SvgNumeral.tsx'
import { useFitting } from './useFitting.ts'
import { usePart } from './usePart.ts'

/** The loss as a node of its own, with the target that the prediction is held against. */
export const LossNode = memo(function LossNode({ geometry, isStop }: { geometry: Geometry; isStop: boolean }) {
  const { layout, network } = useLesson(({ schedule }) => schedule)
  const layer = outputLayer(network) + 1
  const part = usePart({ layer, unit: 0, source: null }, isStop)
  const row = useLesson(shownRow)
  const batchLoss = useShown(layout.batchLoss, MOST_DIGITS_IN_DRAWING)
  const batchRole = useLesson((lesson) => roleOf(lesson, [layout.batchLoss]))
  const role = useLesson((lesson) => roleOf(lesson, [layout.loss(row), layout.batchLoss]))
  const { x, y, rx, ry } = geometry.loss
  const sampleLoss = useFitting(layout.loss(row), 2 * rx)
  const reduction = network.reduction === 'mean' ? 'mean' : 'Σ'
  const outputs = geometry.units[layer - 1]
  const box = (grow: number) => ({
    x: -rx - grow,
    y: -ry - grow,
    width: 2 * (rx + grow),
    height: 2 * (ry + grow),
    rx: 8 + grow,
  })
  return (
    <g>
      {outputs.map((_, unit) => (
        <LossEdge key={unit} unit={unit} geometry={geometry} />
      ))}
      <g
        {...part}
        className={styles.part}
        transform={`translate(${x} ${y})`}
        data-role={role ?? undefined}
        data-layer={layer}
        data-unit={0}
      >
        {role && <rect {...box(7)} className={role === 'written' ? styles.litUnit : styles.readUnit} />}
        <rect {...box(8)} className={styles.ring} />
        <rect {...box(0)} className={styles.lossBody} />
        <text className={styles.unitName} y={-5}>
          loss
        </text>
        <text y={17}>{sampleLoss && <SvgNumeral shown={sampleLoss} />}</text>
        {outputs.map((_, unit) => (
          <Target key={unit} unit={unit} y={ry + 20 + LINE * unit} />
        ))}
        {batchLoss && <Label shown={batchLoss} symbol={reduction} role={batchRole} y={-ry - 11} />}
      </g>
    </g>
  )
})

function Target({ unit, y }: { unit: number; y: number }) {
  const slot = useLesson((lesson) => lesson.schedule.layout.target(shownRow(lesson), unit))
  const target = useShown(slot, MOST_DIGITS_IN_DRAWING)
  const role = useLesson((lesson) => roleOf(lesson, [slot]))
  return target && <Label shown={target} symbol="target" role={role} y={y} />
}

function LossEdge({ unit, geometry }: { unit: number; geometry: Geometry }) {
  const last = useLesson(({ schedule }) => outputLayer(schedule.network))
  const row = useLesson(shownRow)
  const direction = useLesson((lesson) => directionAt(lesson, row, last, unit))
  const segment = edgeToLoss(geometry, unit)
  const { from, to } = segment
  return (
    <g data-touched={direction !== null || undefined}>
      {direction && <Flow segment={segment} backward={direction === 'backward'} width={11} />}
      <line className={styles.lossEdge} x1={from.x} y1={from.y} x2={to.x} y2={to.y} />
    </g>
  )
}

/** Which way the operations lit go between an output and the loss. */
function directionAt(lesson: LessonState, row: number, layer: number, unit: number): 'forward' | 'backward' | null {
  const { layout } = lesson.schedule
  const derivative = layout.activationGradient(row, layer, unit) ?? layout.delta(row, layer, unit)
  if (roleOf(lesson, [derivative]) === 'written') return 'backward'
  return roleOf(lesson, [layout.loss(row)]) === 'written' ? 'forward' : null
}
