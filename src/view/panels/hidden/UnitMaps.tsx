import { useMemo, useState } from 'react'
import { parameterCountOf } from '../../../engine/layout.ts'
import type { Schedule } from '../../../engine/schedule.ts'
import { activations, type ActivationName } from '../../../engine/activations.ts'
import { activationOf, type Network } from '../../../engine/network.ts'
import { layerName } from '../../../explain/layerNames.ts'
import { spokenUnitName } from '../../../explain/unitNames.ts'
import { formatNumber } from '../../../explain/number.ts'
import { Plane } from '../../chart/Plane.tsx'
import type { PlaneScale } from '../../chart/planeScale.ts'
import { mapsOfLayer, picturesOfLayer } from '../../chart/unitMaps.ts'
import { useProbeOfParameters, type Found } from '../../chart/useProbe.ts'
import { useLesson } from '../../page/lesson.ts'
import { capitalized } from '../../number/format.ts'
import { UnitLabel } from '../../number/UnitLabel.tsx'
import styles from './maps.module.css'
import shared from './shared.module.css'
import { tickText } from '../../chart/tickText.ts'
import { LayerChoice } from '../Choices.tsx'

const GRID = 30
/** More are shown layer by layer. */
const MOST_MAPS = 24

/** What every unit answers to each point of the input plane. */
export function UnitMaps() {
  const network = useLesson(({ schedule }) => schedule.network)
  const layers = network.sizes.slice(1).map((_, index) => index + 1)
  const isMany = sum(network.sizes.slice(1)) > MOST_MAPS
  const [chosen, choose] = useState(1)
  const layer = layers.includes(chosen) ? chosen : 1
  if (network.sizes[0] !== 2)
    return <p className={shared.sentence}>These maps are drawn of networks with two inputs.</p>
  return (
    <div className={shared.view}>
      <p className={shared.sentence}>
        What each unit answers to every pair of inputs: purple where it is on. The points are the samples, full for a
        target of 1; a unit changes over at the line.
      </p>
      {isMany && <LayerChoice network={network} layers={layers} layer={layer} choose={choose} />}
      <Maps network={network} chosen={isMany ? layer : null} />
    </div>
  )
}

interface MapsProps {
  network: Network
  /** One layer; null for all */
  chosen: number | null
}

function Maps({ network, chosen }: MapsProps) {
  const probeOf = useMemo(
    () => (schedule: Schedule, parameters: Float64Array) =>
      ({ type: 'surface', parameters, grid: GRID, maps: mapsAsked(schedule.network, chosen) }) as const,
    [chosen],
  )
  const found = useProbeOfParameters<'surface'>(probeOf, GRID * GRID * parameterCountOf(network))
  const layers = useMemo(() => (found ? layersOf(network, found) : []), [network, found])
  const columns = Math.min(4, Math.max(2, ...network.sizes.slice(1)))
  return (
    <>
      {layers.map(({ layer, scale, units }) => (
        <section key={layer} className={styles.layer} aria-label={capitalized(layerName(network, layer))}>
          <header className={styles.header}>
            <h3 className={styles.heading}>{capitalized(layerName(network, layer))}</h3>
            <Scale name={activationOf(network, layer)} scale={scale} />
          </header>
          <div className={styles.maps} style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}>
            {units.map(({ values, line, extent }, unit) => (
              <figure key={unit} className={styles.map}>
                <Plane
                  grid={GRID}
                  size={columns > 2 ? 116 : 200}
                  radius={columns > 2 ? 5 : 7}
                  values={values}
                  scale={scale}
                  line={line}
                  label={describe(spokenUnitName(network, layer, unit), extent, scale)}
                />
                <figcaption className={styles.name}>
                  <UnitLabel layer={layer} unit={unit} />
                </figcaption>
              </figure>
            ))}
          </div>
        </section>
      ))}
    </>
  )
}

function mapsAsked(network: Network, chosen: number | null) {
  const layers = network.sizes.map((_, layer) => layer).filter((layer) => layer > 0 && (chosen ?? layer) === layer)
  return layers.flatMap((layer) => mapsOfLayer(network, layer))
}

/** What is painted of each layer. */
function layersOf(network: Network, { probe: { maps }, answer }: Found<'surface'>) {
  return [...new Set(maps.map(({ layer }) => layer))].map((layer) => {
    const numbers = answer.filter((_, index) => maps[index].layer === layer)
    const pictures = picturesOfLayer(network, layer, numbers, GRID)
    const units = pictures.map((picture, unit) => {
      const values = numbers[2 * unit]
      return { ...picture, extent: [Math.min(...values), Math.max(...values)] as const }
    })
    return { layer, units, scale: pictures[0].scale }
  })
}

/** From green over neutral to purple, with the number at each end and that of the line. */
function Scale({ name, scale }: { name: ActivationName; scale: PlaneScale }) {
  const { level } = scale
  const [low, high] = endsOf(scale).map(tickText)
  return (
    <p className={styles.scale}>
      <span className={styles.activation}>{activations[name].label}</span>
      {low}
      <span className={styles.ramp} role="img" aria-label="from green to purple" />
      {high}
      <span className={styles.level}>{tickText(level)}</span>
    </p>
  )
}

type Extent = readonly [least: number, largest: number]

const endsOf = ({ level, reach }: PlaneScale): Extent => [level - reach, level + reach]

function describe(unit: string, extent: Extent, scale: PlaneScale): string {
  const [lowest, highest] = extent.map((value) => formatNumber(value, { digits: 2 }))
  const [low, high] = endsOf(scale).map(tickText)
  return `The activation of ${unit} over the input plane, green for ${low} and purple for ${high}: from ${lowest} to ${highest}.`
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)
