import { line as lineThrough, scaleLinear } from 'd3'
import { useMemo, useState } from 'react'
import type { Slot } from '../../../engine/layout.ts'
import { parametersOf } from '../../../engine/parameters.ts'
import type { Network } from '../../../engine/network.ts'
import type { Schedule } from '../../../engine/schedule.ts'
import { layerName } from '../../../explain/layerNames.ts'
import { spokenUnitName } from '../../../explain/unitNames.ts'
import { formatNumber } from '../../../explain/number.ts'
import type { LessonState } from '../../../store/lesson.ts'
import { formatCount } from '../../number/format.ts'
import { NumberText } from '../../number/Numeral.tsx'
import { useShowing } from '../../number/quantity.ts'
import { signedInk } from '../../chart/scales.ts'
import { SvgUnitLabel, UnitLabel } from '../../number/UnitLabel.tsx'
import { useSize } from '../../chart/useSize.ts'
import { LayerChoice, UnitChoice } from '../Choices.tsx'
import { momentsOf, roomFor, updatesAt, type Moment } from './run.ts'
import { RunChart } from '../../chart/RunChart.tsx'
import shared from './shared.module.css'
import { useHistory } from './useHistory.ts'
import { useSampled } from '../../chart/useSampled.ts'
import { useSampledParameters } from '../../chart/useSampledParameters.ts'
import styles from './weights.module.css'

const MILLISECONDS = 100
const MOST_POINTS = 200
const HEIGHT = 340
const MARGIN = { top: 12, bottom: 32, left: 56 }
const LABEL_HEIGHT = 17
/** More are shown unit by unit. */
const MOST_LINES = 100

/** A parameter of the chosen layer; the source of a bias is null. */
interface Parameter {
  readonly slot: Slot
  readonly unit: number
  readonly source: number | null
}

/** Every weight of a layer over the run. */
export function Weights() {
  const lesson = useSampled(MILLISECONDS)
  const { network } = lesson.schedule
  const layers = network.sizes.slice(1).map((_, index) => index + 1)
  const [chosen, choose] = useState(1)
  const layer = layers.includes(chosen) ? chosen : 1
  return (
    <div className={shared.view}>
      <p className={shared.sentence}>
        Each line is a weight, each dashed one a bias: blue where it is positive at the cursor, orange where negative.
      </p>
      <LayerChoice network={network} layers={layers} layer={layer} choose={choose} />
      <WeightsOf key={layer} lesson={lesson} layer={layer} />
    </div>
  )
}

function WeightsOf({ lesson, layer }: { lesson: LessonState; layer: number }) {
  const { schedule } = lesson
  const parameters = useSampledParameters(lesson)
  const { network } = schedule
  const [unit, choose] = useState(0)
  const hasRoom = network.sizes[layer] * (network.sizes[layer - 1] + 1) <= MOST_LINES
  const shown = hasRoom ? null : Math.min(unit, network.sizes[layer] - 1)
  const listed = useMemo(
    () => parametersIn(schedule, layer).filter((parameter) => shown === null || parameter.unit === shown),
    [schedule, layer, shown],
  )
  const [pointed, point] = useState<Slot | null>(null)
  const [pinned, pin] = useState<Slot | null>(null)
  const [ref, size] = useSize<HTMLDivElement>()
  const strong = listed.find(({ slot }) => slot === (pointed ?? pinned)) ?? null
  return (
    <>
      {shown !== null && <UnitChoice {...{ network, layer, choose }} unit={shown} />}
      <div ref={ref}>
        {size && size.width > 0 && (
          <Chart
            lesson={lesson}
            layer={layer}
            listed={listed}
            parameters={parameters}
            strong={strong}
            point={point}
            width={size.width}
          />
        )}
      </div>
      <ul className={styles.list}>
        {listed.map((parameter) => (
          <li key={parameter.slot} className={parameter === strong ? styles.strongEntry : styles.entry}>
            <button
              type="button"
              className={styles.name}
              aria-pressed={parameter.slot === pinned}
              onClick={() => pin((slot) => (slot === parameter.slot ? null : parameter.slot))}
              onFocus={() => point(parameter.slot)}
              onBlur={() => point(null)}
              onPointerEnter={() => point(parameter.slot)}
              onPointerLeave={() => point(null)}
            >
              <span
                className={parameter.source === null ? styles.biasSwatch : styles.swatch}
                style={{ borderColor: signedInk(parameters[parameter.slot]) }}
              />
              <ParameterLabel layer={layer} parameter={parameter} />
            </button>
            <Value slot={parameter.slot} value={parameters[parameter.slot]} iteration={lesson.cursor.iteration} />
          </li>
        ))}
      </ul>
    </>
  )
}

interface ChartProps {
  lesson: LessonState
  layer: number
  listed: readonly Parameter[]
  parameters: Float64Array
  strong: Parameter | null
  point: (slot: Slot | null) => void
  width: number
}

