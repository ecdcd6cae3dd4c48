import { line as lineThrough, scaleLinear, scaleLog } from 'd3'
import { formatNumber } from '../../../explain/number.ts'
import { layerName, shortLayerName } from '../../../explain/layerNames.ts'
import type { LessonState } from '../../../store/lesson.ts'
import { formatCount } from '../../number/format.ts'
import { useSize } from '../../chart/useSize.ts'
import styles from './deltas.module.css'
import { roomFor } from './run.ts'
import { logarithmicRange, powersWithin } from '../../chart/ticks.ts'
import { RunChart } from '../../chart/RunChart.tsx'
import shared from './shared.module.css'
import { useMeanDeltas, useMeanDeltasHere, type MeansAt } from './useMeanDeltas.ts'
import { useSampled } from '../../chart/useSampled.ts'

const MILLISECONDS = 100
const HEIGHT = 320
const MARGIN = { top: 12, bottom: 32, left: 64 }
const LABEL_HEIGHT = 18

/** How large the deltas of each layer are, over the run. */
export function Deltas() {
  const lesson = useSampled(MILLISECONDS)
  const { schedule, cursor } = lesson
  const { network } = schedule
  const kept = useMeanDeltas(lesson)
  const layers = network.sizes.slice(1).map((_, index) => index + 1)
  const found = useMeanDeltasHere(lesson)
  const here = found?.iteration === cursor.iteration ? found.means : null
  const [ref, size] = useSize<HTMLDivElement>()
  return (
    <div className={shared.view}>
      <p className={shared.sentence}>
        The mean of |δ| over the units of a layer and the samples. A layer whose δ vanishes learns slowly: look for a
        line that lies far below the others, or falls early. The scale is logarithmic.
      </p>
      <div ref={ref}>
        {size && size.width > 0 && <Chart lesson={lesson} layers={layers} kept={kept} here={here} width={size.width} />}
      </div>
      <dl className={styles.list}>
        {layers.map((layer) => (
          <div key={layer} className={styles.entry}>
            <dt className={styles.name}>
              <svg width={30} height={8} aria-hidden="true">
                <line className={styles.line} strokeDasharray={dashes(layer, network.sizes)} x2={30} y1={4} y2={4} />
              </svg>
              {layerName(network, layer)}
            </dt>
            <dd className={styles.value} title={here ? String(here[layer - 1]) : undefined}>
              {here ? written(here[layer - 1]) : 'not computed yet'}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

interface ChartProps {
  lesson: LessonState
  layers: readonly number[]
  kept: readonly MeansAt[]
  /** Of the iteration shown, once all its deltas are known */
  here: readonly number[] | null
  width: number
}

function Chart({ lesson, layers, kept, here, width }: ChartProps) {
  const { schedule, cursor, furthest } = lesson
  const { network } = schedule
  const moments = here ? withMoment(kept, { iteration: cursor.iteration, means: here }) : kept
  const x = scaleLinear([0, Math.max(furthest, 10)], [MARGIN.left, width - 90])
  const y = scaleLog(logarithmicRange(moments.flatMap(({ means }) => means)), [HEIGHT - MARGIN.bottom, MARGIN.top])
  const isShown = (value: number) => value > 0 && Number.isFinite(value)
  const lineOf = (layer: number) =>
    lineThrough<MeansAt>(
      ({ iteration }) => x(iteration),
      ({ means }) => y(means[layer - 1]),
    ).defined(({ means }) => isShown(means[layer - 1]))(moments) ?? ''
  const ends = layers.flatMap((layer) => {
    const end = moments.filter(({ means }) => isShown(means[layer - 1])).at(-1)
    return end ? [{ layer, at: x(end.iteration), height: y(end.means[layer - 1]) }] : []
  })
  const hasRoom = roomFor(
    ends.map(({ height }) => height),
    LABEL_HEIGHT,
  )
  return (
    <RunChart
      x={x}
      y={y}
      width={width}
      height={HEIGHT}
      ticks={powersWithin(y.domain())}
      now={cursor.iteration}
      label={describe()}
    >
      {layers.map((layer) => (
        <path key={layer} className={styles.line} strokeDasharray={dashes(layer, network.sizes)} d={lineOf(layer)} />
      ))}
      {here?.map(
        (mean, index) =>
          isShown(mean) && <circle key={index} className={shared.dot} cx={x(cursor.iteration)} cy={y(mean)} r={4.5} />,
      )}
      {ends.map(
        ({ layer, at, height }, index) =>
          hasRoom[index] && (
            <text key={layer} className={shared.label} x={at + 9} y={height + 5}>
              {shortLayerName(network, layer)}
            </text>
          ),
      )}
    </RunChart>
  )

  function describe(): string {
    const now = here
      ? layers.map((layer) => `${layerName(network, layer)} ${written(here[layer - 1])}`).join(', ')
      : 'not computed yet'
    return `The mean of |δ| of each layer over ${formatCount(furthest + 1)} iterations, on a logarithmic scale; in iteration ${formatCount(cursor.iteration + 1)}: ${now}.`
  }
}

function withMoment(kept: readonly MeansAt[], here: MeansAt): MeansAt[] {
  const others = kept.filter(({ iteration }) => iteration !== here.iteration)
  const after = others.findIndex(({ iteration }) => iteration > here.iteration)
  return after < 0 ? [...others, here] : [...others.slice(0, after), here, ...others.slice(after)]
}

/** The output's line is whole; the further from it a layer is, the shorter are its dashes. */
function dashes(layer: number, sizes: readonly number[]): string | undefined {
  const distance = sizes.length - 1 - layer
  return distance === 0 ? undefined : `${Math.max(2, 14 - 4 * distance)} 4`
}

const written = (mean: number): string => formatNumber(mean, { digits: 5 })
