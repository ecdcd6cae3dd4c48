import { range } from 'd3'
import { useMemo, useState, type ReactNode } from 'react'
import { useProbe } from '../../chart/useProbe.ts'
import type { Network } from '../../../engine/network.ts'
import type { Dataset } from '../../../experiment/data/dataset.ts'
import { datasetOf } from '../../../experiment/experiment.ts'
import { spokenUnitName } from '../../../explain/unitNames.ts'
import type { LessonState } from '../../../store/lesson.ts'
import { LayerChoice } from '../Choices.tsx'
import { dotKind } from '../../chart/dots.ts'
import { hiddenLayers, updatesAt } from './run.ts'
import shared from './shared.module.css'
import { MOST_ONE_BY_ONE } from './spokenSpace.ts'
import { decisionLine, fittingUnits, sidesOf, type Pair } from './space.ts'
import styles from './space.module.css'
import { SpacePlot } from './SpacePlot.tsx'
import { useOverRun } from './useOverRun.ts'
import { useSampled } from '../../chart/useSampled.ts'
import { useSampledParameters } from '../../chart/useSampledParameters.ts'

const MILLISECONDS = 33
/** Moments of the run that the way of a point is drawn through */
const TRAIL_POINTS = 128

/** The samples as the units of a hidden layer see them, and the line that parts them. */
export function HiddenSpace() {
  const lesson = useSampled(MILLISECONDS)
  const { network } = lesson.schedule
  const layers = hiddenLayers(network)
  const [chosen, choose] = useState(Infinity)
  const layer = layers.includes(chosen) ? chosen : layers[layers.length - 1]
  return (
    <div className={shared.view}>
      <p className={shared.sentence}>
        Each sample stands where the hidden units put it. Training moves the points, until a line can part the two
        kinds.
      </p>
      <Space
        lesson={lesson}
        layer={layer}
        layerChoice={
          layers.length > 1 && <LayerChoice network={network} layers={layers} layer={layer} choose={choose} />
        }
      />
    </div>
  )
}

interface SpaceProps {
  lesson: LessonState
  layer: number
  /** Stands beside the choice of units */
  layerChoice: ReactNode
}

function Space({ lesson, layer, layerChoice }: SpaceProps) {
  const { schedule, experiment } = lesson
  const { network } = schedule
  const dataset = datasetOf(experiment)
  const [chosen, setUnits] = useState<Pair>([0, 1])
  const units = fittingUnits(chosen, network.sizes[layer])
  const hasChoice = network.sizes[layer] > 2

  const parameters = useSampledParameters(lesson)
  const size = network.sizes[layer]
  const probe = useMemo(() => ({ type: 'passage', parameters, layer }) as const, [parameters, layer])
  const found = useProbe<'passage'>(schedule, probe, dataset.inputs.length * parameters.length)
  const here = found?.probe.layer === layer ? found.answer : null
  const points = here ? pairsOf(here, size, units) : []
  const ways = useWays(lesson, layer).map((moment) => pairsOf(moment, size, units))
  const line = decisionLine(schedule, parameters, layer)

  return (
    <>
      {(layerChoice || hasChoice) && (
        <div className={shared.choices}>
          {layerChoice}
          {hasChoice && <UnitChoices network={network} layer={layer} units={units} choose={setUnits} />}
        </div>
      )}
      <SpacePlot
        network={network}
        layer={layer}
        units={units}
        points={points}
        ways={ways.length === 0 ? [] : points.map((point, sample) => [...ways.map((moment) => moment[sample]), point])}
        line={line}
        kinds={dataset.targets.map(dotKind)}
      />
      <p className={styles.verdict}>{line ? verdict(sidesOf(line, points), dataset) : NO_LINE}</p>
    </>
  )
}

const NO_LINE = 'More than these two units decide on ŷ, so no single line in this picture is where ŷ is 0.5.'

function verdict(isAbove: readonly boolean[], { targets }: Dataset): string {
  if (isAbove.every(Boolean)) return 'ŷ is above 0.5 for every sample: the line parts none of them yet.'
  if (!isAbove.some(Boolean)) return 'ŷ is below 0.5 for every sample: the line parts none of them yet.'
  const isParted = isAbove.every((above, sample) => above === targets[sample][0] > 0.5)
  return `On the shaded side ŷ is above 0.5: the line ${isParted ? 'parts the two kinds' : 'does not part the two kinds yet'}.`
}

/** The activations of two units, for each sample. */
const pairsOf = (activations: Float64Array, size: number, [first, second]: Pair): Pair[] =>
  Array.from({ length: activations.length / size }, (_, sample): Pair => [
    activations[sample * size + first],
    activations[sample * size + second],
  ])

/** What the layer made of a few samples, whose ways do not hide the points, at moments of the run before the cursor, [sample][unit]. */
function useWays(lesson: LessonState, layer: number): readonly Float64Array[] {
  const { schedule, experiment } = lesson
  const probeOf = useMemo(
    () => (_: number, parameters: Float64Array) => ({ type: 'passage', parameters, layer }) as const,
    [layer],
  )
  const isDrawn = datasetOf(experiment).inputs.length <= MOST_ONE_BY_ONE
  const kept = useOverRun<'passage'>(schedule, probeOf, isDrawn ? TRAIL_POINTS : 1)
  const here = updatesAt(lesson)
  return isDrawn ? kept.filter(({ iteration }) => iteration < here).map(({ answer }) => answer) : []
}

interface UnitChoicesProps {
  network: Network
  layer: number
  units: Pair
  choose: (units: Pair) => void
}

/** Which two units are shown, to the right and upwards; they change places rather than be the same. */
function UnitChoices({ network, layer, units: [first, second], choose }: UnitChoicesProps) {
  const options = range(network.sizes[layer]).map((unit) => (
    <option key={unit} value={unit}>
      {spokenUnitName(network, layer, unit).replace(/ of.*/, '')}
    </option>
  ))
  const chooseFirst = (unit: number) => choose(unit === second ? [second, first] : [unit, second])
  const chooseSecond = (unit: number) => choose(unit === first ? [second, first] : [first, unit])
  return (
    <>
      <label className={shared.choice}>
        to the right
        <select value={first} onChange={(event) => chooseFirst(Number(event.target.value))}>
          {options}
        </select>
      </label>
      <label className={shared.choice}>
        upwards
        <select value={second} onChange={(event) => chooseSecond(Number(event.target.value))}>
          {options}
        </select>
      </label>
    </>
  )
}
