import { range } from 'd3'
import type { Network } from '../../engine/network.ts'
import { layerName } from '../../explain/layerNames.ts'
import { spokenUnitName } from '../../explain/unitNames.ts'
import styles from './hidden/shared.module.css'

interface LayerProps {
  network: Network
  /** The layers to choose from, the inputs being 0 */
  layers: readonly number[]
  layer: number
  choose: (layer: number) => void
}

/** Which layer a view is of; nothing where there is no choice. */
export function LayerChoice({ network, layers, layer, choose }: LayerProps) {
  if (layers.length < 2) return null
  return (
    <label className={styles.choice}>
      Layer
      <select value={layer} onChange={(event) => choose(Number(event.target.value))}>
        {layers.map((each) => (
          <option key={each} value={each}>
            {layerName(network, each)}
          </option>
        ))}
      </select>
    </label>
  )
}

interface UnitProps {
  network: Network
  layer: number
  unit: number
  choose: (unit: number) => void
}

/** Which unit of a layer a view is of. */
export function UnitChoice({ network, layer, unit, choose }: UnitProps) {
  return (
    <label className={styles.choice}>
      Unit
      <select value={unit} onChange={(event) => choose(Number(event.target.value))}>
        {range(network.sizes[layer]).map((each) => (
          <option key={each} value={each}>
            {spokenUnitName(network, layer, each)}
          </option>
        ))}
      </select>
    </label>
  )
}
