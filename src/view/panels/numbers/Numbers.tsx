import { range } from 'd3'
import { useState, type ReactNode } from 'react'
import type { ParameterPlace } from '../../../engine/place.ts'
import { spokenUnitName } from '../../../explain/unitNames.ts'
import { slotOfParameter } from '../../../store/reading.ts'
import { LayerChoice, UnitChoice } from '../Choices.tsx'
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

/** With more units, the tables are of one layer; with more parameters in a layer, of one unit. */
const MOST_ROWS = 80

/** The network as tables: every number of the sample shown, and every parameter with its gradients. */
export function Numbers() {
  const network = useLesson(({ schedule }) => schedule.network)
  const { sizes } = network
  const layers = sizes.slice(1).map((_, index) => index + 1)
  const [chosen, choose] = useState(1)
  const layer = layers.includes(chosen) ? chosen : 1
  const hasRoom = sizes.reduce((rows, size) => rows + size, 0) <= MOST_ROWS
  return (
    <section className={styles.numbers} aria-labelledby="numbers-title">
      <h2 className={styles.heading} id="numbers-title">
        Numbers of the network
      </h2>
      <SampleChoice />
      {!hasRoom && <LayerChoice {...{ network, layers, layer, choose }} />}
      <Cells label="Numbers" className={styles.tables}>
        <UnitTable layers={hasRoom ? [0, ...layers] : [layer - 1, layer]} />
        {(hasRoom ? layers : [layer]).map((shown) => (
          <ParameterTable key={shown} layer={shown} />
        ))}
      </Cells>
    </section>
  )
}

/** More rows of the batch are not each a button. */
const MOST_BUTTONS = 16

/** Which sample's numbers the tables and the network show. */
function SampleChoice() {
  const batchSize = useLesson(({ schedule }) => schedule.batchSize)
  const isChosen = useLesson(({ chosenRow }) => chosenRow !== null)
  const chooseRow = useLesson((lesson) => lesson.chooseRow)
  return (
    <div className={styles.choice} role="group" aria-label="Sample">
      <span aria-hidden="true">sample</span>
      {batchSize > MOST_BUTTONS ? <RowInput /> : range(batchSize).map((row) => <SampleButton key={row} row={row} />)}
      <button type="button" className={styles.follow} disabled={!isChosen} onClick={() => chooseRow(null)}>
        follow the run
      </button>
    </div>
  )
}

/** Which row of a large batch, by its place in it. */
function RowInput() {
  const batchSize = useLesson(({ schedule }) => schedule.batchSize)
  const row = useLesson(shownRow)
  const chooseRow = useLesson((lesson) => lesson.chooseRow)
  return (
    <input
      className={styles.row}
      type="number"
      aria-label="Row of the batch"
      min={1}
      max={batchSize}
      value={row + 1}
      onChange={({ target: { valueAsNumber } }) => {
        if (valueAsNumber >= 1 && valueAsNumber <= batchSize) chooseRow(Math.floor(valueAsNumber) - 1)
      }}
    />
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
function UnitTable({ layers }: { layers: readonly number[] }) {
  const { network, layout } = useLesson(({ schedule }) => schedule)
  const row = useLesson(shownRow)
  const sample = useLesson(({ experiment, view }) => sampleAt(experiment, view.iteration, row))
  return (
    <Table caption={`Units, for sample ${sample + 1}`} columns={['unit', 'z', 'a', '∂L/∂a', 'δ']}>
      {layers.map((layer) => (
        <tbody key={layer}>
          {range(network.sizes[layer]).map((unit) => (
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
  const { network } = useLesson(({ schedule }) => schedule)
  const row = useLesson(shownRow)
  const sample = useLesson(({ experiment, view }) => sampleAt(experiment, view.iteration, row))
  const [chosen, choose] = useState(0)
  const size = network.sizes[layer]
  const hasRoom = size * (network.sizes[layer - 1] + 1) <= MOST_ROWS
  const isOutput = layer === network.sizes.length - 1
  const name = isOutput ? 'the output' : network.sizes.length > 3 ? `hidden layer ${layer}` : 'the hidden layer'
  const units = hasRoom ? range(size) : [Math.min(chosen, size - 1)]
  return (
    <>
      {!hasRoom && <UnitChoice {...{ network, layer, choose }} unit={units[0]} />}
      <Table
        caption={`Weights and biases of ${hasRoom ? name : spokenUnitName(network, layer, units[0])}`}
        columns={['parameter', 'value', `share of sample ${sample + 1}`, 'gradient']}
      >
        {units.map((unit) => (
          <tbody key={unit}>
            {[...range(network.sizes[layer - 1]), null].map((source) => (
              <ParameterRow key={source ?? 'bias'} layer={layer} unit={unit} source={source} />
            ))}
          </tbody>
        ))}
      </Table>
    </>
  )
}

function ParameterRow({ layer, unit, source }: ParameterPlace) {
  const layout = useLesson(({ schedule }) => schedule.layout)
  const row = useLesson(shownRow)
  const slot = useLesson((lesson) => slotOfParameter(lesson, { layer, unit, source }))
  const owner = <UnitLabel layer={layer} unit={unit} />
  return (
    <Row
      name={
        source === null ? (
          <>bias of {owner}</>
        ) : (
          <>
            <UnitLabel layer={layer - 1} unit={source} /> → {owner}
          </>
        )
      }
      slots={[slot, layout.share(row, layer, unit, source), layout.gradient(layer, unit, source)]}
    />
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
