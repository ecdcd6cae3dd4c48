import { useMemo } from 'react'
import type { Memory } from '../../engine/operations.ts'
import { frameAt, type Trace } from '../../engine/trace.ts'
import { sampleAt } from '../../experiment/experiment.ts'
import { countPaths, pathsTo, productOf, type ParameterPlace, type Path } from '../../explain/chainRule.ts'
import { evaluate } from '../../explain/evaluate.ts'
import { slotsIn, type Expression } from '../../explain/expression.ts'
import { write } from '../../explain/notation.ts'
import { formatNumber } from '../../explain/number.ts'
import type { LessonState } from '../../store/lesson.ts'
import { useLesson } from '../lesson.ts'
import { shownRow } from '../operation.ts'
import { UnitLabel } from '../UnitLabel.tsx'
import { useShowing } from '../quantity.ts'
import styles from './chain.module.css'
import type { ParameterProps } from './Faces.tsx'
import { OperandButtons, SlotNumber } from './Formula.tsx'
import { mathNotation } from './mathNotation.tsx'
import { SlotSymbol } from './SlotSymbol.tsx'

/** More paths than these are counted, not listed. */
const MOST_PATHS = 64

/** The whole way from the loss to one parameter: the factors along each path, and the sum over the paths. */
export function ChainRule({ quantity: { layer, unit, source }, trace }: ParameterProps) {
  const schedule = useLesson((lesson) => lesson.schedule)
  const row = useLesson(shownRow)
  const sample = useLesson(({ experiment }) => sampleAt(experiment, trace.iteration, row))
  const known = useLesson(({ cursor }) => (cursor.iteration === trace.iteration ? cursor.step : schedule.steps.length))
  const memory = useMemo(() => chainMemory(schedule, trace, known), [schedule, trace, known])
  const place = useMemo(() => ({ layer, unit, source }), [layer, unit, source])
  const count = countPaths(place, schedule)
  const paths = useMemo(() => (count > MOST_PATHS ? [] : pathsTo(place, row, schedule)), [count, place, row, schedule])
  const { layout } = schedule
  const share =
    source === null ? layout.biasGradient(row, layer, unit) : layout.weightGradient(row, layer, unit, source)
  const total = paths.reduce((sum, path) => sum + evaluate(productOf(path), memory), 0)

  return (
    <div className={styles.chain} data-moment={`${trace.iteration}.${known}`}>
      <p className={styles.sentence}>
        {count === 1
          ? `Sample ${sample + 1}: one path leads from the loss to it, a product of derivatives.`
          : `Sample ${sample + 1}: ${count} paths lead from the loss to it, each a product of derivatives; their sum is its share.`}{' '}
        {count > MOST_PATHS && 'That is too many to list: choose a parameter nearer to the output.'}
      </p>
      <ol className={styles.paths}>
        {paths.map((path, index) => (
          <PathRow key={index} {...{ path, place, memory }} iteration={trace.iteration} />
        ))}
      </ol>
      {paths.length > 0 && (
        <>
          <p className={styles.total}>
            <math>
              <SlotSymbol slot={share} iteration={trace.iteration} />
              <mo>=</mo>
            </math>{' '}
            {count > 1 && <PlainNumber value={total} />}
            {count > 1 && ' as the sum, '}
            <ShareNumber {...{ share, memory }} iteration={trace.iteration} />
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

/** The numbers as the backward pass saw them: the parameters from before the update. */
function chainMemory(schedule: LessonState['schedule'], trace: Trace, known: number): Memory {
  const memory = frameAt(schedule, trace, known)
  memory.set(trace.start.subarray(0, schedule.layout.parameterCount))
  return memory
}

interface PathProps {
  path: Path
  place: ParameterPlace
  memory: Memory
  iteration: number
}

/** The factors of one path, in the order in which the derivative travels. Pointing at its name lights it in the network. */
function PathRow({ path, place, memory, iteration }: PathProps) {
  const show = useShowing(iteration)
  const slots = useMemo(() => path.factors.flatMap(slotsIn), [path])
  return (
    <li className={styles.path}>
      <span className={styles.name} tabIndex={0} role="group" data-slots={slots.join(' ')}>
        L{path.units.map((unit, index) => <PathUnit key={index} layer={place.layer + index} unit={unit} />).reverse()}
        {place.source !== null && <PathUnit layer={place.layer - 1} unit={place.source} />}
      </span>
      {path.factors.map((factor, index) => (
        <span key={index} className={styles.factor}>
          <math>
            {index > 0 && <mo form="infix">·</mo>}
            {write(
              factor,
              mathNotation(null, (slot) => <SlotSymbol slot={slot} iteration={iteration} />),
            )}
          </math>
          <FactorNumber {...{ factor, memory, iteration }} isFirst={index === 0} />
        </span>
      ))}
      <span className={styles.factor}>
        <math>
          <mo>=</mo>
        </math>
        <PlainNumber value={evaluate(productOf(path), memory)} />
      </span>
      <OperandButtons operands={slots.map((slot) => show(slot, memory[slot]))} />
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
  memory: Memory
  iteration: number
  isFirst: boolean
}

function FactorNumber({ factor, memory, iteration, isFirst }: FactorProps) {
  const show = useShowing(iteration)
  const digits = useLesson((lesson) => lesson.digits)
  const value = evaluate(factor, memory)
  if (Number.isNaN(value)) return <span className={styles.blank} title="not computed yet" />
  return (
    <math>
      {!isFirst && <mo form="infix">×</mo>}
      {factor.kind === 'slot' ? (
        <SlotNumber shown={show(factor.slot, value)} />
      ) : (
        <mn title={String(value)}>{formatNumber(value, { digits })}</mn>
      )}
    </math>
  )
}

/** A number that stands in no slot. */
function PlainNumber({ value }: { value: number }) {
  const digits = useLesson((lesson) => lesson.digits)
  if (Number.isNaN(value)) return <span className={styles.blank} title="not computed yet" />
  return <span title={String(value)}>{formatNumber(value, { digits, signed: true })}</span>
}

/** What backpropagation has computed of the same derivative. */
function ShareNumber({ share, memory, iteration }: { share: number; memory: Memory; iteration: number }) {
  const show = useShowing(iteration)
  if (Number.isNaN(memory[share])) return <>(the run has not come to it yet)</>
  return (
    <>
      <math>
        <SlotNumber shown={show(share, memory[share])} />
      </math>{' '}
      by backpropagation
    </>
  )
}