function Chart({ lesson, layer, listed, parameters, strong, point, width }: ChartProps) {
  const { schedule, furthest } = lesson
  const { network, layout } = schedule
  const rows = useHistory(schedule)
  const here = updatesAt(lesson)
  const lines = useMemo(
    () =>
      listed.map((parameter): Moment[] => {
        const now = { updates: here, value: parameters[parameter.slot] }
        return rows ? momentsOf(rows, layout.parameterCount, parameter.slot, now, MOST_POINTS) : [now]
      }),
    [listed, rows, layout, parameters, here],
  )
  const values = lines.flat().flatMap(({ value }) => (Number.isFinite(value) ? [value] : []))
  const right = width - labelWidth(network, layer)
  const x = scaleLinear([0, Math.max(furthest, here, 10)], [MARGIN.left, right])
  const y = scaleLinear([Math.min(0, ...values), Math.max(0, ...values)], [HEIGHT - MARGIN.bottom, MARGIN.top]).nice(5)
  const draw = lineThrough<Moment>(
    ({ updates }) => x(updates),
    ({ value }) => y(value),
  ).defined(({ value }) => Number.isFinite(value))

  // The strong one first, so that it has its label; then those furthest from 0.
  const order = listed
    .map((parameter, index) => {
      const line = lines[index]
      return { parameter, path: draw(line) ?? '', end: line[line.length - 1] }
    })
    .filter(({ end }) => Number.isFinite(end.value))
    .sort((one, other) => rank(other.parameter, other.end) - rank(one.parameter, one.end))
  const hasRoom = roomFor(
    order.map(({ end }) => y(end.value)),
    LABEL_HEIGHT,
  )
  function rank(parameter: Parameter, { value }: Moment): number {
    return parameter === strong ? Infinity : Math.abs(value)
  }

  return (
    <RunChart x={x} y={y} width={width} height={HEIGHT} ticks={y.ticks(5)} now={here} label={describe()}>
      <line className={styles.zero} x1={x.range()[0]} x2={right} y1={y(0)} y2={y(0)} />
      {[...order].reverse().map(({ parameter, path }) => (
        <g key={parameter.slot} onPointerEnter={() => point(parameter.slot)} onPointerLeave={() => point(null)}>
          <path className={styles.reach} d={path} />
          <path className={lineClass(parameter)} style={{ stroke: signedInk(parameters[parameter.slot]) }} d={path} />
          <circle
            className={styles.dot}
            style={{ fill: signedInk(parameters[parameter.slot]) }}
            cx={x(here)}
            cy={y(parameters[parameter.slot])}
            r={parameter === strong ? 5 : 3.5}
          />
        </g>
      ))}
      {order.map(
        ({ parameter, end }, place) =>
          hasRoom[place] && (
            <text
              key={parameter.slot}
              className={parameter === strong ? styles.strongLabel : shared.label}
              x={x(end.updates) + 9}
              y={y(end.value) + 5}
            >
              <SvgParameterLabel layer={layer} parameter={parameter} />
            </text>
          ),
      )}
    </RunChart>
  )

  function lineClass(parameter: Parameter): string {
    const look = strong === null ? styles.line : parameter === strong ? styles.strong : styles.faint
    return parameter.source === null ? `${look} ${styles.bias}` : look
  }

  function describe(): string {
    const now = listed.map(
      (parameter) =>
        `${spokenParameter(network, layer, parameter)} ${formatNumber(parameters[parameter.slot], { digits: 2, signed: true })}`,
    )
    const name = layerName(network, layer)
    return `The weights and biases of the ${name} over ${formatCount(furthest)} iterations; at the cursor ${now.join(', ')}.`
  }
}

const parametersIn = ({ network, layout }: Schedule, layer: number): Parameter[] =>
  [...parametersOf(network, layer)].map(({ unit, source }) => ({
    slot: layout.parameter(layer, unit, source),
    unit,
    source,
  }))

/** Where there are several hidden layers, names say of which they are. */
const labelWidth = (network: Network, layer: number): number => (network.sizes.length <= 3 ? 82 : layer > 1 ? 118 : 100)

function spokenParameter(network: Network, layer: number, { unit, source }: Parameter): string {
  const name = spokenUnitName(network, layer, unit)
  return source === null ? `b of ${name}` : `w from ${spokenUnitName(network, layer - 1, source)} to ${name}`
}

interface LabelProps {
  layer: number
  parameter: Parameter
}

function ParameterLabel({ layer, parameter: { unit, source } }: LabelProps) {
  return (
    <span>
      {source === null ? 'b' : 'w'} <UnitLabel layer={layer} unit={unit} />
      {source !== null && (
        <>
          ←<UnitLabel layer={layer - 1} unit={source} />
        </>
      )}
    </span>
  )
}

function SvgParameterLabel({ layer, parameter: { unit, source } }: LabelProps) {
  return (
    <>
      {source === null ? 'b' : 'w'} <SvgUnitLabel layer={layer} unit={unit} />
      {source !== null && (
        <>
          ←<SvgUnitLabel layer={layer - 1} unit={source} />
        </>
      )}
    </>
  )
}

function Value({ slot, value, iteration }: { slot: Slot; value: number; iteration: number }) {
  const show = useShowing(iteration, MOST_DIGITS)
  return <NumberText shown={show(slot, value)} className={styles.value} />
}

const MOST_DIGITS = 6
