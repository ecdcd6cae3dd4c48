import { useLesson } from '../../page/lesson.ts'
import { canHaveMaps, useMapsWanted, wantMaps } from './mapsShown.ts'
import styles from './windows.module.css'

/** Turns the maps in the units off and on again. */
export function WindowsToggle() {
  const can = useLesson(({ schedule }) => canHaveMaps(schedule.network))
  const isOn = useMapsWanted()
  if (!can) return null
  return (
    <button
      type="button"
      className={styles.toggle}
      aria-pressed={isOn}
      title={isOn ? 'show the units without maps' : 'show in each unit its activation over the input plane'}
      onClick={() => wantMaps(!isOn)}
    >
      maps in units
    </button>
  )
}
