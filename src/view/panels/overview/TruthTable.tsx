import { range } from 'd3'
import { useEffect, useMemo } from 'react'
import type { Slot } from '../../../engine/layout.ts'
import { outputLayer } from '../../../engine/network.ts'
import type { Dataset } from '../../../experiment/data/dataset.ts'
import { datasetOf, sampleAt } from '../../../experiment/experiment.ts'
import { Cells } from '../../number/Cells.tsx'
import { useLesson, useLessonStore } from '../../page/lesson.ts'
import { Numeral } from '../../number/Numeral.tsx'
import { followedOperation, isTraining, shownRow } from '../../../store/operation.ts'
import { reading } from '../../../store/reading.ts'
import { digitsIn } from '../../number/room.ts'
import { UnitLabel } from '../../number/UnitLabel.tsx'
import { useWindow } from '../../number/useWindow.ts'
import { pixelsOfRem } from '../../page/rem.ts'
import { useSize } from '../../chart/useSize.ts'
import styles from './data.module.css'

/** The batch as a table: inputs, target, and what the network has made of them so far. */
export function TruthTable() {
  const { network, batchSize, layout } = useLesson(({ schedule }) => schedule)
  const { title, table } = useLesson(({ experiment }) => datasetOf(experiment))
  const [ref, size] = useSize<HTMLElement>()
  const last = outputLayer(network)
  const [inputs, outputs] = [range(network.sizes[0]), range(network.sizes[last])]
  const longestInput = useLesson(({ experiment }) => longestIn(datasetOf(experiment)))
  const isScrolling = batchSize > FEW_ROWS
  const isCompact = longestInput > SHORT
  const rem = pixelsOfRem()
  const em = (isCompact ? COMPACT_TYPE : TYPE) * rem
  const width = (size?.width ?? 0) - (isScrolling ? SCROLLBAR : 0)
  const characters = charactersIn(width / em, inputs.length, longestInput, outputs.length)
  const followed = useLesson((lesson) => {
    const sample = followedOperation(lesson)?.sample
    return typeof sample === 'number' ? sample : null
  })
  const [scroller, { from, to }] = useWindow<HTMLDivElement>(batchSize, ROW_HEIGHT * rem, followed)
  const rows = useMemo(() => range(from, to), [from, to])
  const keepInSight = useLesson((lesson) => lesson.keepInSight)
  useEffect(() => keepInSight(rows), [keepInSight, rows])
  return (
    <section ref={ref} aria-labelledby="data-title">
      <h2 className={styles.heading} id="data-title">
        {title}: {table}
      </h2>
      <Cells
        ref={scroller}
        label={`${title}: ${table}`}
        className={`${isScrolling ? styles.scrolling : ''} ${isCompact ? styles.compact : ''}`}
      >
        <table className={styles.table} aria-rowcount={batchSize + 2}>
          <thead>
            <tr>
              <th scope="col">sample</th>
              {inputs.map((unit) => (
                <th key={unit} scope="col">
                  <UnitLabel layer={0} unit={unit} />
                </th>
              ))}
              {outputs.map((unit) => (
                <th key={unit} scope="col">
                  target y{outputs.length > 1 && <sub>{unit + 1}</sub>}
                </th>
              ))}
              {outputs.map((unit) => (
                <th key={unit} scope="col" aria-label="prediction">
                  <UnitLabel layer={last} unit={unit} />
                </th>
              ))}
              <th scope="col">loss</th>
            </tr>
          </thead>
          <tbody>
            <Gap rows={from} />
            {rows.map((row) => (
              <SampleRow key={row} row={row} inputs={inputs} outputs={outputs} characters={characters} />
            ))}
            <Gap rows={batchSize - to} />
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={1 + inputs.length + 2 * outputs.length}>
                {network.reduction === 'mean' ? 'mean over the batch' : 'sum over the batch'}
              </th>
              <Cell slot={layout.batchLoss} characters={characters} />
            </tr>
          </tfoot>
        </table>
      </Cells>
    </section>
  )
}

