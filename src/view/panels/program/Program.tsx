import { Check, Copy } from 'lucide-react'
import { memo, useLayoutEffect, useMemo, useRef } from 'react'
import type { Slot } from '../../../engine/layout.ts'
import { firstOf } from '../../../engine/schedule.ts'
import { sampleAt, type Experiment } from '../../../experiment/experiment.ts'
import {
  programOfExperiment,
  slotsOf,
  type Program as Code,
  type ProgramArray,
  type ProgramLine,
  type SlotGrid,
} from '../../../experiment/program.ts'
import type { LessonState, LessonStore } from '../../../store/lesson.ts'
import { Cells } from '../../number/Cells.tsx'
import { CopyOutcome, useCopying } from '../../page/Copying.tsx'
import { useLesson, useLessonStore } from '../../page/lesson.ts'
import { elided } from '../../../explain/elided.ts'
import { Numeral } from '../../number/Numeral.tsx'
import { followedOperation, roleOf, shownRow } from '../../../store/operation.ts'
import styles from './code.module.css'

/** The experiment as a short NumPy program: where in it the cursor is, and its arrays as they fill. */
export function Program() {
  return (
    <section className={styles.program} aria-labelledby="program-title">
      <header className={styles.header}>
        <h2 className={styles.heading} id="program-title">
          NumPy program
        </h2>
        <CopyButton />
      </header>
      <Listing />
      <Arrays />
      <Differences />
    </section>
  )
}

const codes = new WeakMap<Experiment, Code>()

/** The program of one iteration: that of any number has the same lines, except for the two that say the number. */
function codeOf(experiment: Experiment): Code {
  const code = codes.get(experiment) ?? programOfExperiment(experiment, 1)
  codes.set(experiment, code)
  return code
}

/** The line of the operation that is looked at; null where there is none, and while training is too fast to follow. */
function currentLine(lesson: LessonState): number | null {
  const operation = followedOperation(lesson)
  return operation && codeOf(lesson.experiment).lineOf(operation)
}

/** To the position after the first operation of a line, for the sample shown. */
function goToLine(store: LessonStore, line: number): void {
  const lesson = store.getState()
  const { schedule, experiment, cursor, jumpTo } = lesson
  const { operations } = codeOf(experiment).lines[line]
  const firsts = [shownRow(lesson), 'batch' as const].flatMap((sample) =>
    operations.map((operation) => firstOf(schedule, sample, operation)),
  )
  const first = firsts.find((k) => k !== null)
  if (first !== undefined && first !== null) jumpTo({ iteration: cursor.iteration, step: first + 1 })
}

function Listing() {
  const { lines } = useLesson(({ experiment }) => codeOf(experiment))
  const current = useLesson(currentLine)
  const list = useRef<HTMLOListElement>(null)
  useLayoutEffect(() => keepInView(list.current, current), [current])
  return (
    <ol className={styles.listing} ref={list}>
      {lines.map((line, index) => (
        <Line key={index} index={index} line={line} isCurrent={index === current} />
      ))}
    </ol>
  )
}

/** Scrolls the list alone, so that the page does not move, and only where the line or one beside it is out of sight. */
function keepInView(list: HTMLOListElement | null, index: number | null): void {
  const line = index === null ? null : list?.children[index]
  if (!list || !(line instanceof HTMLElement)) return
  const { offsetTop, offsetHeight } = line
  const isInView =
    offsetTop - offsetHeight >= list.scrollTop && offsetTop + 2 * offsetHeight <= list.scrollTop + list.clientHeight
  if (!isInView) list.scrollTop = offsetTop - (list.clientHeight - offsetHeight) / 2
}

interface LineProps {
  index: number
  line: ProgramLine
  isCurrent: boolean
}

