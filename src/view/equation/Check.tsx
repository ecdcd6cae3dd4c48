import { useMemo, useState } from 'react'
import type { Slot } from '../../engine/layout.ts'
import { quantityOf } from '../../engine/quantities.ts'
import type { Trace } from '../../engine/trace.ts'
import { reading, stepReached } from '../../store/reading.ts'
import type { Nudge } from '../../probe/nudge.ts'
import { useProbe } from '../chart/useProbe.ts'
import { workOf } from '../../engine/schedule.ts'
import { formatNumber } from '../../explain/number.ts'
import { useLesson } from '../page/lesson.ts'
import styles from './check.module.css'
import type { ParameterProps } from './derivation.ts'
import { SlotSymbol } from './SlotSymbol.tsx'

const LARGEST_EXPONENT = -1
const SMALLEST_EXPONENT = -9
/** Small enough for a close estimate, large enough that the losses still differ in many digits */
const DEFAULT_EXPONENT = -4
/** Where one looks for a small difference */
const LEAST_DIGITS = 12

/** The part of the larger one, and the size, by which the two may differ and be said to agree */
const NEAR = 1e-3
const TINY = 1e-7

/** Nudges the parameter by ±ε and holds the slope of the loss against the gradient. The run is not touched. */
export function Check({ quantity: { layer, unit, source }, trace }: ParameterProps) {
  const [exponent, setExponent] = useState(DEFAULT_EXPONENT)
  const schedule = useLesson((lesson) => lesson.schedule)
  const { layout } = schedule
  const parameter = layout.parameter(layer, unit, source)
  const gradient = layout.gradient(layer, unit, source)
  const epsilon = 10 ** exponent
  const probe = useMemo(
    () => ({ type: 'nudge', given: trace.given, parameter, epsilon }) as const,
    [trace, parameter, epsilon],
  )
  const latest = useProbe<'nudge'>(schedule, probe, workOf(schedule))
  const isOfThis = latest?.probe.parameter === parameter && latest.probe.given === trace.given
  const found = isOfThis ? latest : null
  return (
    <div className={styles.check}>
      <div>
        <label className={styles.epsilon}>
          nudge by ±ε = 10<sup>{String(exponent).replace('-', '−')}</sup>
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
        {found && <Losses parameter={parameter} trace={trace} epsilon={found.probe.epsilon} nudged={found.answer} />}
      </div>
      {found && <Outcome slope={found.answer.slope} gradient={gradient} trace={trace} />}
    </div>
  )
}

interface LossesProps {
  parameter: Slot
  trace: Trace
  epsilon: number
  nudged: Nudge
}

/** The loss below, at and above the value of the parameter. */
function Losses({ parameter, trace, epsilon, nudged: { lossBelow, lossHere, lossAbove } }: LossesProps) {
  const isBias = useLesson(({ schedule }) => quantityOf(schedule, parameter).kind === 'b')
  const value = trace.given[parameter]
  const symbol = <SlotSymbol slot={parameter} iteration={trace.iteration} />
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">the {isBias ? 'bias' : 'weight'}, as this iteration found it</th>
          <th scope="col">loss of the batch</th>
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

interface OutcomeProps {
  slope: number
  /** None for a bias that is not trained */
  gradient: Slot | null
  trace: Trace
}

/** The slope of the loss, held against the gradient once the run has come to it. */
function Outcome({ slope, gradient, trace }: OutcomeProps) {
  const schedule = useLesson((lesson) => lesson.schedule)
  const step = useLesson((lesson) => stepReached(lesson, trace.iteration))
  const computed = gradient === null ? null : reading({ schedule, view: { step, trace } }, gradient)
  const difference = computed === null ? null : slope - computed
  return (
    <>
      <dl className={styles.outcome}>
        <div>
          <dt>
            slope between them, (L<sub>+</sub> − L<sub>−</sub>) / 2ε
          </dt>
          <dd>
            <Exact value={slope} signed />
          </dd>
        </div>
        <div>
          <dt>
            {gradient === null ? (
              'gradient'
            ) : (
              <math>
                <SlotSymbol slot={gradient} iteration={trace.iteration} />
              </math>
            )}{' '}
            by backpropagation
          </dt>
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
          ? 'Step on to the sums of the gradients, and the two can be held against each other.'
          : agree(slope, computed)
            ? 'The two agree but for what a finite ε leaves out, and for rounding: make ε smaller, and watch which of the two grows.'
            : 'The two do not agree: so small beside the numbers, or so large, ε says nothing of the slope. Try another.'}{' '}
        Nothing of this touches the run.
      </p>
    </>
  )
}

const agree = (slope: number, gradient: number): boolean =>
  Math.abs(slope - gradient) <= NEAR * Math.max(Math.abs(slope), Math.abs(gradient)) + TINY

/** With more digits than elsewhere: one looks for small differences. */
function Exact({ value, signed = false }: { value: number; signed?: boolean }) {
  const digits = useLesson((lesson) => Math.max(lesson.digits, LEAST_DIGITS))
  return <span title={String(value)}>{formatNumber(value, { digits, signed })}</span>
}
