import { useMemo, type ReactNode } from 'react'
import { evaluate } from '../../engine/formula/evaluate.ts'
import { number, slotsIn, sum, type Expression } from '../../engine/formula/expression.ts'
import type { Slot } from '../../engine/layout.ts'
import type { Quantity } from '../../engine/quantities.ts'
import type { Schedule } from '../../engine/schedule.ts'
import type { Trace } from '../../engine/trace.ts'
import { sampleAt } from '../../experiment/experiment.ts'
import { countPaths, pathsTo, productOf, type Factor, type Path, type PathEnd } from '../../explain/chainRule.ts'
import { write } from '../../explain/notation.ts'
import { formatNumber } from '../../explain/number.ts'
import { shownRow } from '../../store/operation.ts'
import { reading, stepReached } from '../../store/reading.ts'
import { formatCount } from '../number/format.ts'
import { useShowing } from '../number/quantity.ts'
import { UnitLabel } from '../number/UnitLabel.tsx'
import { useLesson } from '../page/lesson.ts'
import styles from './chain.module.css'
import type { FaceProps } from './derivation.ts'
import { OperandButtons, SlotNumber } from './Formula.tsx'
import { mathNotation } from './mathNotation.tsx'
import { Relation } from './Relation.tsx'
import { DerivativeSymbol, SlotSymbol } from './SlotSymbol.tsx'

/** More paths than these are counted, not listed. */
const MOST_PATHS = 64

/** The whole way from the loss to a number: the derivatives along each path, and the sum over the paths. */
export function ChainRule({ quantity, trace }: FaceProps) {
  const schedule = useLesson((lesson) => lesson.schedule)
  const chosen = useLesson(shownRow)
  const { sample } = quantity
  const row = typeof sample === 'number' ? sample : chosen
  const step = useLesson((lesson) => stepReached(lesson, trace.iteration))
  // The numbers as the backward pass saw them: before the updates.
  const known = Math.min(step, schedule.firstUpdate)
  const valueOf = useMemo(() => evaluatorAt(schedule, trace, known), [schedule, trace, known])
  const end = useMemo(() => endAt(quantity), [quantity])
  const count = countPaths(end, schedule)
  const paths = useMemo(() => (count > MOST_PATHS ? [] : pathsTo(end, row, schedule)), [count, end, row, schedule])
  const { iteration } = trace

  return (
    <div className={styles.chain} data-moment={`${iteration}.${known}`}>
      <div className={styles.head}>
        {typeof sample === 'number' ? null : <RowChoice row={row} iteration={iteration} />}
        {count > MOST_PATHS ? (
          <span>{formatCount(count)} paths lead to it: too many to list. Choose a number nearer to the output.</span>
        ) : (
          <Total {...{ end, row, paths, valueOf, iteration }} />
        )}
      </div>
      <ol className={styles.paths}>
        {paths.map((path, index) => (
          <PathRow key={index} isFirst={index === 0} {...{ path, end, row, valueOf, iteration }} />
        ))}
      </ol>
    </div>
  )
}

const endAt = ({ kind, layer, unit, source }: Quantity): PathEnd => ({
  of: kind === 'delta' ? 'z' : kind === 'dLda' ? 'a' : 'parameter',
  layer,
  unit,
  source,
})

/** The slot of what the loss is derived by */
const slotOfEnd = ({ layout }: Schedule, { of, layer, unit, source }: PathEnd, row: number): Slot =>
  of === 'parameter'
    ? layout.parameter(layer, unit, source)
    : of === 'z'
      ? layout.weightedSum(row, layer, unit)
      : layout.activation(row, layer, unit)

/** The slot in which backpropagation puts the derivative; none for a bias that is not trained */
const slotOfDerivative = ({ layout }: Schedule, { of, layer, unit, source }: PathEnd, row: number): Slot | null =>
  of === 'parameter'
    ? layout.share(row, layer, unit, source)
    : of === 'z'
      ? layout.delta(row, layer, unit)
      : layout.activationGradient(row, layer, unit)

