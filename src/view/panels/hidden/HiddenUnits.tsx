import { useId, useState } from 'react'
import { Deltas } from './Deltas.tsx'
import styles from './hidden.module.css'
import { HiddenSpace } from './HiddenSpace.tsx'
import { UnitMaps } from './UnitMaps.tsx'
import { Weights } from './Weights.tsx'

const views = [
  { title: 'Unit maps', View: UnitMaps },
  { title: 'Hidden space', View: HiddenSpace },
  { title: 'Weights', View: Weights },
  { title: 'Mean |δ|', View: Deltas },
] as const

/** What happened to the hidden units, in four views of which one is shown. */
export function HiddenUnits() {
  const id = useId()
  const [chosen, setChosen] = useState(0)
  const { View } = views[chosen]
  return (
    <section className={styles.panel} aria-labelledby={id}>
      <h2 className="visually-hidden" id={id}>
        Hidden units
      </h2>
      <div className={styles.tabs} role="radiogroup" aria-label="View of the hidden units">
        {views.map(({ title }, index) => (
          <label key={title} className={styles.tab}>
            <input
              className={styles.choice}
              type="radio"
              name={id}
              checked={index === chosen}
              onChange={() => setChosen(index)}
            />
            <span>{title}</span>
          </label>
        ))}
      </div>
      <View />
    </section>
  )
}
