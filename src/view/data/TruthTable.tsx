import { datasetOf, sampleAt } from '../../experiment/experiment.ts'
import { useLesson } from '../lesson.ts'
import { Numeral } from '../Numeral.tsx'
import { isTraining, shownRow } from '../operation.ts'
import { UnitLabel } from '../UnitLabel.tsx'
import styles from './data.module.css'

/** The batch as a table: inputs, target, and what the network has made of them so far. */
export function TruthTable() {
  const { network, batchSize, layout } = useLesson(({ schedule }) => schedule)
  const title = useLesson(({ experiment }) => datasetOf(experiment).title)
  const [inputs, outputs] = [units(network.sizes[0]), units(network.sizes.at(-1)!)]
  const last = network.sizes.length - 1
  return (
    <section aria-labelledby="data-title">
      <h2 className={styles.heading} id="data-title">
        {title}: truth table
      </h2>
      <table className={styles.table}>
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
          {units(batchSize).map((row) => (
            <SampleRow key={row} row={row} inputs={inputs} outputs={outputs} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={1 + inputs.length + 2 * outputs.length}>
              {network.reduction === 'mean' ? 'mean over the batch' : 'sum over the batch'}
            </th>
            <td>
              <Numeral slot={layout.batchLoss} />
            </td>
          </tr>
        </tfoot>
      </table>
    </section>
  )
}

const units = (count: number) => Array.from({ length: count }, (_, unit) => unit)

function SampleRow({ row, inputs, outputs }: { row: number; inputs: number[]; outputs: number[] }) {
  const { layout, network } = useLesson(({ schedule }) => schedule)
  const sample = useLesson(({ experiment, cursor }) => sampleAt(experiment, cursor.iteration, row))
  const isActive = useLesson((lesson) => !isTraining(lesson) && lesson.cursor.step > 0 && isAtRow(lesson, row))
  const last = network.sizes.length - 1
  return (
    <tr className={isActive ? styles.active : undefined} aria-current={isActive ? 'true' : undefined}>
      <th scope="row">{sample + 1}</th>
      {inputs.map((unit) => (
        <td key={unit}>
          <Numeral slot={layout.activation(row, 0, unit)} />
        </td>
      ))}
      {outputs.map((unit) => (
        <td key={unit}>
          <Numeral slot={layout.target(row, unit)} />
        </td>
      ))}
      {outputs.map((unit) => (
        <td key={unit}>
          <Numeral slot={layout.activation(row, last, unit)} as="prediction" className={styles.prediction} />
        </td>
      ))}
      <td>
        <Numeral slot={layout.loss(row)} />
      </td>
    </tr>
  )
}

type Lesson = Parameters<typeof shownRow>[0]

/** Operations over the whole batch have no active row. */
function isAtRow(lesson: Lesson, row: number): boolean {
  const step = lesson.schedule.steps[lesson.cursor.step - 1]
  return step.sample === row
}
