import { range } from 'd3'
import { ChevronLeft, ChevronRight, Pause, Play, RotateCcw, SkipBack, SkipForward } from 'lucide-react'
import { useLayoutEffect, type ReactNode } from 'react'
import { iterationsPerEpoch } from '../../experiment/experiment.ts'
import { FEWEST_DIGITS, MOST_DIGITS, type LessonStore } from '../../store/lesson.ts'
import { speeds, type Speed } from '../../store/speeds.ts'
import { stepSizes } from '../../store/stops.ts'
import { back, forward, toEnd, togglePlay, toStart } from '../page/commands.ts'
import { formatCount } from '../number/format.ts'
import { MOST_DIGITS_IN_DRAWING } from '../network/labels.ts'
import { useLesson, useLessonStore } from '../page/lesson.ts'
import { recall, remember } from '../page/remembered.ts'
import { IterationTimeline } from './IterationTimeline.tsx'
import styles from './Transport.module.css'

/** Everything that moves the cursor. */
export function Transport() {
  const playing = useLesson((lesson) => lesson.playing || lesson.travelling)
  const speed = useLesson((lesson) => lesson.speed)
  return (
    <footer className={styles.transport}>
      <div className={styles.buttons}>
        <Button title="To the start of the iteration" shortcut="Home" onClick={toStart}>
          <SkipBack size="1rem" />
        </Button>
        <Button title="One step back" shortcut="ArrowLeft" onClick={back}>
          <ChevronLeft size="1.1rem" />
        </Button>
        <Button
          title={playing ? 'Pause' : 'Play'}
          hint={playing ? '' : speedName(speeds[speed])}
          shortcut="Space"
          onClick={togglePlay}
          primary
        >
          {playing ? <Pause size="1.2rem" fill="currentColor" /> : <Play size="1.2rem" fill="currentColor" />}
        </Button>
        <Button title="One step forward" shortcut="ArrowRight" onClick={forward}>
          <ChevronRight size="1.1rem" />
        </Button>
        <Button title="To the end of the iteration" shortcut="End" onClick={toEnd}>
          <SkipForward size="1rem" />
        </Button>
        <Button title="Restart the run" onClick={(lesson) => lesson.getState().restart()}>
          <RotateCcw size="0.95rem" />
        </Button>
      </div>
      <StepSizeChoice />
      <IterationTimeline />
      <SpeedChoice />
      <DigitsChoice />
    </footer>
  )
}

interface ButtonProps {
  title: string
  hint?: string
  shortcut?: string
  primary?: boolean
  onClick: (lesson: LessonStore) => void
  children: ReactNode
}

function Button({ title, hint = '', shortcut, primary = false, onClick, children }: ButtonProps) {
  const lesson = useLessonStore()
  return (
    <button
      type="button"
      className={primary ? styles.primary : styles.button}
      title={hint ? `${title}: ${hint}` : title}
      aria-label={title}
      aria-keyshortcuts={shortcut}
      onClick={() => onClick(lesson)}
    >
      {children}
    </button>
  )
}

function StepSizeChoice() {
  const stepSize = useLesson((lesson) => lesson.stepSize)
  const setStepSize = useLesson((lesson) => lesson.setStepSize)
  const perEpoch = useLesson(({ experiment }) => iterationsPerEpoch(experiment))
  return (
    <label className={styles.choice}>
      <span>step</span>
      <select
        value={stepSize}
        onChange={(event) => {
          const chosen = stepSizes.find((size) => size === event.target.value)
          if (chosen) setStepSize(chosen)
        }}
      >
        {stepSizes.map((size) => (
          <option key={size} value={size}>
            {size === 'epoch' && perEpoch === 1 ? 'epoch = iteration' : size}
          </option>
        ))}
      </select>
    </label>
  )
}

function SpeedChoice() {
  const speed = useLesson((lesson) => lesson.speed)
  const setSpeed = useLesson((lesson) => lesson.setSpeed)
  return (
    <label className={`${styles.choice} ${styles.speed}`}>
      <span>speed</span>
      <select value={speed} onChange={(event) => setSpeed(Number(event.target.value))}>
        {speeds.map((option, index) => (
          <option key={index} value={index}>
            {speedName(option)}
          </option>
        ))}
      </select>
    </label>
  )
}

const digitsToChoose = range(FEWEST_DIGITS, MOST_DIGITS + 1)

/** Digits after the point: kept for the person's next visit. */
function DigitsChoice() {
  const digits = useLesson((lesson) => lesson.digits)
  const setDigits = useLesson((lesson) => lesson.setDigits)

  // Before the first picture, which would be of other digits.
  useLayoutEffect(() => {
    const kept = digitsToChoose.find((count) => String(count) === recall('digits'))
    if (kept !== undefined) setDigits(kept)
  }, [setDigits])

  function choose(chosen: string): void {
    setDigits(Number(chosen))
    remember('digits', chosen)
  }

  return (
    <label
      className={styles.digits}
      title={`Digits after the point: all of them in the formula, at most ${MOST_DIGITS_IN_DRAWING} in the picture, in the table as many as it has room for`}
    >
      <span>digits</span>
      <select value={digits} onChange={(event) => choose(event.target.value)}>
        {digitsToChoose.map((count) => (
          <option key={count} value={count}>
            {count}
          </option>
        ))}
      </select>
    </label>
  )
}

function speedName({ unit, perSecond }: Speed): string {
  if (perSecond === Infinity) return 'as fast as it goes'
  if (perSecond < 1) return `1 ${unit} in ${1 / perSecond} s`
  return `${formatCount(perSecond)} ${unit}${perSecond === 1 ? '' : 's'}/s`
}