/** A line of the program whose last iteration is the one at the cursor. */
const Line = memo(function Line({ index, line, isCurrent }: LineProps) {
  const store = useLessonStore()
  const text = useLesson(({ cursor }) => line.textFor?.(cursor.iteration + 1) ?? line.text)
  if (!line.writes) return <li className={isComment(text) ? styles.comment : styles.plain}>{text}</li>
  return (
    <li>
      <button
        type="button"
        className={isCurrent ? styles.currentStatement : styles.statement}
        aria-current={isCurrent ? 'step' : undefined}
        onClick={() => goToLine(store, index)}
      >
        {text}
      </button>
    </li>
  )
})

const isComment = (text: string): boolean => text.trimStart().startsWith('#')

function CopyButton() {
  const store = useLessonStore()
  const trace = useLesson((lesson) => lesson.trace)
  const { outcome, isDone, copy } = useCopying(trace)
  const Icon = isDone ? Check : Copy

  function copyProgram(): void {
    const { experiment, cursor } = store.getState()
    // Its last iteration is the one on screen.
    copy(programOfExperiment(experiment, cursor.iteration + 1).text, 'program')
  }

  return (
    <>
      <CopyOutcome outcome={outcome} />
      <button type="button" className={styles.copy} onClick={copyProgram}>
        <Icon size="0.85rem" aria-hidden="true" /> Copy program
      </button>
      <p className={styles.promise}>Run with NumPy, it prints the numbers of this iteration with 15 digits.</p>
    </>
  )
}

/** The arrays of the current line, then the others of its layer, or at first those that are given. */
function Arrays() {
  const code = useLesson(({ experiment }) => codeOf(experiment))
  const line = useLesson(currentLine)
  const share = useLesson(sharingRow)
  const { writes, reads } = line === null ? NOTHING : code.lines[line]
  if (!writes) {
    return (
      <Cells label="Arrays" className={styles.arrays}>
        <h3 className={styles.subheading}>Given</h3>
        <Grids arrays={givenArrays(code)} />
      </Cells>
    )
  }
  const names = new Set([writes, ...reads].map(({ name }) => name))
  const others = arraysOf(code, writes.layer).filter(({ name }) => !names.has(name))
  return (
    <Cells label="Arrays" className={styles.arrays}>
      <div className={styles.line}>
        <div>
          <h3 className={styles.subheading}>This line writes</h3>
          <div className={styles.grids}>
            {share !== null && <Grid array={writes} share={share} isWritten />}
            <Grid array={writes} isWritten={share === null} />
          </div>
        </div>
        <div className={styles.reads}>
          <h3 className={styles.subheading}>and reads</h3>
          <Grids arrays={reads} />
        </div>
      </div>
      {others.length > 0 && (
        <h3 className={styles.subheading}>
          Also of {writes.kind.startsWith('L') ? 'the loss' : `layer ${writes.layer}`}
        </h3>
      )}
      <Grids arrays={others} />
    </Cells>
  )
}

const NOTHING = { writes: null, reads: [] }

/** The row of the batch whose share of a gradient is computed at the cursor: the program adds the shares up in one go. */
function sharingRow({ view: { operation } }: LessonState): number | null {
  return operation?.stage === 'gradients' && operation.sample !== 'batch' ? operation.sample : null
}

/** Every array that the program writes for a layer */
const arraysOf = ({ lines }: Code, layer: number): ProgramArray[] =>
  distinct(lines.flatMap(({ writes }) => (writes?.layer === layer ? [writes] : [])))

/** What is known before the first operation: data and parameters. */
function givenArrays({ lines }: Code): ProgramArray[] {
  const kinds = new Set(['A', 'Y', 'W', 'b'])
  const read = lines.flatMap(({ reads }) => reads)
  return distinct(read.filter(({ kind, layer }) => kinds.has(kind) && !(kind === 'A' && layer > 0)))
}

const distinct = (arrays: ProgramArray[]): ProgramArray[] => [
  ...new Map(arrays.map((array) => [array.name, array])).values(),
]

function Grids({ arrays }: { arrays: readonly ProgramArray[] }) {
  return (
    <div className={styles.grids}>
      {arrays.map((array) => (
        <Grid key={array.name} array={array} />
      ))}
    </div>
  )
}

