import { lazy, useRef, type ComponentType } from 'react'
import { Boundary } from './overview/Boundary.tsx'
import { TruthTable } from './overview/TruthTable.tsx'
import { Sampled } from '../chart/Sampled.tsx'
import type { PanelName } from '../../experiment/panelNames.ts'
import { isLarge } from '../network/size.ts'
import { useLesson } from '../page/lesson.ts'
import { Later } from '../page/Later.tsx'
import styles from './SidePanels.module.css'

interface Panel {
  readonly name: PanelName
  readonly title: string
  readonly Content: ComponentType
}

/** As in the style sheet */
const ONE_COLUMN = '(max-width: 959px)'

/** What is not on the first screen is loaded when it is asked for. */
const panels: readonly Panel[] = [
  { name: 'overview', title: 'Overview', Content: Overview },
  {
    name: 'program',
    title: 'Program',
    Content: lazy(() => import('./program/Program.tsx').then(({ Program }) => ({ default: Program }))),
  },
  {
    name: 'read',
    title: 'Read',
    Content: lazy(() => import('./read/Read.tsx').then(({ Read }) => ({ default: Read }))),
  },
  {
    name: 'hidden',
    title: 'Hidden units',
    Content: lazy(() => import('./hidden/HiddenUnits.tsx').then(({ HiddenUnits }) => ({ default: HiddenUnits }))),
  },
  {
    name: 'numbers',
    title: 'Numbers',
    Content: lazy(() => import('./numbers/Numbers.tsx').then(({ Numbers }) => ({ default: Numbers }))),
  },
  {
    name: 'set-up',
    title: 'Set-up',
    Content: lazy(() => import('../controls/SetUp.tsx').then(({ SetUp }) => ({ default: SetUp }))),
  },
]

/** Beside the network: one panel of several, by choice. */
export function SidePanels() {
  const open = useLesson((lesson) => lesson.panel)
  const openPanel = useLesson((lesson) => lesson.openPanel)
  const side = useRef<HTMLDivElement>(null)
  const chosen = panels.find(({ name }) => name === open)!
  const { Content } = chosen

  function choose({ name }: Panel): void {
    openPanel(name)
    // In one column the panel opens below what is in sight.
    if (matchMedia(ONE_COLUMN).matches) side.current?.scrollIntoView({ block: 'start' })
  }

  return (
    <div ref={side} className={styles.side}>
      <div className={styles.tabs} role="group" aria-label="Beside the network">
        {panels.map((panel) => (
          <button
            key={panel.name}
            type="button"
            className={styles.tab}
            aria-pressed={panel === chosen}
            onClick={() => choose(panel)}
          >
            {panel.title}
          </button>
        ))}
      </div>
      <div className={styles.content}>
        <Later key={chosen.name}>
          <Content />
        </Later>
      </div>
    </div>
  )
}

/** Between two pictures of the overview while a large network trains */
const MILLISECONDS = 100

function Overview() {
  const sizes = useLesson(({ schedule }) => schedule.network.sizes)
  return (
    <Sampled milliseconds={isLarge(sizes) ? MILLISECONDS : 0}>
      <div className={styles.overview}>
        <TruthTable />
        <Boundary />
      </div>
    </Sampled>
  )
}