/** Which sample's paths these are, where the number is about all of them, and a way to the others; the picture follows. */
function RowChoice({ row, iteration }: { row: number; iteration: number }) {
  const batchSize = useLesson(({ schedule }) => schedule.batchSize)
  const sample = useLesson(({ experiment }) => sampleAt(experiment, iteration, row))
  const chooseRow = useLesson((lesson) => lesson.chooseRow)
  const asks = useLesson(({ trail }) => trail.length > 0)
  return (
    <span className={styles.choice}>
      {/* Another sample ends what was asked, and with it this. */}
      {batchSize > 1 && !asks && (
        <button
          type="button"
          className={styles.turn}
          aria-label="Sample before"
          disabled={row === 0}
          onClick={() => chooseRow(row - 1)}
        >
          ‹
        </button>
      )}
      sample {formatCount(sample + 1)}
      {batchSize > 1 && !asks && (
        <button
          type="button"
          className={styles.turn}
          aria-label="Next sample"
          disabled={row === batchSize - 1}
          onClick={() => chooseRow(row + 1)}
        >
          ›
        </button>
      )}
    </span>
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

interface PlaceProps {
  end: PathEnd
  row: number
  valueOf: Evaluate
  iteration: number
}

interface TotalProps extends PlaceProps {
  paths: readonly Path[]
}

/** What the paths come to, held against what backpropagation computed. */
function Total({ end, row, paths, valueOf, iteration }: TotalProps) {
  const schedule = useLesson((lesson) => lesson.schedule)
  const computed = slotOfDerivative(schedule, end, row)
  const total = valueOf(sum(paths.map(productOf)))
  return (
    <span>
      {paths.length === 1
        ? 'One path leads from the loss to it: '
        : `${paths.length} paths lead from the loss to it, in sum `}
      <PlainNumber value={total} />
      {computed === null ? (
        '; biases are not trained in this network'
      ) : (
        <>
          ; by backpropagation <BackpropagationNumber {...{ computed, valueOf, iteration }} />
        </>
      )}
    </span>
  )
}

function BackpropagationNumber({
  computed,
  valueOf,
  iteration,
}: {
  computed: Slot
  valueOf: Evaluate
  iteration: number
}) {
  const show = useShowing(iteration)
  const value = valueOf(number(computed))
  if (value === null) return <>it is not computed yet</>
  return (
    <math>
      <SlotNumber shown={show(computed, value)} />
    </math>
  )
}

interface PathProps extends PlaceProps {
  path: Path
  isFirst: boolean
}

/**
 * The derivatives along one path, in the order in which they travel, each with what it is and what that comes to below
 * it. Pointing at the row lights the path in the network.
 */
function PathRow({ path, end, row, valueOf, iteration, isFirst }: PathProps) {
  const schedule = useLesson((lesson) => lesson.schedule)
  const show = useShowing(iteration)
  const slots = useMemo(() => path.factors.flatMap(({ by, equals }) => [by, ...slotsIn(equals)]), [path])
  const operands = path.factors
    .flatMap(({ equals }) => slotsIn(equals))
    .flatMap((slot) => {
      const value = valueOf(number(slot))
      return value === null ? [] : [show(slot, value)]
    })
  const derivative = (
    <math displaystyle="true">
      <DerivativeSymbol top={null} by={slotOfEnd(schedule, end, row)} iteration={iteration} />
    </math>
  )
  return (
    <li>
      <div
        className={styles.path}
        tabIndex={0}
        role="group"
        aria-label={`Path ${pathText(path)}`}
        data-slots={slots.join(' ')}
      >
        <Column name={isFirst ? derivative : <PathName path={path} end={end} />} />
        {path.factors.map((factor, index) => (
          <FactorColumn key={index} sign={index > 0 ? '·' : isFirst ? '=' : ''} {...{ factor, valueOf, iteration }} />
        ))}
        <Column sign="=" signs={[false, false, true]} value={<PlainNumber value={valueOf(productOf(path))} />} />
        <OperandButtons operands={operands} />
      </div>
    </li>
  )
}

const pathText = ({ units }: Path): string => `through units ${units.map((unit) => unit + 1).join(', ')}`

/** h₂ → ŷ: where a further path goes */
const PathName = ({ path, end }: { path: Path; end: PathEnd }) => (
  <span className={styles.name}>
    +{' '}
    {path.units.map((unit, index) => (
      <span key={index}>
        {index > 0 && ' → '}
        <UnitLabel layer={end.layer + index} unit={unit} />
      </span>
    ))}
  </span>
)

interface ColumnProps {
  /** Before which of the three it stands */
  sign?: string
  signs?: readonly [boolean, boolean, boolean]
  name?: ReactNode
  equals?: ReactNode
  value?: ReactNode
}

/** Three lines, each as high as in any other column: so their baselines are one, however the columns break. */
function Column({ sign, signs = [true, true, true], name, equals, value }: ColumnProps) {
  return (
    <span className={styles.column}>
      {[name, equals, value].map((line, index) => (
        <span key={index} className={styles.cell}>
          {sign && signs[index] && <Relation>{sign === '·' && index === 2 ? '×' : sign}</Relation>}
          {line}
        </span>
      ))}
    </span>
  )
}

interface FactorProps {
  factor: Factor
  valueOf: Evaluate
  iteration: number
  /** Before it */
  sign: string
}

function FactorColumn({ factor: { top, by, equals }, valueOf, iteration, sign }: FactorProps) {
  const notation = useMemo(
    () => mathNotation<Slot>(null, (slot) => <SlotSymbol slot={slot} iteration={iteration} />),
    [iteration],
  )
  return (
    <Column
      sign={sign}
      name={
        <math displaystyle="true">
          <DerivativeSymbol top={top} by={by} iteration={iteration} />
        </math>
      }
      equals={<math>{write(equals, notation, equals.kind === 'product' ? null : 'product')}</math>}
      value={<FactorNumber {...{ equals, valueOf, iteration }} />}
    />
  )
}

function FactorNumber({ equals, valueOf, iteration }: { equals: Expression; valueOf: Evaluate; iteration: number }) {
  const show = useShowing(iteration)
  const value = valueOf(equals)
  if (equals.kind !== 'number' || value === null) return <PlainNumber value={value} />
  return (
    <math>
      <SlotNumber shown={show(equals.of, value)} />
    </math>
  )
}

/** A number that stands in no slot. */
function PlainNumber({ value }: { value: number | null }) {
  const digits = useLesson((lesson) => lesson.digits)
  if (value === null) return <span className={styles.blank} title="not computed yet" />
  return (
    <span className={styles.number} title={String(value)}>
      {formatNumber(value, { digits, signed: true })}
    </span>
  )
}
