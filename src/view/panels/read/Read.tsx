import { RotateCw } from 'lucide-react'
import { useId, useMemo, type ReactNode } from 'react'
import { storyOf, type Chapter, type Paragraph, type StoryPlace, type StoryText } from '../../../explain/story.ts'
import { useLesson, useLessonStore } from '../../page/lesson.ts'
import { isTraining } from '../../../store/operation.ts'
import type { LessonState } from '../../../store/lesson.ts'
import { PhraseText } from '../../number/PhraseText.tsx'
import { GeneralFormula, TextSymbol } from './GeneralFormula.tsx'
import { boxTitles, currentBox, goToBox, type Box } from '../../../store/stages.ts'
import styles from './read.module.css'

/** Backpropagation from the beginning, told of the network on screen; it leads to where each thing happens. */
export function Read() {
  const schedule = useLesson((lesson) => lesson.schedule)
  const story = useMemo(() => storyOf(schedule), [schedule])
  const [first, ...others] = story
  return (
    <section className={styles.read} aria-labelledby="read-title">
      <h2 className={styles.title} id="read-title">
        How backpropagation works
      </h2>
      <ChapterText chapter={first} />
      <Workflow />
      {others.map((chapter) => (
        <ChapterText key={chapter.title} chapter={chapter} />
      ))}
    </section>
  )
}

function ChapterText({ chapter: { title, stage, paragraphs } }: { chapter: Chapter }) {
  const isCurrent = useLesson((lesson) => stage !== null && currentBox(lesson) === stage)
  return (
    <section
      className={isCurrent ? styles.currentChapter : styles.chapter}
      aria-current={isCurrent ? 'step' : undefined}
    >
      <h3 className={styles.heading}>{title}</h3>
      {paragraphs.map((paragraph, index) => (
        <ParagraphText key={index} paragraph={paragraph} />
      ))}
    </section>
  )
}

function ParagraphText({ paragraph: { lead, text, formulas = [], place } }: { paragraph: Paragraph }) {
  return (
    <>
      <p className={styles.paragraph}>
        {lead && <strong className={styles.lead}>{lead} </strong>}
        <Text text={text} />
      </p>
      {formulas.map((formula, index) => (
        <div key={index} className={styles.formula}>
          <GeneralFormula formula={formula} />
        </div>
      ))}
      {place && <PlaceButton place={place} />}
    </>
  )
}

function Text({ text }: { text: StoryText }) {
  return text.map((part, index) => {
    if (typeof part === 'string') return part
    if (part.kind === 'symbol') return <TextSymbol key={index} {...part} />
    return <PhraseText key={index} phrase={[part]} />
  })
}

function PlaceButton({ place: { k, label } }: { place: StoryPlace }) {
  const isHere = useLesson((lesson) => lesson.view.operation?.k === k && !isTraining(lesson))
  const iteration = useLesson((lesson) => lastIterationOf(lesson, k))
  const lesson = useLessonStore()

  function show(): void {
    const { schedule, lookAt, jumpTo } = lesson.getState()
    if (iteration === null) jumpTo({ iteration: 0, step: k + 1 })
    else lookAt({ iteration, slot: schedule.layout.givenCount + k })
  }

  return (
    <button
      type="button"
      className={isHere ? styles.placeHere : styles.place}
      aria-current={isHere ? 'step' : undefined}
      onClick={show}
    >
      {iteration === null ? 'Step to' : 'Show'}: <PhraseText phrase={label} />
    </button>
  )
}

/** The last iteration in which an operation has been done: it can be looked at without moving the run. Null for none. */
function lastIterationOf({ cursor: { iteration, step } }: LessonState, k: number): number | null {
  if (k < step) return iteration
  return iteration > 0 ? iteration - 1 : null
}

interface BoxOfDiagram {
  readonly box: Box
  /** What is known after it */
  readonly makes: ReactNode
  readonly className: string | undefined
}

const drawnBoxes: readonly BoxOfDiagram[] = [
  { box: 'inputs', makes: <mi>x</mi>, className: styles.inputs },
  { box: 'forward', makes: <Pair letters="za" />, className: styles.forward },
  { box: 'loss', makes: <mi>L</mi>, className: styles.loss },
  { box: 'backward', makes: <mi>δ</mi>, className: styles.backward },
  { box: 'gradients', makes: <Gradient />, className: styles.gradients },
  { box: 'update', makes: <Pair letters="wb" />, className: styles.update },
]

function Pair({ letters: [first, second] }: { letters: string }) {
  return (
    <>
      <mi>{first}</mi>
      <mo>,</mo>
      <mi>{second}</mi>
    </>
  )
}

function Gradient() {
  return (
    <>
      <mi>∂</mi>
      <mi>L</mi>
      <mi mathvariant="normal">/</mi>
      <mi>∂</mi>
      <mi>w</mi>
    </>
  )
}

/** The workflow as a loop: there along the top, back below, and from the update up into the next forward pass. */
function Workflow() {
  const current = useLesson(currentBox)
  const lesson = useLessonStore()
  return (
    <nav className={styles.workflow} aria-label="Workflow">
      {drawnBoxes.map(({ box, makes, className }) => (
        <button
          key={box}
          type="button"
          className={`${box === current ? styles.currentBox : styles.box} ${className}`}
          aria-current={box === current ? 'step' : undefined}
          onClick={() => goToBox(lesson, box)}
        >
          {boxTitles[box]}
          <math className={styles.makes}>{makes}</math>
        </button>
      ))}
      <Arrow className={styles.inputsToForward} towards="right" />
      <Arrow className={styles.forwardToLoss} towards="right" />
      <Arrow className={styles.lossToBackward} towards="right" />
      <Arrow className={styles.backwardToGradients} towards="down" />
      <Arrow className={styles.gradientsToUpdate} towards="left" />
      <Arrow className={styles.updateToForward} towards="up" />
      <span className={styles.loop} aria-hidden="true">
        one iteration <RotateCw size="0.85rem" />
      </span>
    </nav>
  )
}

const ends = {
  right: { x1: '0', y1: '50%', x2: '100%', y2: '50%' },
  left: { x1: '100%', y1: '50%', x2: '0', y2: '50%' },
  down: { x1: '50%', y1: '0', x2: '50%', y2: '100%' },
  up: { x1: '50%', y1: '100%', x2: '50%', y2: '0' },
}

/** It fills the room between two boxes, however long that is. */
function Arrow({ className, towards }: { className: string | undefined; towards: keyof typeof ends }) {
  const head = useId()
  return (
    <svg className={`${styles.arrow} ${className}`} aria-hidden="true">
      <marker id={head} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">
        <path d="M1 1 L7 4 L1 7" />
      </marker>
      <line {...ends[towards]} markerEnd={`url(#${head})`} />
    </svg>
  )
}
