import { useMemo } from 'react'
import { activations } from '../../engine/activations.ts'
import { activationOf, outputLayer, type Network } from '../../engine/network.ts'
import type { LessonState } from '../../store/lesson.ts'
import { datasetOf, sampleAt } from '../../experiment/experiment.ts'
import { useLesson } from '../lesson.ts'
import { currentStep, shownRow } from '../operation.ts'
import { useSize } from '../useSize.ts'
import { Edge, EdgeLabel, EdgeLight } from './Edge.tsx'
import { edgeBetween, layOut } from './geometry.ts'
import { edgeKey, placeEdgeLabels } from './labels.ts'
import { LossNode } from './LossNode.tsx'
import styles from './network.module.css'
import { Unit } from './Unit.tsx'

/** The picture: layers as columns, weights as edges, the loss as a node of its own. */
export function NetworkDiagram() {
  const network = useLesson(({ schedule }) => schedule.network)
  const [ref, room] = useSize<HTMLDivElement>()
  return (
    // A network too wide for the screen scrolls, by keyboard too.
    <div ref={ref} className={styles.frame} tabIndex={0} role="group" aria-label="Network">
      {room && <Drawing network={network} room={room} />}
    </div>
  )
}

/** Whose numbers these are, and what the short symbols mean as soon as they appear. */
export function NetworkLegend() {
  const count = useLesson(({ experiment }) => datasetOf(experiment).inputs.length)
  const sample = useLesson((lesson) => sampleAt(lesson.experiment, lesson.cursor.iteration, shownRow(lesson)))
  const known = useLesson(gradientsKnown)
  return (
    <p className={styles.legend}>
      The units show sample {sample + 1} of {count}.
      {known !== 'none' && ' ∂w, ∂b: its share of the gradients ∂L/∂w and ∂L/∂b.'}
      {known === 'batch' && ' Σ: the sum over the batch.'}
    </p>
  )
}

function gradientsKnown(lesson: LessonState): 'none' | 'share' | 'batch' {
  const { sample, stage } = currentStep(lesson) ?? {}
  if (sample === 'batch' && stage !== 'loss') return 'batch'
  return stage === 'gradients' || sample === 'batch' ? 'share' : 'none'
}

function Drawing({ network, room }: { network: Network; room: { width: number; height: number } }) {
  const { sizes } = network
  const { width, height } = room
  const geometry = useMemo(() => layOut(sizes, { width, height }), [sizes, width, height])
  const labels = useMemo(() => placeEdgeLabels(sizes, geometry), [sizes, geometry])
  const edges = useMemo(
    () =>
      geometry.units.flatMap((column, layer) =>
        layer === 0
          ? []
          : column.flatMap((to, unit) =>
              geometry.units[layer - 1].map((from, source) => {
                const key = edgeKey(layer, unit, source)
                const segment = edgeBetween(geometry, from, to)
                return { key, edge: { layer, unit, source, segment }, at: labels.get(key) ?? null }
              }),
            ),
      ),
    [geometry, labels],
  )

  return (
    <svg
      className={styles.drawing}
      width={geometry.width}
      height={geometry.height}
      role="img"
      aria-label={describe(network)}
    >
      {geometry.units.map(([first], layer) => (
        <text key={layer} className={styles.caption} x={first.x} y={geometry.captionY}>
          {caption(network, layer, geometry.width / (sizes.length + 1) > 130)}
        </text>
      ))}
      {edges.map(({ key, edge }) => (
        <EdgeLight key={key} headAt={geometry.roomy ? 0.82 : 0.55} {...edge} />
      ))}
      {edges.map(({ key, edge }) => (
        <Edge key={key} {...edge} />
      ))}
      <LossNode geometry={geometry} />
      {geometry.units.flatMap((column, layer) =>
        column.map((_, unit) => <Unit key={`${layer} ${unit}`} layer={layer} unit={unit} geometry={geometry} />),
      )}
      {edges.map(({ key, edge, at }) => (
        <EdgeLabel key={key} geometry={geometry} at={at} {...edge} />
      ))}
    </svg>
  )
}

function caption(network: Network, layer: number, wide: boolean): string {
  if (layer === 0) return 'inputs'
  const kind = layer === outputLayer(network) ? 'output' : 'hidden'
  return wide ? `${kind} · ${activations[activationOf(network, layer)].label}` : kind
}

const describe = ({ sizes }: Network): string =>
  `A network of ${sizes[0]} inputs, ${sizes.slice(1, -1).join(' and ')} hidden units and ${sizes.at(-1)} output.`
