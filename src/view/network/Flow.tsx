import { wayBack, type Point, type Segment } from './geometry.ts'
import styles from './network.module.css'

interface Props {
  segment: Segment
  backward: boolean
  width: number
}

/**
 * An edge that the operation looked at reads, with the direction in which the pass goes: forward along the edge, as a
 * broad marker with filled heads; backward beside it, as a dashed line that returns above, with open heads.
 */
export function Flow({ segment, backward, width }: Props) {
  return (
    <g className={styles.flow} aria-hidden="true" data-direction={backward ? 'backward' : 'forward'}>
      {backward ? <Return segment={segment} /> : <Onward segment={segment} width={width} />}
    </g>
  )
}

function Onward({ segment, width }: { segment: Segment; width: number }) {
  const { from, to } = segment
  return (
    <>
      <line className={styles.flowMarker} x1={from.x} y1={from.y} x2={to.x} y2={to.y} strokeWidth={width} />
      <path className={styles.onwardHead} d="M-15-10 3 0-15 10Z" transform={placeHead(to, from, to)} />
    </>
  )
}

function Return({ segment }: { segment: Segment }) {
  const { from, bend, to } = wayBack(segment)
  const way = `M${from.x} ${from.y}Q${bend.x} ${bend.y} ${to.x} ${to.y}`
  return (
    <>
      <path className={styles.returnMarker} d={way} />
      <path className={styles.returnLine} d={way} />
      <path className={styles.returnHead} d="M-13-10 2 0-13 10" transform={placeHead(to, bend, to)} />
    </>
  )
}

/** Puts an arrow head at a point, in the direction from one point to another. */
function placeHead({ x, y }: Point, from: Point, to: Point): string {
  const angle = (Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI
  return `translate(${x} ${y}) rotate(${angle})`
}
