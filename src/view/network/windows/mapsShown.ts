import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Network } from '../../../engine/network.ts'
import { useLesson } from '../../page/lesson.ts'
import { recall, remember } from '../../page/remembered.ts'

const NAME = 'maps'
const OFF = 'off'

/** Whether the person wants maps in the units. */
const wanted = createStore<{ readonly isOn: boolean }>(() => ({ isOn: recall(NAME) !== OFF }))

export function wantMaps(isOn: boolean): void {
  wanted.setState({ isOn })
  remember(NAME, isOn ? 'on' : OFF)
}

export const useMapsWanted = (): boolean => useStore(wanted, ({ isOn }) => isOn)

/** Whether a network can have them: over two inputs there is a plane. */
export const canHaveMaps = ({ sizes }: Network): boolean => sizes[0] === 2

/** Whether the units have maps, where there is room. */
export function useHasMaps(): boolean {
  const can = useLesson(({ schedule }) => canHaveMaps(schedule.network))
  return useMapsWanted() && can
}