interface GridProps {
  array: ProgramArray
  /** Shows the share of this row of the batch in a gradient instead of the whole. */
  share?: number
  isWritten?: boolean
}

const Grid = memo(function Grid({ array, share, isWritten = false }: GridProps) {
  const schedule = useLesson((lesson) => lesson.schedule)
  const sample = useLesson(({ experiment, view }) =>
    share === undefined ? null : sampleAt(experiment, view.iteration, share),
  )
  const isOfParameters = array.kind === 'W' || array.kind === 'b'
  const step = useLesson(({ view }) => (isOfParameters ? Math.max(view.step, schedule.firstUpdate) : 0))
  const grid = useMemo(() => slotsOf(array, schedule, share, step), [array, schedule, share, step])
  const isBySample = perSample.has(array.kind)
  const row = useLesson((lesson) => (isBySample ? shownRow(lesson) : (lesson.view.operation?.unit ?? 0)))
  const column = useLesson(({ view: { operation } }) => (isBySample ? operation?.unit : operation?.source) ?? 0)
  const columns = elided(grid.columns, MOST_COLUMNS, [column])
  return (
    <table className={array.kind === 'Y' || array.name === 'A0' ? styles.dataGrid : styles.grid}>
      <caption>
        <span className={isWritten ? styles.writtenName : styles.name}>{array.name}</span>{' '}
        <span className={styles.shape}>{sample === null ? shapeOf(array, grid) : `of sample ${sample + 1}`}</span>
      </caption>
      <tbody>
        {elided(grid.rows, MOST_ROWS, [row]).map((index, place) => (
          <tr key={index ?? `gap ${place}`}>
            {columns.map((at, across) =>
              index === null || at === null ? (
                <td key={`gap ${across}`}>…</td>
              ) : (
                <Cell key={at} slot={grid.slotAt(index, at)} />
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
})

/** Of larger arrays the first and the last rows and columns are shown, and those of the operation that is looked at. */
const [MOST_ROWS, MOST_COLUMNS] = [10, 8]

/** They have a row for each sample, the others for each unit. */
const perSample: ReadonlySet<ProgramArray['kind']> = new Set(['A', 'Y', 'Z', 'dA', 'delta', 'L_n'])

function Cell({ slot }: { slot: Slot | null }) {
  const role = useLesson((lesson) => roleOf(lesson, [slot]))
  return <td className={role ? styles[role] : undefined}>{slot !== null && <Numeral slot={slot} />}</td>
}

/** As NumPy has it, where a vector has one length and a single number none. */
function shapeOf({ kind }: ProgramArray, { rows, columns }: SlotGrid): string {
  if (kind === 'L' || kind === 'eta') return ''
  if (kind === 'L_n') return String(rows)
  if (kind === 'b' || kind === 'db') return String(columns)
  return `${rows} × ${columns}`
}

function Differences() {
  return (
    <details className={styles.differences}>
      <summary>Why do other NumPy programs look different?</summary>
      <p>Three habits are common. They change how a program looks, not what it learns.</p>
      <ul>
        <li>
          <b>The sign.</b> With <code>error = y - y_hat</code>, everything that is passed back is −δ. Such a program
          then adds to the weights where this one subtracts: the two minus signs cancel.
        </li>
        <li>
          <b>What the slope is taken of.</b> The slope of the sigmoid is a · (1 − a). A function that computes{' '}
          <code>x * (1 - x)</code> has to be given the activation a; one such as <code>sigmoid_slope</code> is given z,
          as σ′(z) is written.
        </li>
        <li>
          <b>Which way the weights lie.</b> Many keep <code>W[from, to]</code>, a row for each source, and write{' '}
          <code>A @ W</code>. Here a row belongs to the unit that the weights lead to, <code>W[to, from]</code>: the
          same matrix, transposed.
        </li>
      </ul>
    </details>
  )
}
