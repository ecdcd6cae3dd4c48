import { useId, useState } from 'react'
import { useLesson } from '../../page/lesson.ts'
import { Deltas } from './Deltas.tsx'
import styles from './hidden.module.css'
import { HiddenSpace } from './HiddenSpace.tsx'
import { hiddenLayers } from './run.ts'
import shared from './shared.module.css'
import { UnitMaps } from './UnitMaps.tsx'
import { Weights } from './Weights.tsx'

const views = [
  { title: 'Unit maps', View: UnitMaps },
  { title: 'Hidden space', View: HiddenSpace },
  { title: 'Weights', View: Weights },
  { title: 'Mean |δ|', View: Deltas },
] as const

const viewsWithoutHidden = views.filter(({ View }) => View !== HiddenSpace)

/** What happened to the hidden units, in four views of which one is shown. */
export function HiddenUnits() {
  const id = useId()
  const hasHidden = useLesson(({ schedule }) => hiddenLayers(schedule.network).length > 0)
  const offered = hasHidden ? views : viewsWithoutHidden
  const [chosen, choose] = useState<string>(views[0].title)
  const { title: shown, View } = offered.find(({ title }) => title === chosen) ?? offered[0]
  return (
    <section className={styles.panel} aria-labelledby={id}>
      <h2 className="visually-hidden" id={id}>
        Hidden units
      </h2>
      {!hasHidden && (
        <p className={shared.sentence}>
          There are none: the inputs lead straight to the output. Its map shows the one straight line that it can draw,
          and Weights how training moves that. Hidden layers are added in Set-up.
        </p>
      )}
      <div className={styles.tabs} role="radiogroup" aria-label="View of the hidden units">
        {offered.map(({ title }) => (
          <label key={title} className={styles.tab}>
            <input
              className={styles.choice}
              type="radio"
              name={id}
              checked={title === shown}
              onChange={() => choose(title)}
            />
            <span>{title}</span>
          </label>
        ))}
      </div>
      <View />
    </section>
  )
}