/** Characters of an input that leave the others their room */
const SHORT = 3
/** More rows scroll. */
const FEW_ROWS = 6
/** As in the style sheet, in rem */
const [ROW_HEIGHT, TYPE, COMPACT_TYPE] = [1.8, 0.85, 0.72]
/** In pixels; some browsers lay it over what scrolls. */
const SCROLLBAR = 15

/** The room of rows that are not in sight. */
const Gap = ({ rows }: { rows: number }) =>
  rows > 0 && <tr aria-hidden="true" style={{ height: `${rows * ROW_HEIGHT}rem` }} />

/** The columns, what is kept free between two numbers, a digit and a point, in the size of the type */
const [sampleWidth, inputGap, targetWidth, gap, digitWidth, pointWidth] = [3.4, 0.7, 3.7, 0.9, 0.65, 0.32]
/** 0.1234 */
const FEWEST_CHARACTERS = 6

/** How long a prediction or a loss may be where the table is so wide, in the size of its type. */
function charactersIn(width: number, inputs: number, longestInput: number, outputs: number): number {
  const inputWidth = inputGap + digitWidth * longestInput
  const left = width - sampleWidth - inputWidth * inputs - targetWidth * outputs
  const forDigits = left / (outputs + 1) - gap - pointWidth
  return Math.max(FEWEST_CHARACTERS, 1 + Math.floor(forDigits / digitWidth))
}

const longest = new WeakMap<Dataset, number>()

/** Characters of the longest input of a data set */
function longestIn(dataset: Dataset): number {
  const known = longest.get(dataset)
  if (known !== undefined) return known
  const found = Math.max(...dataset.inputs.flat().map((input) => String(input).length))
  longest.set(dataset, found)
  return found
}

interface RowProps {
  row: number
  inputs: number[]
  outputs: number[]
  characters: number
}

function SampleRow({ row, inputs, outputs, characters }: RowProps) {
  const { layout, network } = useLesson(({ schedule }) => schedule)
  const isCurrent = useLesson((lesson) => !isTraining(lesson) && lesson.operation?.sample === row)
  const isShown = useLesson((lesson) => shownRow(lesson) === row)
  const last = outputLayer(network)
  return (
    <tr
      aria-rowindex={row + 2}
      className={isCurrent ? styles.current : isShown ? styles.shown : undefined}
      aria-current={isCurrent ? 'true' : undefined}
    >
      <th scope="row">
        <SampleButton row={row} />
      </th>
      {inputs.map((unit) => (
        <Cell key={unit} slot={layout.activation(row, 0, unit)} />
      ))}
      {outputs.map((unit) => (
        <Cell key={unit} slot={layout.target(row, unit)} />
      ))}
      {outputs.map((unit) => (
        <Cell key={unit} slot={layout.activation(row, last, unit)} as="prediction" characters={characters} />
      ))}
      <Cell slot={layout.loss(row)} characters={characters} />
    </tr>
  )
}

/** The number of a sample: press it, and the network shows the numbers of that sample. */
function SampleButton({ row }: { row: number }) {
  const number = useLesson(({ experiment, view }) => 1 + sampleAt(experiment, view.iteration, row))
  const isChosen = useLesson((lesson) => lesson.chosenRow === row && shownRow(lesson) === row)
  const lesson = useLessonStore()
  return (
    <button
      type="button"
      className={styles.sample}
      aria-label={`look at sample ${number}`}
      aria-pressed={isChosen}
      title={isChosen ? 'back to the sample at hand' : `look at sample ${number}`}
      onClick={() => lesson.getState().chooseRow(isChosen ? null : row)}
    >
      {number}
    </button>
  )
}

interface CellProps {
  slot: Slot
  as?: 'prediction'
  /** How long the number may be */
  characters?: number
}

function Cell({ slot, as, characters = Infinity }: CellProps) {
  const most = useLesson((lesson) => digitsIn(characters, reading(lesson, slot)))
  const isPointed = useLesson(({ pointed }) => pointed.includes(slot))
  return (
    <td className={as && styles[as]}>
      <Numeral slot={slot} most={most} className={isPointed ? styles.pointed : undefined} {...(as && { as })} />
    </td>
  )
}
