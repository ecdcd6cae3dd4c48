import { useId, useState, type KeyboardEvent } from 'react'
import { changed, changedToClassic, fields, type Change, type Field } from '../../experiment/fields.ts'
import { useLesson, useLessonStore } from '../page/lesson.ts'
import styles from './SetUp.module.css'

/** What is run, and how: every change begins the run anew. */
export function SetUp() {
  const heading = useId()
  const experiment = useLesson((lesson) => lesson.experiment)
  const store = useLessonStore()
  const [drafts, setDrafts] = useState<Drafts>({})
  const toClassic = changedToClassic(experiment)

  function make(next: Change | null): void {
    if (next) store.getState().change(next.part, next.notice)
  }

  /** Makes the change that a text asks for, or says why it is none. */
  function apply(field: Field, text: string): string | null {
    const reading = field.read(text, experiment)
    if ('problem' in reading) return reading.problem
    make(changed(experiment, reading.part))
    return null
  }

  const chooser = (field: Field) => ({
    field,
    value: field.write(experiment),
    choose: (value: string) => void apply(field, value),
  })

  const text = (name: TextName) => ({
    field: fields[name] as Field,
    value: fields[name].write(experiment),
    draft: drafts[name] ?? null,
    setDraft: (draft: Draft | null) => setDrafts((all) => ({ ...all, [name]: draft })),
    problemIn: (typed: string) => problemOf(fields[name].read(typed)),
    apply: (typed: string) => apply(fields[name], typed),
  })

  return (
    <aside className={styles.setUp} aria-labelledby={heading}>
      <h2 id={heading} className={styles.heading}>
        Set-up
      </h2>
      <div className={styles.group}>
        <div className={styles.pair}>
          <TextField {...text('learningRate')} inputMode="decimal" />
          <TextField {...text('seed')} inputMode="numeric" />
        </div>
      </div>
      <div className={styles.group}>
        <Chooser {...chooser(fields.hiddenLayers)} />
        <HiddenSizes {...chooser(fields.hiddenSizes)} />
        <div className={styles.pair}>
          <Chooser {...chooser(fields.hiddenActivation)} />
          <Chooser {...chooser(fields.outputActivation)} />
        </div>
      </div>
      <div className={styles.group}>
        <Chooser {...chooser(fields.loss)} />
        <Chooser {...chooser(fields.reduction)} />
      </div>
      <button
        type="button"
        className={styles.back}
        aria-disabled={toClassic === null && Object.values(drafts).every((draft) => draft === null)}
        // Leaves the focus in a text field: what was typed there is dropped, not applied on the way.
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => {
          setDrafts({})
          make(toClassic)
        }}
      >
        Reset to the XOR example
      </button>
    </aside>
  )
}

type TextName = 'learningRate' | 'seed'

/** What is typed in a field and not part of the experiment. */
interface Draft {
  readonly text: string
  readonly problem: string | null
}

type Drafts = Partial<Record<TextName, Draft | null>>

const problemOf = (reading: ReturnType<Field['read']>): string | null => ('problem' in reading ? reading.problem : null)

function Hint({ id, field }: { id: string; field: Field }) {
  return (
    <p id={id} className={styles.hint}>
      {field.hint}
    </p>
  )
}

interface ChooserProps {
  field: Field
  value: string
  choose: (value: string) => void
}

function Chooser({ field, value, choose }: ChooserProps) {
  const id = useId()
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{field.label}</label>
      <Select id={id} describedBy={`${id}-hint`} field={field} value={value} choose={choose} />
      <Hint id={`${id}-hint`} field={field} />
    </div>
  )
}

/** A choice for each hidden layer. */
function HiddenSizes({ field, value, choose }: ChooserProps) {
  const id = useId()
  const sizes = value.split(',')
  return (
    <fieldset className={styles.field} aria-describedby={`${id}-hint`}>
      <legend>{field.label}</legend>
      <div className={styles.sizes}>
        {sizes.map((size, layer) => (
          <label key={layer} className={styles.size}>
            <span>Layer {layer + 1}</span>
            <Select
              field={field}
              value={size}
              choose={(chosen) => choose(sizes.map((old, at) => (at === layer ? chosen : old)).join(','))}
            />
          </label>
        ))}
      </div>
      <Hint id={`${id}-hint`} field={field} />
    </fieldset>
  )
}

interface SelectProps extends ChooserProps {
  id?: string
  describedBy?: string
}

function Select({ id, describedBy, field, value, choose }: SelectProps) {
  return (
    <select
      id={id}
      className={styles.control}
      aria-describedby={describedBy}
      value={value}
      onChange={(event) => choose(event.target.value)}
    >
      {field.options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  )
}

interface TextFieldProps {
  field: Field
  /** What the experiment has */
  value: string
  draft: Draft | null
  setDraft: (draft: Draft | null) => void
  problemIn: (text: string) => string | null
  /** Says what is wrong with a text, or makes the change. */
  apply: (text: string) => string | null
  inputMode: 'decimal' | 'numeric'
}

function TextField({ field, value, draft, setDraft, problemIn, apply, inputMode }: TextFieldProps) {
  const id = useId()
  const problem = draft?.problem ?? null

  /** While a sentence about a problem stands there, it follows the typing; a new one waits until the text is complete. */
  function type(text: string): void {
    setDraft({ text, problem: problem === null ? null : problemIn(text) })
  }

  function finish(): void {
    if (!draft) return
    const found = apply(draft.text)
    setDraft(found === null ? null : { text: draft.text, problem: found })
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter') finish()
    if (event.key === 'Escape') setDraft(null)
  }

  return (
    <div className={styles.field}>
      <label htmlFor={id}>{field.label}</label>
      <input
        id={id}
        className={styles.control}
        type="text"
        inputMode={inputMode}
        autoComplete="off"
        spellCheck={false}
        value={draft?.text ?? value}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? `${id}-hint` : `${id}-problem ${id}-hint`}
        onChange={(event) => type(event.target.value)}
        onBlur={finish}
        onKeyDown={onKeyDown}
      />
      {problem !== null && (
        <p id={`${id}-problem`} role="alert" className={styles.problem}>
          {problem} It stays at {value}.
        </p>
      )}
      <Hint id={`${id}-hint`} field={field} />
    </div>
  )
}
