import { activations } from '../../engine/activations.ts'
import { activationOf } from '../../engine/network.ts'
import { formatNumber } from '../../explain/number.ts'
import { linear } from '../chart/linear.ts'
import { polyline } from '../chart/polyline.ts'
import { useLesson } from '../page/lesson.ts'
import type { Derivation } from './derivation.ts'
import styles from './curve.module.css'

const WIDTH = 220
const HEIGHT = 128
const MARGIN = { top: 8, right: 12, bottom: 20, left: 12 }
/** Drawn at least so far to both sides of 0 */
const LEAST_REACH = 4
const POINTS = 81
const LARGEST = 1e150
/** Half the length of the tangent, in pixels */
const TANGENT = 52

/** For an activation or a delta: the activation function, the point z on it, and the tangent there, with slope σ′(z). */
export function ActivationCurve({ derivation }: { derivation: Derivation }) {
  const { operation, numberOf } = derivation
  const isDrawn = operation.name === 'activation' || operation.name === 'delta'
  const layout = useLesson(({ schedule }) => schedule.layout)
  if (!isDrawn || operation.sample === 'batch') return null
  const z = numberOf(layout.weightedSum(operation.sample, operation.layer, operation.unit))
  // Where the axes would be longer than a double can tell, there is nothing to see.
  return Math.abs(z) < LARGEST ? <Curve z={z} layer={operation.layer} /> : null
}

function Curve({ z, layer }: { z: number; layer: number }) {
  const name = useLesson(({ schedule }) => activationOf(schedule.network, layer))
  const digits = useLesson((lesson) => lesson.digits)
  const { value, slope, label, symbol } = activations[name]
  const a = value(z)
  const slopeHere = slope(z, a)

  const reach = Math.max(LEAST_REACH, Math.abs(z) * 1.25)
  const curve = Array.from({ length: POINTS }, (_, index) => {
    const at = -reach + (2 * reach * index) / (POINTS - 1)
    return { at, height: value(at) }
  })
  const heights = curve.map(({ height }) => height)
  const [low, high] = [Math.min(...heights), Math.max(...heights)]
  const x = linear([-reach, reach], [MARGIN.left, WIDTH - MARGIN.right])
  const y = linear([low, high], [HEIGHT - MARGIN.bottom, MARGIN.top])
  /** In pixels, of which x and y do not have the same number for a 1 */
  const steepness = (slopeHere * (y(high) - y(low)) * 2 * reach) / ((high - low) * (x(reach) - x(-reach)))
  const dx = TANGENT / Math.hypot(1, steepness)
  const dy = dx * steepness
  const slopeText = formatNumber(slopeHere, { digits: Math.min(digits, 6) })
  return (
    <figure className={styles.figure}>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={`The ${label} with the point at z = ${formatNumber(z, { digits })} and the tangent there, of slope ${slopeText}.`}
      >
        <line className={styles.axis} x1={MARGIN.left} x2={WIDTH - MARGIN.right} y1={y(0)} y2={y(0)} />
        <line className={styles.axis} x1={x(0)} x2={x(0)} y1={MARGIN.top} y2={HEIGHT - MARGIN.bottom} />
        <path className={styles.curve} d={polyline(curve.map(({ at, height }) => [x(at), y(height)]))} />
        <line data-tangent className={styles.tangent} x1={x(z) - dx} y1={y(a) - dy} x2={x(z) + dx} y2={y(a) + dy} />
        <line className={styles.drop} x1={x(z)} x2={x(z)} y1={y(0)} y2={y(a)} />
        <circle className={styles.point} cx={x(z)} cy={y(a)} r={5.5} />
        <text className={styles.label} x={x(z)} y={HEIGHT - 6} textAnchor={anchorAt(x(z))}>
          z
        </text>
      </svg>
      <figcaption className={styles.caption}>
        slope {symbol}′ = {slopeText}
      </figcaption>
    </figure>
  )
}

const anchorAt = (x: number) => (x < 24 ? 'start' : x > WIDTH - 24 ? 'end' : 'middle')
