import { pointAlong, type Segment } from './geometry.ts'
import styles from './network.module.css'

interface Props {
  segment: Segment
  backward: boolean
  width: number
  /** Where along the way the arrow head stands, from 0 to 1 */
  headAt: number
}

/** An edge that the operation at the cursor reads, with the direction in which the pass goes. */
export function Flow({ segment, backward, width, headAt }: Props) {
  const { from, to } = backward ? { from: segment.to, to: segment.from } : segment
  const head = pointAlong({ from, to }, headAt)
  const angle = (Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI
  return (
    <g className={styles.flow} aria-hidden="true">
      <line className={styles.flowMarker} x1={from.x} y1={from.y} x2={to.x} y2={to.y} strokeWidth={width} />
      <path
        className={styles.flowHead}
        d="M-9-7 3 0-9 7"
        transform={`translate(${head.x} ${head.y}) rotate(${angle})`}
      />
    </g>
  )
}
