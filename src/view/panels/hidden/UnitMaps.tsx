import { range } from 'd3'
import { useMemo, useState } from 'react'
import { parameterCountOf } from '../../../engine/layout.ts'
import type { Schedule } from '../../../engine/schedule.ts'
import type { UnitMap } from '../../../probe/surface.ts'
import { activations, type ActivationName } from '../../../engine/activations.ts'
import { activationOf, outputLayer, type Network } from '../../../engine/network.ts'
import { layerName } from '../../../explain/layerNames.ts'
import { spokenUnitName } from '../../../explain/unitNames.ts'
import { formatNumber } from '../../../explain/number.ts'
import { levelLine } from '../../chart/level.ts'
import { Plane } from '../../chart/Plane.tsx'
import { useProbeOfParameters, type Found } from '../../chart/useProbe.ts'
import { useLesson } from '../../page/lesson.ts'
import { UnitLabel } from '../../number/UnitLabel.tsx'
import styles from './maps.module.css'
import shared from './shared.module.css'
import { rangeOf } from './space.ts'
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
        What each unit answers to every pair of inputs: dark where it is on. The points are the samples; a unit changes
        over at the line.
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
      {layers.map(({ layer, shown, level, units }) => (
        <section key={layer} className={styles.layer} aria-label={capitalized(layerName(network, layer))}>
          <header className={styles.header}>
            <h3 className={styles.heading}>{capitalized(layerName(network, layer))}</h3>
            <Scale name={activationOf(network, layer)} shown={shown} level={level} />
          </header>
          <div className={styles.maps} style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}>
            {units.map(({ values, line, extent }, unit) => (
              <figure key={unit} className={styles.map}>
                <Plane
                  grid={GRID}
                  size={columns > 2 ? 116 : 200}
                  radius={columns > 2 ? 5 : 7}
                  values={values}
                  range={shown}
                  line={line}
                  label={describe(spokenUnitName(network, layer, unit), extent, shown)}
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

/** Of each unit what is painted and, after it, where its line is: a hidden unit changes over where z is 0. */
function mapsAsked(network: Network, chosen: number | null): UnitMap[] {
  const layers = network.sizes.map((_, layer) => layer).filter((layer) => layer > 0 && (chosen ?? layer) === layer)
  return layers.flatMap((layer) =>
    range(network.sizes[layer]).flatMap((unit): UnitMap[] => [
      { of: 'activation', layer, unit },
      { of: layer === outputLayer(network) ? 'activation' : 'weightedSum', layer, unit },
    ]),
  )
}

/** What is painted of each layer. The answer of an output is read at 0.5. */
function layersOf(network: Network, { probe: { maps }, answer }: Found<'surface'>) {
  return [...new Set(maps.map(({ layer }) => layer))].map((layer) => {
    const name = activationOf(network, layer)
    const isOutput = layer === outputLayer(network)
    const first = maps.findIndex((map) => map.layer === layer)
    const units = range(network.sizes[layer]).map((unit) => {
      const values = answer[first + 2 * unit]
      const extent = [Math.min(...values), Math.max(...values)] as const
      return { values, extent, line: levelLine(answer[first + 2 * unit + 1], GRID, isOutput ? 0.5 : 0) }
    })
    const shown = rangeOf(
      name,
      units.flatMap(({ extent }) => extent),
    )
    return { layer, units, shown, level: isOutput ? 0.5 : activations[name].value(0) }
  })
}

/** From paper to ink, with the number at each end and that of the line. */
function Scale({ name, shown, level }: { name: ActivationName; shown: Extent; level: number }) {
  const [low, high] = shown.map(tickText)
  return (
    <p className={styles.scale}>
      <span className={styles.activation}>{activations[name].label}</span>
      {low}
      <span className={styles.ramp} role="img" aria-label="from light to dark" />
      {high}
      <span className={styles.level}>{tickText(level)}</span>
    </p>
  )
}

type Extent = readonly [least: number, largest: number]

/** @param shown what is painted as paper, and what as ink */
function describe(unit: string, extent: Extent, shown: Extent): string {
  const [lowest, highest] = extent.map((value) => formatNumber(value, { digits: 2 }))
  const [low, high] = shown.map(tickText)
  return `The activation of ${unit} over the input plane, light for ${low} and dark for ${high}: from ${lowest} to ${highest}.`
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
