import { X } from 'lucide-react'
import { useEffect, useEffectEvent, useId, useState, type KeyboardEvent } from 'react'
import { sources } from '../../experiment/data/sources.ts'
import { changed, changedToClassic, type Change } from '../../experiment/changes.ts'
import { fields, type Field, type Option } from '../../experiment/fields.ts'
import { useLesson, useLessonStore } from '../page/lesson.ts'
import styles from './SetUp.module.css'

/** What is run, and how: every change begins the run anew. */
export function SetUp() {
  const heading = useId()
  const experiment = useLesson((lesson) => lesson.experiment)
  const store = useLessonStore()
  const [drafts, setDrafts] = useState<Drafts>({})
  const toClassic = changedToClassic(experiment)
  const { isRandom } = sources[experiment.dataset]
  const hasHidden = experiment.hiddenSizes.length > 0

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

  const shown = (field: Field) => ({
    field,
    hint: field.hint?.(experiment),
    value: field.write(experiment),
  })

  const chooser = (field: Field) => ({
    ...shown(field),
    choose: (value: string) => void apply(field, value),
  })

  const text = (name: TextName) => {
    const field: Field = fields[name]
    return {
      ...shown(field),
      draft: drafts[name] ?? null,
      setDraft: (draft: Draft | null) => setDrafts((all) => ({ ...all, [name]: draft })),
      problemIn: (typed: string) => problemOf(field.read(typed, experiment)),
      apply: (typed: string) => apply(field, typed),
    }
  }

  /** What was typed about the data before, and could not be used, was about others. */
  function chooseData(value: string): void {
    setDrafts((all) => ({ ...all, samples: null, dataSeed: null, batchSize: null }))
    apply(fields.dataset, value)
  }

  const close = () => store.getState().openPanel('overview')
  const hasDraft = Object.values(drafts).some((draft) => draft !== null)
  useEscape(() => {
    if (!hasDraft && store.getState().trail.length === 0) close()
  })

  return (
    <aside className={styles.setUp} aria-labelledby={heading}>
      <div className={styles.header}>
        <h2 id={heading} className={styles.heading}>
          Set-up
        </h2>
        <button type="button" className={styles.close} aria-label="Close Set-up" title="Close (Esc)" onClick={close}>
          <X size="1rem" aria-hidden="true" />
        </button>
      </div>
      <div className={styles.group}>
        <div className={styles.pair}>
          <Chooser {...chooser(fields.dataset)} choose={chooseData} />
          {isRandom && <TextField {...text('samples')} inputMode="numeric" />}
          {isRandom && <TextField {...text('dataSeed')} inputMode="numeric" />}
          <TextField {...text('batchSize')} inputMode="numeric" />
        </div>
      </div>
      <div className={styles.group}>
        <Chooser {...chooser(fields.hiddenLayers)} />
        {hasHidden && <HiddenSizes {...chooser(fields.hiddenSizes)} />}
        <div className={styles.pair}>
          {hasHidden && <Chooser {...chooser(fields.hiddenActivation)} />}
          <Chooser {...chooser(fields.outputActivation)} />
        </div>
      </div>
      <div className={styles.group}>
        <div className={styles.pair}>
          <TextField {...text('learningRate')} inputMode="decimal" />
          <TextField {...text('seed')} inputMode="numeric" />
        </div>
        <Chooser {...chooser(fields.loss)} />
        <Chooser {...chooser(fields.reduction)} />
      </div>
      <button
        type="button"
        className={styles.back}
        aria-disabled={toClassic === null && !hasDraft}
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

/** Escape, wherever the focus is: before what was typed is dropped or a “why?” is left, which it does first. */
function useEscape(hear: () => void): void {
  const press = useEffectEvent(({ key, target }: globalThis.KeyboardEvent) => {
    const isInDialog = target instanceof Element && target.closest('dialog') !== null
    if (key === 'Escape' && !isInDialog) hear()
  })
  useEffect(() => {
    document.addEventListener('keydown', press, { capture: true })
    return () => document.removeEventListener('keydown', press, { capture: true })
  }, [])
}

type TextName = 'samples' | 'dataSeed' | 'batchSize' | 'learningRate' | 'seed'

/** What is typed in a field and not part of the experiment. */
interface Draft {
  readonly text: string
  readonly problem: string | null
}

type Drafts = Partial<Record<TextName, Draft | null>>

const problemOf = (reading: ReturnType<Field['read']>): string | null => ('problem' in reading ? reading.problem : null)

function Hint({ id, hint }: { id: string; hint: string | undefined }) {
  return (
    <p id={id} className={styles.hint}>
      {hint}
    </p>
  )
}

interface ShownField {
  field: Field
  hint: string | undefined
  /** What the experiment has */
  value: string
}

interface ChooserProps extends ShownField {
  choose: (value: string) => void
}

function Chooser({ field, hint, value, choose }: ChooserProps) {
  const id = useId()
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{field.label}</label>
      <Select id={id} describedBy={`${id}-hint`} options={field.options} value={value} choose={choose} />
      <Hint id={`${id}-hint`} hint={hint} />
    </div>
  )
}

/** A choice for each hidden layer. */
function HiddenSizes({ field, hint, value, choose }: ChooserProps) {
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
              options={withSize(field.options, size)}
              value={size}
              choose={(chosen) => choose(sizes.map((old, at) => (at === layer ? chosen : old)).join(','))}
            />
          </label>
        ))}
      </div>
      <Hint id={`${id}-hint`} hint={hint} />
    </fieldset>
  )
}

/** A link may bring a size that is not offered. */
function withSize(options: readonly Option[], size: string): readonly Option[] {
  if (options.some(({ value }) => value === size)) return options
  return [...options, { value: size, label: size }].sort((one, other) => Number(one.value) - Number(other.value))
}

interface SelectProps extends Pick<ChooserProps, 'value' | 'choose'> {
  id?: string
  describedBy?: string
  options: readonly Option[]
}

function Select({ id, describedBy, options, value, choose }: SelectProps) {
  return (
    <select
      id={id}
      className={styles.control}
      aria-describedby={describedBy}
      value={value}
      onChange={(event) => choose(event.target.value)}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  )
}

interface TextFieldProps extends ShownField {
  draft: Draft | null
  setDraft: (draft: Draft | null) => void
  problemIn: (text: string) => string | null
  /** Says what is wrong with a text, or makes the change. */
  apply: (text: string) => string | null
  inputMode: 'decimal' | 'numeric'
}

function TextField({ field, hint, value, draft, setDraft, problemIn, apply, inputMode }: TextFieldProps) {
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
      <Hint id={`${id}-hint`} hint={hint} />
    </div>
  )
}
