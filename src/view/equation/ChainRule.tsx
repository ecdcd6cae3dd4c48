import { useMemo } from 'react'
import type { Slot } from '../../engine/layout.ts'
import type { ParameterPlace } from '../../engine/place.ts'
import type { Schedule } from '../../engine/schedule.ts'
import type { Trace } from '../../engine/trace.ts'
import { reading, stepReached } from '../../store/reading.ts'
import { sampleAt } from '../../experiment/experiment.ts'
import { countPaths, pathsTo, productOf, type Path } from '../../explain/chainRule.ts'
import { evaluate } from '../../engine/formula/evaluate.ts'
import { number, slotsIn, sum, type Expression } from '../../engine/formula/expression.ts'
import { write } from '../../explain/notation.ts'
import { formatNumber } from '../../explain/number.ts'
import { useLesson } from '../page/lesson.ts'
import { shownRow } from '../../store/operation.ts'
import { formatCount } from '../number/format.ts'
import { UnitLabel } from '../number/UnitLabel.tsx'
import { useShowing } from '../number/quantity.ts'
import styles from './chain.module.css'
import type { ParameterProps } from './derivation.ts'
import { OperandButtons, SlotNumber } from './Formula.tsx'
import { mathNotation } from './mathNotation.tsx'
import { Relation } from './Relation.tsx'
import { SlotSymbol } from './SlotSymbol.tsx'

/** More paths than these are counted, not listed. */
const MOST_PATHS = 64

/** The whole way from the loss to one parameter: the factors along each path, and the sum over the paths. */
export function ChainRule({ quantity: { layer, unit, source }, trace }: ParameterProps) {
  const schedule = useLesson((lesson) => lesson.schedule)
  const row = useLesson(shownRow)
  const sample = useLesson(({ experiment }) => sampleAt(experiment, trace.iteration, row))
  const step = useLesson((lesson) => stepReached(lesson, trace.iteration))
  // The numbers as the backward pass saw them: before the updates.
  const known = Math.min(step, schedule.firstUpdate)
  const valueOf = useMemo(() => evaluatorAt(schedule, trace, known), [schedule, trace, known])
  const place = useMemo(() => ({ layer, unit, source }), [layer, unit, source])
  const count = countPaths(place, schedule)
  const paths = useMemo(() => (count > MOST_PATHS ? [] : pathsTo(place, row, schedule)), [count, place, row, schedule])
  const share = schedule.layout.share(row, layer, unit, source)
  const total = valueOf(sum(paths.map(productOf)))

  return (
    <div className={styles.chain} data-moment={`${trace.iteration}.${known}`}>
      <p className={styles.sentence}>
        {count === 1
          ? `Sample ${sample + 1}: one path leads from the loss to it, a product of derivatives.`
          : `Sample ${sample + 1}: ${formatCount(count)} paths lead from the loss to it, each a product of derivatives; their sum is its share.`}{' '}
        {count > MOST_PATHS && 'That is too many to list: choose a parameter nearer to the output.'}
      </p>
      <ol className={styles.paths}>
        {paths.map((path, index) => (
          <PathRow key={index} {...{ path, place, valueOf }} iteration={trace.iteration} />
        ))}
      </ol>
      {paths.length > 0 && (
        <>
          <p className={styles.total}>
            {share !== null && (
              <math>
                <SlotSymbol slot={share} iteration={trace.iteration} />
                <mo>=</mo>
              </math>
            )}{' '}
            {count > 1 && <PlainNumber value={total} />}
            {count > 1 && ' as the sum, '}
            <ShareNumber {...{ share, valueOf }} iteration={trace.iteration} />
          </p>
          {source !== null && (
            <p className={styles.sentence}>
              What comes before <UnitLabel layer={layer - 1} unit={source} />, summed over the paths, is <i>δ</i> of{' '}
              <UnitLabel layer={layer} unit={unit} />: backpropagation computes it once and goes no edge twice.
            </p>
          )}
        </>
      )}
    </div>
  )
}

