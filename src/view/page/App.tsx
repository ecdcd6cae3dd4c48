import { CircleQuestionMark, Moon, Sun } from 'lucide-react'
import { datasetOf } from '../../experiment/experiment.ts'
import { Announcer } from './Announcer.tsx'
import styles from './App.module.css'
import { CopyLink } from '../controls/CopyLink.tsx'
import { useHelp } from '../controls/Help.tsx'
import { StageRibbon } from '../controls/StageRibbon.tsx'
import { Transport } from '../controls/Transport.tsx'
import { Equation } from '../equation/Equation.tsx'
import { useLesson } from './lesson.ts'
import { NetworkDiagram } from '../network/NetworkDiagram.tsx'
import { NetworkLegend } from '../network/NetworkLegend.tsx'
import { usePointing } from './pointing.ts'
import { LossRibbon } from '../run/LossRibbon.tsx'
import { SidePanels } from '../panels/SidePanels.tsx'
import { chooseTheme, useTheme } from './theme.ts'

export function App() {
  const { open: openHelp, help } = useHelp()
  usePointing()

  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <h1 className={styles.brand}>Backstep</h1>
        <ExperimentName />
        <StageRibbon />
        <div className={styles.tools}>
          <CopyLink className={styles.tool} />
          <ThemeButton />
          <button type="button" className={styles.tool} aria-label="Help" title="Help (?)" onClick={openHelp}>
            <CircleQuestionMark size="1rem" aria-hidden="true" />
          </button>
        </div>
      </header>
      <Problem />
      <main className={styles.main}>
        <div className={styles.stage}>
          <NetworkDiagram />
          <NetworkLegend />
          <LossRibbon />
          <Equation />
        </div>
        <SidePanels />
      </main>
      <Transport />
      {help}
      <Announcer />
    </div>
  )
}

function ExperimentName() {
  const title = useLesson(({ experiment }) => datasetOf(experiment).title)
  const sizes = useLesson(({ schedule }) => schedule.network.sizes)
  return (
    <p className={styles.experiment}>
      {title} · {sizesText(sizes)}
    </p>
  )
}

/** 2–64–64–1; many layers alike as 2–8×64–1 */
function sizesText(sizes: readonly number[]): string {
  const hidden = sizes.slice(1, -1)
  const areAlike = hidden.length > 4 && hidden.every((size) => size === hidden[0])
  return (areAlike ? [sizes[0], `${hidden.length}×${hidden[0]}`, sizes.at(-1)] : sizes).join('–')
}

/** What went wrong, and what can be done. */
function Problem() {
  const problem = useLesson((lesson) => lesson.problem)
  const restart = useLesson((lesson) => lesson.restart)
  if (!problem) return null
  return (
    <p className={styles.problem} role="alert">
      {problem}{' '}
      <button type="button" className={styles.tool} onClick={restart}>
        Start the run again
      </button>
    </p>
  )
}

function ThemeButton() {
  const theme = useTheme()
  const other = theme === 'dark' ? 'light' : 'dark'
  return (
    <button
      type="button"
      className={styles.tool}
      aria-label={`Turn the page ${other}`}
      title={`Turn the page ${other}`}
      onClick={() => chooseTheme(other)}
    >
      {theme === 'dark' ? <Sun size="1rem" aria-hidden="true" /> : <Moon size="1rem" aria-hidden="true" />}
    </button>
  )
}
