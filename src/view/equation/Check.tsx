import { useMemo, useState } from 'react'
import type { Slot } from '../../engine/layout.ts'
import { quantityOf } from '../../engine/quantities.ts'
import type { Trace } from '../../engine/trace.ts'
import { reading, stepReached } from '../../store/reading.ts'
import type { Nudge } from '../../probe/nudge.ts'
import { useProbe } from '../chart/useProbe.ts'
import { workOf } from '../../engine/schedule.ts'
import { sampleAt } from '../../experiment/experiment.ts'
import { batchDivisor } from '../../engine/network.ts'
import { formatSignificant } from '../../explain/number.ts'
import { useLesson } from '../page/lesson.ts'
import styles from './check.module.css'
import type { FaceProps } from './derivation.ts'
import { SlotSymbol } from './SlotSymbol.tsx'

const LARGEST_EXPONENT = -1
const SMALLEST_EXPONENT = -9
/** Small enough for a close estimate, large enough that the losses still differ in many digits */
const DEFAULT_EXPONENT = -4
/** Significant ones: as many as a double is sure to have, because one looks for a small difference */
const DIGITS = 15

/** The part of the larger one, and the size, by which the two may differ and be said to agree */
const NEAR = 1e-3
const TINY = 1e-7

/**
 * Nudges the parameter by ±ε and holds the slope of the loss against the gradient: of the sample's loss against its share,
 * of the batch's against the sum. The run is not touched.
 */
export function Check({ quantity: { layer, unit, source, sample }, trace }: FaceProps) {
  const [exponent, setExponent] = useState(DEFAULT_EXPONENT)
  const schedule = useLesson((lesson) => lesson.schedule)
  const { layout } = schedule
  const parameter = layout.parameter(layer, unit, source)
  const row = sample ?? 'batch'
  const gradient = row === 'batch' ? layout.gradient(layer, unit, source) : layout.share(row, layer, unit, source)
  const epsilon = 10 ** exponent
  const probe = useMemo(
    () => ({ type: 'nudge', given: trace.given, parameter, row, epsilon }) as const,
    [trace, parameter, row, epsilon],
  )
  const latest = useProbe<'nudge'>(schedule, probe, workOf(schedule))
  const isOfThis =
    latest?.probe.parameter === parameter && latest.probe.row === row && latest.probe.given === trace.given
  const found = isOfThis ? latest : null
  return (
    <div className={styles.check}>
      <div>
        {found && <Losses {...{ parameter, row, trace }} epsilon={found.probe.epsilon} nudged={found.answer} />}
      </div>
      <div>
        <label className={styles.epsilon} title="Nothing of this touches the run.">
          <span>
            nudge by ±ε = 10<sup>{String(exponent).replace('-', '−')}</sup>
          </span>
          <input
            type="range"
            data-own-keys
            min={SMALLEST_EXPONENT}
            max={LARGEST_EXPONENT}
            value={exponent}
            aria-valuetext={`10 to the power of ${exponent}`}
            onChange={(event) => setExponent(Number(event.target.value))}
          />
        </label>
        {found && <Outcome slope={found.answer.slope} {...{ gradient, row, trace }} />}
      </div>
    </div>
  )
}

interface LossesProps {
  parameter: Slot
  row: number | 'batch'
  trace: Trace
  epsilon: number
  nudged: Nudge
}

/** The loss below, at and above the value of the parameter. */
function Losses({ parameter, row, trace, epsilon, nudged: { lossBelow, lossHere, lossAbove } }: LossesProps) {
  const isBias = useLesson(({ schedule }) => quantityOf(schedule, parameter).kind === 'b')
  const value = trace.given[parameter]
  const symbol = <SlotSymbol slot={parameter} iteration={trace.iteration} />
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">the {isBias ? 'bias' : 'weight'}, from where it was</th>
          <th scope="col">
            <LossName row={row} iteration={trace.iteration} />
          </th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">
            <math>
              {symbol}
              <mo>−</mo>
              <mi>ε</mi>
            </math>{' '}
            = <Exact value={value - epsilon} signed />
          </th>
          <td>
            <Exact value={lossBelow} />
          </td>
        </tr>
        <tr>
          <th scope="row">
            <math>{symbol}</math> = <Exact value={value} signed />
          </th>
          <td>
            <Exact value={lossHere} />
          </td>
        </tr>
        <tr>
          <th scope="row">
            <math>
              {symbol}
              <mo>+</mo>
              <mi>ε</mi>
            </math>{' '}
            = <Exact value={value + epsilon} signed />
          </th>
          <td>
            <Exact value={lossAbove} />
          </td>
        </tr>
      </tbody>
    </table>
  )
}

/** Whose loss it is. In a mean over the samples, the loss of one has a part only. */
function LossName({ row, iteration }: { row: number | 'batch'; iteration: number }) {
  const divisor = useLesson(({ schedule }) => batchDivisor(schedule.network, schedule.batchSize))
  const sample = useLesson(({ experiment }) => (row === 'batch' ? null : sampleAt(experiment, iteration, row)))
  if (sample === null) return 'loss of the batch'
  return `loss of sample ${sample + 1}${divisor === 1 ? '' : ` / ${divisor}`}`
}

interface OutcomeProps {
  row: number | 'batch'
  slope: number
  /** None for a bias that is not trained */
  gradient: Slot | null
  trace: Trace
}

/** The slope of the loss, held against the gradient once the run has come to it. */
function Outcome({ row, slope, gradient, trace }: OutcomeProps) {
  const schedule = useLesson((lesson) => lesson.schedule)
  const step = useLesson((lesson) => stepReached(lesson, trace.iteration))
  const computed = gradient === null ? null : reading({ schedule, view: { step, trace } }, gradient)
  const difference = computed === null ? null : slope - computed
  return (
    <>
      <dl className={styles.outcome}>
        <div>
          <dt>
            slope, (L<sub>+</sub> − L<sub>−</sub>) / 2ε
          </dt>
          <dd>
            <Exact value={slope} signed />
          </dd>
        </div>
        <div>
          <dt>by backpropagation</dt>
          <dd>
            {gradient === null && 'none: this bias is not trained'}
            {gradient !== null && computed === null && 'not computed yet'}
            {computed !== null && <Exact value={computed} signed />}
          </dd>
        </div>
        {difference !== null && (
          <div>
            <dt>difference</dt>
            <dd title={String(difference)}>{difference.toExponential(1).replaceAll('-', '−')}</dd>
          </div>
        )}
      </dl>
      <p className={styles.note}>
        {computed === null
          ? `Step on to ${row === 'batch' ? 'the sums of the gradients' : 'the gradients of this sample'} to compare.`
          : agree(slope, computed)
            ? 'They agree but for rounding and a finite ε.'
            : 'They do not agree: this ε is too small or too large to tell. Try another.'}
      </p>
    </>
  )
}

const agree = (slope: number, gradient: number): boolean =>
  Math.abs(slope - gradient) <= NEAR * Math.max(Math.abs(slope), Math.abs(gradient)) + TINY

/** With more digits than elsewhere, and however large: one looks for small differences. */
function Exact({ value, signed = false }: { value: number; signed?: boolean }) {
  const text = formatSignificant(value, DIGITS)
  return <span title={String(value)}>{signed && value >= 0 ? `+${text}` : text}</span>
}
