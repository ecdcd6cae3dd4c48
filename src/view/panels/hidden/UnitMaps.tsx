import { useMemo, useState } from 'react'
import { activations, type ActivationName } from '../../../engine/activations.ts'
import { activationOf, outputLayer, type Network } from '../../../engine/network.ts'
import { spokenUnitName } from '../../../explain/unitNames.ts'
import { formatNumber } from '../../../explain/number.ts'
import { levelLine } from '../../chart/level.ts'
import { Plane } from '../../chart/Plane.tsx'
import { useProbe, type Found } from '../../chart/useProbe.ts'
import { useLesson } from '../../page/lesson.ts'
import { UnitLabel } from '../../number/UnitLabel.tsx'
import styles from './maps.module.css'
import { layerName } from './run.ts'
import shared from './shared.module.css'
import { rangeOf } from './space.ts'
import { tickText } from '../../chart/ticks.ts'
import { useSampled } from '../../chart/useSampled.ts'
import { useSampledParameters } from '../../chart/parameters.ts'
import { LayerChoice } from '../Choices.tsx'

const GRID = 30
/** Between two pictures of the maps while the run trains: fewer where there are many */
const [FEW_MAPS_MILLISECONDS, MANY_MAPS_MILLISECONDS] = [50, 100]
const MANY_MAPS = 8

/** More are shown layer by layer. */
const MOST_MAPS = 24

/** What every unit answers to each point of the input plane. */
export function UnitMaps() {
  const network = useLesson(({ schedule }) => schedule.network)
  const count = sum(network.sizes.slice(1))
  const lesson = useSampled(count > MANY_MAPS ? MANY_MAPS_MILLISECONDS : FEW_MAPS_MILLISECONDS)
  const parameters = useSampledParameters(lesson)
  const layers = network.sizes.slice(1).map((_, index) => index + 1)
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
      {count > MOST_MAPS && <LayerChoice network={network} layers={layers} layer={layer} choose={choose} />}
      <Maps network={network} parameters={parameters} layers={count > MOST_MAPS ? [layer] : layers} />
    </div>
  )
}

interface MapsProps {
  network: Network
  parameters: Float64Array
  layers: readonly number[]
}

function Maps({ network, parameters, layers: shown }: MapsProps) {
  const key = shown.join()
  const units = useMemo(
    () =>
      key
        .split(',')
        .flatMap((layer) =>
          Array.from({ length: network.sizes[Number(layer)] }, (_, unit) => ({ layer: Number(layer), unit })),
        ),
    [network, key],
  )
  const probe = useMemo(() => ({ type: 'surface', parameters, grid: GRID, units }) as const, [parameters, units])
  const found = useProbe<'surface'>(probe, GRID * GRID * parameters.length)
  const layers = useMemo(() => (found?.probe.units === units ? mapsOf(network, found) : []), [network, units, found])
  const columns = Math.min(4, Math.max(2, ...network.sizes.slice(1)))
  return (
    <>
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
                  grid={GRID}
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
    </>
  )
}

interface UnitMap {
  readonly values: Float64Array
  readonly line: string
}

/** What is painted of each layer. A hidden unit changes over where z is 0; the answer of an output is read at 0.5. */
function mapsOf(network: Network, { probe, answer: { activations: a, weightedSums: z } }: Found<'surface'>) {
  const layers = [...new Set(probe.units.map(({ layer }) => layer))]
  return layers.map((layer) => {
    const name = activationOf(network, layer)
    const isOutput = layer === outputLayer(network)
    const units = probe.units.flatMap((place, index): UnitMap[] => {
      if (place.layer !== layer) return []
      const line = isOutput ? levelLine(a[index], GRID, 0.5) : levelLine(z[index], GRID, 0)
      return [{ values: a[index], line }]
    })
    const range = rangeOf(
      name,
      units.flatMap(({ values }) => [Math.min(...values), Math.max(...values)]),
    )
    return { layer, units, range, level: isOutput ? 0.5 : activations[name].value(0) }
  })
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

function describe(unit: string, values: Float64Array, range: readonly [number, number]): string {
  const [lowest, highest] = [Math.min(...values), Math.max(...values)].map((value) =>
    formatNumber(value, { digits: 2 }),
  )
  const [low, high] = range.map(tickText)
  return `The activation of ${unit} over the input plane, light for ${low} and dark for ${high}: from ${lowest} to ${highest}.`
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
