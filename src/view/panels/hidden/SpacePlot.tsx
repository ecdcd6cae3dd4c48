import { line as lineThrough, scaleLinear } from 'd3'
import { activationOf, type Network } from '../../../engine/network.ts'
import { SvgUnitLabel } from '../../number/UnitLabel.tsx'
import axes from '../../chart/axes.module.css'
import dotStyles from '../../chart/dots.module.css'
import { dotsPath, type Dot, type DotKind } from '../../chart/dots.ts'
import { useSize } from '../../chart/useSize.ts'
import shared from './shared.module.css'
import { cut, labelPlaces, rangeOf, type Line, type Pair } from './space.ts'
import styles from './space.module.css'
import { MOST_ONE_BY_ONE, spokenSpace } from './spokenSpace.ts'
import { tickText } from '../../chart/tickText.ts'

interface Props {
  network: Network
  layer: number
  /** To the right and upwards; twice the same where there is but one */
  units: Pair
  /** What the units made of each sample */
  points: readonly Pair[]
  /** Where each point has been before */
  ways: readonly (readonly Pair[])[]
  /** Where the output is 0.5, if that is a line here */
  line: Line | null
  kinds: readonly DotKind[]
}

const MARGIN = { top: 8, right: 14, bottom: 44, left: 60 }
const LARGEST_SIDE = 400
const BAND = 90
const RADIUS = 8
const OUTLINE_WIDTH = 2
/** Of many samples */
const SMALL_RADIUS = 4
/** Room around the range, so that points at its ends are seen whole */
const PADDING = 0.07

/** The samples in the space of two units; of a single unit, on a line. */
export function SpacePlot(props: Props) {
  const [ref, size] = useSize<HTMLDivElement>()
  return <div ref={ref}>{size && size.width > 0 && <Plot {...props} width={size.width} />}</div>
}

function Plot({ network, layer, units, points, ways, line, kinds, width }: Props & { width: number }) {
  const isSingle = units[0] === units[1]
  const side = Math.min(LARGEST_SIDE, width - MARGIN.left - MARGIN.right)
  const height = isSingle ? BAND : side
  const range = rangeOf(activationOf(network, layer), [...points, ...ways.flat()].flat())
  const [low, high] = padded(range)
  const x = scaleLinear([low, high], [0, side])
  const y = isSingle ? () => height / 2 : scaleLinear([low, high], [height, 0])
  const place = ([right, up]: Pair): Pair => [x(right), y(up)]
  const drawn = points.flatMap((point, sample): SampleDot[] => {
    const [right, down] = place(point)
    return isFinite([right, down]) ? [{ sample, x: right, y: down, kind: kinds[sample] }] : []
  })
  const way = lineThrough<Pair>(
    (point) => place(point)[0],
    (point) => place(point)[1],
  ).defined((point) => isFinite(place(point)))
  const ticks = [range[0], (range[0] + range[1]) / 2, range[1]]

  return (
    <svg
      className={axes.chart}
      width={MARGIN.left + side + MARGIN.right}
      height={MARGIN.top + height + MARGIN.bottom}
      role="img"
      aria-label={spokenSpace(network, layer, units, points, kinds)}
    >
      <g transform={`translate(${MARGIN.left} ${MARGIN.top})`}>
        {line && <Decision line={line} low={low} high={high} isSingle={isSingle} place={place} height={height} />}
        <rect className={styles.frame} width={side} height={height} />
        {ticks.map((tick) => (
          <g key={tick}>
            <line className={axes.grid} x1={x(tick)} x2={x(tick)} y2={height} />
            <text className={axes.tick} x={x(tick)} y={height + 18} textAnchor="middle">
              {tickText(tick)}
            </text>
            {!isSingle && (
              <>
                <line className={axes.grid} x2={side} y1={y(tick)} y2={y(tick)} />
                <text className={axes.tick} x={-7} y={y(tick) + 5} textAnchor="end">
                  {tickText(tick)}
                </text>
              </>
            )}
          </g>
        ))}
        <text className={styles.axis} x={side / 2} y={height + 38} textAnchor="middle">
          a of <SvgUnitLabel layer={layer} unit={units[0]} /> →
        </text>
        {!isSingle && (
          <text className={styles.axis} transform={`translate(-46 ${height / 2}) rotate(-90)`} textAnchor="middle">
            a of <SvgUnitLabel layer={layer} unit={units[1]} /> →
          </text>
        )}
        {ways.map((points, sample) => (
          <path key={sample} className={styles.way} d={way([...points]) ?? ''} />
        ))}
        {points.length > MOST_ONE_BY_ONE ? <ManySamples dots={drawn} /> : <LabelledSamples dots={drawn} />}
      </g>
    </svg>
  )
}

interface SampleDot extends Dot {
  readonly sample: number
}

function LabelledSamples({ dots }: { dots: readonly SampleDot[] }) {
  const labels = labelPlaces(
    dots.map(({ x, y }) => [x, y]),
    2 * RADIUS,
  )
  return (
    <>
      {dots.map(({ sample, x, y, kind }) => (
        <circle key={sample} className={dotStyles[kind]} cx={x} cy={y} r={RADIUS} strokeWidth={OUTLINE_WIDTH} />
      ))}
      {dots.map(({ sample }, index) => (
        <text key={sample} className={shared.label} x={labels[index][0]} y={labels[index][1] + 5} textAnchor="middle">
          {sample + 1}
        </text>
      ))}
    </>
  )
}

function ManySamples({ dots }: { dots: readonly Dot[] }) {
  return (['none', 'one'] as const).map((kind) => (
    <path
      key={kind}
      className={`${dotStyles[kind]} ${styles.many}`}
      d={dotsPath(dots, kind, SMALL_RADIUS)}
      strokeWidth={OUTLINE_WIDTH}
    />
  ))
}

interface DecisionProps {
  line: Line
  low: number
  high: number
  isSingle: boolean
  place: (point: Pair) => Pair
  height: number
}

/** The line where the output is 0.5, and, shaded, the side on which it is above. */
function Decision({ line, low, high, isSingle, place, height }: DecisionProps) {
  const corners: Pair[] = [
    [low, low],
    [high, low],
    [high, high],
    [low, high],
  ]
  const { side, crossings } = cut(line, corners)
  // On the line of a single unit all heights are one.
  const drawn = (points: readonly Pair[]) =>
    points.map((point) => (isSingle ? [place(point)[0], point[1] === low ? height : 0] : place(point)).join(' '))
  return (
    <>
      {side.length > 2 && <path className={styles.above} d={`M${drawn(side).join('L')}Z`} />}
      {crossings.length === 2 && <path className={styles.line} d={`M${drawn(crossings).join('L')}`} />}
    </>
  )
}

function padded([low, high]: readonly [number, number]): [number, number] {
  const padding = PADDING * (high - low)
  return [low - padding, high + padding]
}

const isFinite = ([x, y]: Pair): boolean => Number.isFinite(x) && Number.isFinite(y)
