import { useMemo, useState } from 'react'
import { nudge } from '../../engine/nudge.ts'
import { formatNumber } from '../../explain/number.ts'
import { useLesson } from '../page/lesson.ts'
import styles from './check.module.css'
import type { ParameterProps } from './Faces.tsx'
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
  const digits = useLesson((lesson) => Math.max(lesson.digits, LEAST_DIGITS))
  const { layout, writtenAt } = schedule
  const isBias = source === null
  const parameter = isBias ? layout.bias(layer, unit) : layout.weight(layer, unit, source)
  const gradient = isBias ? layout.batchBiasGradient(layer, unit) : layout.batchWeightGradient(layer, unit, source)
  const k = writtenAt[gradient]
  const isKnown = useLesson(({ cursor }) => k >= 0 && (cursor.iteration !== trace.iteration || k < cursor.step))
  const epsilon = 10 ** exponent
  const { lossBelow, lossHere, lossAbove, slope } = useMemo(
    () => nudge(schedule, trace, parameter, epsilon),
    [schedule, trace, parameter, epsilon],
  )
  const value = trace.start[parameter]
  const number = (shown: number, signed = false) => (
    <span title={String(shown)}>{formatNumber(shown, { digits, signed })}</span>
  )
  const symbol = <SlotSymbol slot={parameter} iteration={trace.iteration} />
  const gradientValue = trace.values[k]
  const agree = Math.abs(slope - gradientValue) <= NEAR * Math.max(Math.abs(slope), Math.abs(gradientValue)) + TINY
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
                = {number(value - epsilon, true)}
              </th>
              <td>{number(lossBelow)}</td>
            </tr>
            <tr>
              <th scope="row">
                <math>{symbol}</math> = {number(value, true)}
              </th>
              <td>{number(lossHere)}</td>
            </tr>
            <tr>
              <th scope="row">
                <math>
                  {symbol}
                  <mo>+</mo>
                  <mi>ε</mi>
                </math>{' '}
                = {number(value + epsilon, true)}
              </th>
              <td>{number(lossAbove)}</td>
            </tr>
          </tbody>
        </table>
      </div>
      <dl className={styles.outcome}>
        <div>
          <dt>
            slope between them, (L<sub>+</sub> − L<sub>−</sub>) / 2ε
          </dt>
          <dd>{number(slope, true)}</dd>
        </div>
        <div>
          <dt>
            <math>
              <SlotSymbol slot={gradient} iteration={trace.iteration} />
            </math>{' '}
            by backpropagation
          </dt>
          <dd>
            {k < 0 ? 'none: this bias is not trained' : isKnown ? number(gradientValue, true) : 'not computed yet'}
          </dd>
        </div>
        {isKnown && (
          <div>
            <dt>difference</dt>
            <dd title={String(slope - gradientValue)}>
              {(slope - gradientValue).toExponential(1).replaceAll('-', '−')}
            </dd>
          </div>
        )}
      </dl>
      <p className={styles.note}>
        {isKnown
          ? agree
            ? 'The two agree but for what a finite ε leaves out, and for rounding: make ε smaller, and watch which of the two grows.'
            : 'The two do not agree: so small beside the numbers, or so large, ε says nothing of the slope. Try another.'
          : 'Step on to the sums of the gradients, and the two can be held against each other.'}{' '}
        Nothing of this touches the run.
      </p>
    </div>
  )
}
