import { useMemo } from 'react'
import { activations, type ActivationName } from '../../../engine/activations.ts'
import { activationOf, outputLayer, type Network } from '../../../engine/network.ts'
import type { Plane as PlaneShown } from '../../../experiment/data/dataset.ts'
import { datasetOf } from '../../../experiment/experiment.ts'
import { spokenUnitName } from '../../../explain/unitNames.ts'
import { formatNumber } from '../../../explain/number.ts'
import { levelLine } from '../../chart/level.ts'
import { Plane } from '../../chart/Plane.tsx'
import { createSurface, type Surface } from '../../chart/surface.ts'
import { useLesson } from '../../page/lesson.ts'
import { UnitLabel } from '../../number/UnitLabel.tsx'
import styles from './maps.module.css'
import { layerName } from './run.ts'
import shared from './shared.module.css'
import { rangeOf } from './space.ts'
import { tickText } from '../../chart/ticks.ts'
import { useSampled } from '../../chart/useSampled.ts'
import { useSampledParameters } from '../../chart/useSampledParameters.ts'

const GRID = 30
/** Between two pictures of the maps while the run trains: fewer where there are many */
const [FEW_MAPS_MILLISECONDS, MANY_MAPS_MILLISECONDS] = [50, 100]
const MANY_MAPS = 8

/** What every unit answers to each point of the input plane. */
export function UnitMaps() {
  const count = useLesson(({ schedule }) => sum(schedule.network.sizes.slice(1)))
  const lesson = useSampled(count > MANY_MAPS ? MANY_MAPS_MILLISECONDS : FEW_MAPS_MILLISECONDS)
  const parameters = useSampledParameters(lesson)
  const { network } = lesson.schedule
  if (network.sizes[0] !== 2)
    return <p className={shared.sentence}>These maps are drawn of networks with two inputs.</p>
  return <Maps network={network} plane={datasetOf(lesson.experiment).plane} parameters={parameters} />
}

interface MapsProps {
  network: Network
  plane: PlaneShown
  parameters: Float64Array
}

function Maps({ network, plane, parameters }: MapsProps) {
  const surface = useMemo(() => createSurface(network, plane, GRID), [network, plane])
  const layers = useMemo(() => {
    surface.evaluate(parameters)
    return network.sizes.slice(1).map((_, index) => mapsOf(network, surface, index + 1))
  }, [network, surface, parameters])
  const columns = Math.min(4, Math.max(2, ...network.sizes.slice(1)))
  return (
    <div className={shared.view}>
      <p className={shared.sentence}>
        What each unit answers to every pair of inputs: dark where it is on. The points are the samples; a unit changes
        over at the line.
      </p>
      {layers.map(({ layer, range, level, units }) => (
        <section key={layer} className={styles.layer} aria-label={capitalized(layerName(network, layer))}>
          <header className={styles.header}>
            <h3 className={styles.heading}>{capitalized(layerName(network, layer))}</h3>
            <Scale name={activationOf(network, layer)} range={range} level={level} />
          </header>
          <div className={styles.maps} style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}>
            {units.map(({ values, line }, unit) => (
              <figure key={unit} className={styles.map}>
                <Plane
                  size={columns > 2 ? 116 : 200}
                  radius={columns > 2 ? 5 : 7}
                  values={values}
                  range={range}
                  line={line}
                  label={describe(spokenUnitName(network, layer, unit), values, range)}
                />
                <figcaption className={styles.name}>
                  <UnitLabel layer={layer} unit={unit} />
                </figcaption>
              </figure>
            ))}
          </div>
        </section>
      ))}
    </div>
  )
}

/** What is painted of a layer. A hidden unit changes over where z is 0; the answer of an output is read at 0.5. */
function mapsOf(network: Network, surface: Surface, layer: number) {
  const name = activationOf(network, layer)
  const isOutput = layer === outputLayer(network)
  const units = Array.from({ length: network.sizes[layer] }, (_, unit) => {
    const values = surface.activations(layer, unit)
    const line = isOutput
      ? levelLine(values, surface.grid, 0.5)
      : levelLine(surface.weightedSums(layer, unit), surface.grid, 0)
    return { values, line }
  })
  const range = rangeOf(
    name,
    units.flatMap(({ values }) => values),
  )
  return { layer, units, range, level: isOutput ? 0.5 : activations[name].value(0) }
}

/** From paper to ink, with the number at each end and that of the line. */
function Scale({ name, range, level }: { name: ActivationName; range: readonly [number, number]; level: number }) {
  const [low, high] = range.map(tickText)
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

function describe(unit: string, values: readonly number[], range: readonly [number, number]): string {
  const [lowest, highest] = [Math.min(...values), Math.max(...values)].map((value) =>
    formatNumber(value, { digits: 2 }),
  )
  const [low, high] = range.map(tickText)
  return `The activation of ${unit} over the input plane, light for ${low} and dark for ${high}: from ${lowest} to ${highest}.`
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