/** What a formula comes to, or null while the run has not computed all that it reads. */
type Evaluate = (expression: Expression) => number | null

function evaluatorAt(schedule: Schedule, trace: Trace, k: number): Evaluate {
  const numberOf = (slot: Slot) => reading({ schedule, view: { step: k, trace } }, slot)
  const isHeld = (slot: Slot) => numberOf(slot) !== null
  return (expression) =>
    slotsIn(expression).every(isHeld) ? evaluate(expression, (slot) => numberOf(slot) ?? NaN) : null
}

interface PathProps {
  path: Path
  place: ParameterPlace
  valueOf: Evaluate
  iteration: number
}

/** The factors of one path, in the order in which the derivative travels. Pointing at its name lights it in the network. */
function PathRow({ path, place, valueOf, iteration }: PathProps) {
  const show = useShowing(iteration)
  const slots = useMemo(() => path.factors.flatMap(slotsIn), [path])
  const operands = slots.flatMap((index) => {
    const value = valueOf(number(index))
    return value === null ? [] : [show(index, value)]
  })
  return (
    <li className={styles.path}>
      <span className={styles.name} tabIndex={0} role="group" aria-label="Path" data-slots={slots.join(' ')}>
        L{path.units.map((unit, index) => <PathUnit key={index} layer={place.layer + index} unit={unit} />).reverse()}
        {place.source !== null && <PathUnit layer={place.layer - 1} unit={place.source} />}
      </span>
      {path.factors.map((factor, index) => (
        <span key={index} className={styles.factor}>
          <math>
            {index > 0 && <mo form="infix">·</mo>}
            {write(
              factor,
              mathNotation(null, (index) => <SlotSymbol slot={index} iteration={iteration} />),
            )}
          </math>
          <FactorNumber {...{ factor, valueOf, iteration }} isFirst={index === 0} />
        </span>
      ))}
      <span className={styles.factor}>
        <Relation>=</Relation>
        <PlainNumber value={valueOf(productOf(path))} />
      </span>
      <OperandButtons operands={operands} />
    </li>
  )
}

const PathUnit = ({ layer, unit }: { layer: number; unit: number }) => (
  <>
    {' → '}
    <UnitLabel layer={layer} unit={unit} />
  </>
)

interface FactorProps {
  factor: Expression
  valueOf: Evaluate
  iteration: number
  isFirst: boolean
}

function FactorNumber({ factor, valueOf, iteration, isFirst }: FactorProps) {
  const show = useShowing(iteration)
  const digits = useLesson((lesson) => lesson.digits)
  const value = valueOf(factor)
  if (value === null) return <NotYet />
  return (
    <math>
      {!isFirst && <mo form="infix">×</mo>}
      {factor.kind === 'number' ? (
        <SlotNumber shown={show(factor.of, value)} />
      ) : (
        <mn title={String(value)}>{formatNumber(value, { digits })}</mn>
      )}
    </math>
  )
}

/** A number that stands in no slot. */
function PlainNumber({ value }: { value: number | null }) {
  const digits = useLesson((lesson) => lesson.digits)
  if (value === null) return <NotYet />
  return <span title={String(value)}>{formatNumber(value, { digits, signed: true })}</span>
}

const NotYet = () => <span className={styles.blank} title="not computed yet" />

interface ShareProps {
  /** None for a bias that is not trained */
  share: Slot | null
  valueOf: Evaluate
  iteration: number
}

/** What backpropagation has computed of the same derivative. */
function ShareNumber({ share, valueOf, iteration }: ShareProps) {
  const show = useShowing(iteration)
  if (share === null) return <>(biases are not trained in this network)</>
  const value = valueOf(number(share))
  if (value === null) return <>(the run has not come to it yet)</>
  return (
    <>
      <math>
        <SlotNumber shown={show(share, value)} />
      </math>{' '}
      by backpropagation
    </>
  )
}
