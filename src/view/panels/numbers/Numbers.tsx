import type { ReactNode } from 'react'
import type { Slot } from '../../../engine/layout.ts'
import { sampleAt } from '../../../experiment/experiment.ts'
import { Cells } from '../../number/Cells.tsx'
import { useLesson } from '../../page/lesson.ts'
import { Numeral } from '../../number/Numeral.tsx'
import { roleOf, shownRow } from '../../../store/operation.ts'
import { UnitLabel } from '../../number/UnitLabel.tsx'
import styles from './numbers.module.css'

/** More would not fit beside each other. */
const MOST_DIGITS_IN_TABLE = 5

/** The network as tables: every number of the sample shown, and every parameter with its gradients. */
export function Numbers() {
  const sizes = useLesson(({ schedule }) => schedule.network.sizes)
  return (
    <section className={styles.numbers} aria-labelledby="numbers-title">
      <h2 className={styles.heading} id="numbers-title">
        Numbers of the network
      </h2>
      <SampleChoice />
      <Cells label="Numbers" className={styles.tables}>
        <UnitTable />
        {sizes.slice(1).map((_, index) => (
          <ParameterTable key={index} layer={index + 1} />
        ))}
      </Cells>
    </section>
  )
}

/** Which sample's numbers the tables and the network show. */
function SampleChoice() {
  const batchSize = useLesson(({ schedule }) => schedule.batchSize)
  const isChosen = useLesson(({ chosenRow }) => chosenRow !== null)
  const chooseRow = useLesson((lesson) => lesson.chooseRow)
  return (
    <div className={styles.choice} role="group" aria-label="Sample">
      <span aria-hidden="true">sample</span>
      {count(batchSize).map((row) => (
        <SampleButton key={row} row={row} />
      ))}
      <button type="button" className={styles.follow} disabled={!isChosen} onClick={() => chooseRow(null)}>
        follow the run
      </button>
    </div>
  )
}

function SampleButton({ row }: { row: number }) {
  const sample = useLesson(({ experiment, view }) => sampleAt(experiment, view.iteration, row))
  const isShown = useLesson((lesson) => shownRow(lesson) === row)
  const chooseRow = useLesson((lesson) => lesson.chooseRow)
  return (
    <button type="button" className={styles.sample} aria-pressed={isShown} onClick={() => chooseRow(row)}>
      {sample + 1}
    </button>
  )
}

/** What is computed for the sample, unit by unit, forward and back. */
function UnitTable() {
  const { network, layout } = useLesson(({ schedule }) => schedule)
  const row = useLesson(shownRow)
  const sample = useLesson(({ experiment, view }) => sampleAt(experiment, view.iteration, row))
  return (
    <Table caption={`Units, for sample ${sample + 1}`} columns={['unit', 'z', 'a', '∂L/∂a', 'δ']}>
      {network.sizes.map((size, layer) => (
        <tbody key={layer}>
          {count(size).map((unit) => (
            <Row
              key={unit}
              name={<UnitLabel layer={layer} unit={unit} />}
              slots={
                layer === 0
                  ? [null, layout.activation(row, 0, unit), null, null]
                  : [
                      layout.weightedSum(row, layer, unit),
                      layout.activation(row, layer, unit),
                      layout.activationGradient(row, layer, unit),
                      layout.delta(row, layer, unit),
                    ]
              }
            />
          ))}
        </tbody>
      ))}
    </Table>
  )
}

/** The weights and biases of a layer, each with this sample's share of its gradient and the gradient of the batch. */
function ParameterTable({ layer }: { layer: number }) {
  const { network, layout } = useLesson(({ schedule }) => schedule)
  const row = useLesson(shownRow)
  const sample = useLesson(({ experiment, view }) => sampleAt(experiment, view.iteration, row))
  const isOutput = layer === network.sizes.length - 1
  const name = isOutput ? 'the output' : network.sizes.length > 3 ? `hidden layer ${layer}` : 'the hidden layer'
  return (
    <Table
      caption={`Weights and biases of ${name}`}
      columns={['parameter', 'value', `share of sample ${sample + 1}`, 'gradient']}
    >
      {count(network.sizes[layer]).map((unit) => (
        <tbody key={unit}>
          {count(network.sizes[layer - 1]).map((source) => (
            <Row
              key={source}
              name={
                <>
                  <UnitLabel layer={layer - 1} unit={source} /> → <UnitLabel layer={layer} unit={unit} />
                </>
              }
              slots={[
                layout.weight(layer, unit, source),
                layout.weightGradient(row, layer, unit, source),
                layout.batchWeightGradient(layer, unit, source),
              ]}
            />
          ))}
          <Row
            name={
              <>
                bias of <UnitLabel layer={layer} unit={unit} />
              </>
            }
            slots={[
              layout.bias(layer, unit),
              layout.biasGradient(row, layer, unit),
              layout.batchBiasGradient(layer, unit),
            ]}
          />
        </tbody>
      ))}
    </Table>
  )
}

interface TableProps {
  caption: string
  columns: string[]
  children: ReactNode
}

function Table({ caption, columns, children }: TableProps) {
  return (
    <table className={styles.table}>
      <caption>{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      {children}
    </table>
  )
}

/** A row of numbers; null where there is no such number. */
function Row({ name, slots }: { name: ReactNode; slots: (Slot | null)[] }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      {slots.map((slot, index) => (
        <Cell key={index} slot={slot} />
      ))}
    </tr>
  )
}

function Cell({ slot }: { slot: Slot | null }) {
  const role = useLesson((lesson) => (slot === null ? null : roleOf(lesson, [slot])))
  const isPointed = useLesson(({ pointed }) => slot !== null && pointed.includes(slot))
  return (
    <td className={role ? styles[role] : undefined} data-pointed={isPointed || undefined}>
      {slot !== null && <Numeral slot={slot} most={MOST_DIGITS_IN_TABLE} />}
    </td>
  )
}

const count = (length: number): number[] => Array.from({ length }, (_, index) => index)
