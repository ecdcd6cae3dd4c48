import type { Network } from '../../../engine/network.ts'
import { layerName } from './run.ts'
import styles from './shared.module.css'

interface Props {
  network: Network
  /** The layers to choose from, the inputs being 0 */
  layers: readonly number[]
  layer: number
  choose: (layer: number) => void
}

/** Which layer a view is of; nothing where there is no choice. */
export function LayerChoice({ network, layers, layer, choose }: Props) {
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
